export { JoinDialog } from './join-dialog.tsx';
export { JoinSteps } from './join-steps.tsx';
export { MeetingView } from './meeting-view.tsx';
