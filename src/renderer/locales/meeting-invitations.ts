/** The words of being asked to a meeting. */
import * as english from './en/meeting-invitations.ts';
import { inLanguage } from './language.ts';

export const { invitationTexts } = inLanguage('meetingInvitations', english);
