export { MeetingContentPane } from './content-pane.tsx';
