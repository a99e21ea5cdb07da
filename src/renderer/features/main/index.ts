export { ConnectionBanner } from './connection-banner.tsx';
export { MainWindow } from './main-window.tsx';
