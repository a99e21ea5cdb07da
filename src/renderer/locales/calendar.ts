/** The words of the calendar, of voicemail and of what was missed. */
import * as english from './en/calendar.ts';
import { inLanguage } from './language.ts';

export const { calendarTexts, freeBusyLine, meetingTime, missedLine, outOfOfficeLine, voicemailLine, voicemailTexts } =
  inLanguage('calendar', english);
