/** The words of the people in a meeting: who they are, who waits, and what may be done about them. */
import * as english from './en/meeting-people.ts';
import { inLanguage } from './language.ts';

export type { WhyNot } from './en/meeting-people.ts';
export const {
  cameWords,
  controlTexts,
  inviteTexts,
  inviteeSentence,
  inviteeWords,
  nameOf,
  participantTag,
  peopleTexts,
  whyNot,
} = inLanguage('meetingPeople', english);
