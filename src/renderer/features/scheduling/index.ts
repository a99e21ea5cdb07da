export { MeetingActions } from './meeting-actions.tsx';
export { OwnMeetingsSection } from './own-meetings.tsx';
