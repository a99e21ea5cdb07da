/** The words of being asked to a meeting. */
import type * as english from '../en/meeting-invitations.ts';
import type { Worded } from '../language-pack.ts';

export const invitationTexts: Worded<typeof english.invitationTexts> = {
  region: 'Invitations à des réunions',
  /** After the name of the one who asks. */
  asks: 'vous invite à une réunion',
  /** With what the meeting is about after it. */
  asksTo: 'vous invite à la réunion',
  join: 'Rejoindre',
  leaveAndJoin: 'Quitter et rejoindre',
  decline: 'Refuser',
  joinName: (name) => `Rejoindre la réunion de ${name}`,
  leaveAndJoinName: (name) => `Quitter votre réunion et rejoindre celle de ${name}`,
  declineName: (name) => `Refuser la réunion de ${name}`,
};
