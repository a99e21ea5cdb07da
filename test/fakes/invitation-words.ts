/** What an invitation says, as the English window asks for it. */
import type { InvitationWords } from '../../src/shared/model/scheduling.ts';

export const invitationWords: InvitationWords = {
  language: 'en-GB',
  noSubject: 'Online meeting',
  join: 'Join the meeting',
  when: 'When',
  organizer: 'Organizer',
  meetingId: 'Meeting ID',
  joinByPhone: 'Join by phone',
  localNumber: 'Find a local number',
  phoneId: 'Conference ID for phones',
};
