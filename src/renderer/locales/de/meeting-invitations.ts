/** The German words of being asked to a meeting. */
import type * as english from '../en/meeting-invitations.ts';
import type { Worded } from '../language-pack.ts';

export const invitationTexts: Worded<typeof english.invitationTexts> = {
  region: 'Einladungen zu Besprechungen',
  asks: 'lädt Sie zu einer Besprechung ein',
  asksTo: 'lädt Sie ein zu',
  join: 'Beitreten',
  leaveAndJoin: 'Wechseln',
  decline: 'Ablehnen',
  joinName: (name) => `Besprechung von ${name} beitreten`,
  leaveAndJoinName: (name) => `Ihre Besprechung verlassen und der von ${name} beitreten`,
  declineName: (name) => `Besprechung von ${name} ablehnen`,
};
