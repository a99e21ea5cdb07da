export { LabBanner } from './lab-banner.tsx';
export { LabMeetingList } from './lab-meeting-list.tsx';
export { LabPage } from './lab-page.tsx';
export { LabPower } from './lab-power.tsx';
