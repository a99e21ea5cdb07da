/** The words of a meeting's sound and pictures. */
import * as english from './en/meeting-sound.ts';
import { inLanguage } from './language.ts';

export const { meetingSoundTexts, soundEndWords, soundNews } = inLanguage('meetingSound', english);
