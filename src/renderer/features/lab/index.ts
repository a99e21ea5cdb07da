export { LabBanner } from './lab-banner.tsx';
export { LabMeetingList } from './lab-meeting-list.tsx';
