/** The words of the chat in a meeting. */
import * as english from './en/meeting-chat.ts';
import { inLanguage } from './language.ts';

export const { meetingChatTexts, typingWords, whySilent } = inLanguage('meetingChat', english);
