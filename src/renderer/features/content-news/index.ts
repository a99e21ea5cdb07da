export { ContentNews } from './content-news.tsx';
