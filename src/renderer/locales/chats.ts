/** The words of conversations and of the history. */
import * as english from './en/chats.ts';
import { inLanguage } from './language.ts';

export const { chatTexts, fileSize, fileStateWords, lastLine, noticeWords } = inLanguage('chats', english);
