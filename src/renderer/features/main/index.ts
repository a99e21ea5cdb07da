export { MainWindow } from './main-window.tsx';
