/** What an invitation says, as the English window asks for it. */
import { invitationWords as english } from '../../src/renderer/locales/en/scheduling.ts';
import type { InvitationWords } from '../../src/shared/model/scheduling.ts';

export const invitationWords: InvitationWords = { language: 'en-GB', ...english };
