export { SetupCheckScreen } from './setup-check-screen.tsx';
