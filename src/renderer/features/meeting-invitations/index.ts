export { InvitationBar } from './invitation-bar.tsx';
