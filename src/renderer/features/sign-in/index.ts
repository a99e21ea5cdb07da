export { SignInNews } from './sign-in-news.tsx';
export { SignInScreen } from './sign-in-screen.tsx';
