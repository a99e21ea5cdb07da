/** The words of joining and being in a meeting. */
import * as english from './en/meeting.ts';
import { inLanguage } from './language.ts';

export const { endedNext, endedTexts, endedWords, joinStepWords, leaveFirstWords, meetingTexts, partWords } =
  inLanguage('meeting', english);
