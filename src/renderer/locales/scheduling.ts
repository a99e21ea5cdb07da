/** The words of setting meetings up. */
import * as english from './en/scheduling.ts';
import { inLanguage } from './language.ts';

export const { accessWords, invitationWords, lengthWords, ownMeetingTime, presenterWords, schedulingTexts } =
  inLanguage('scheduling', english);
