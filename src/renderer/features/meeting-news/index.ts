export { MeetingNews } from './meeting-news.tsx';
