/** The words of the people in a meeting: who they are, who waits, and what may be done about them. */
import type { MeetingAccess, Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { failureTexts } from './failures.ts';

/** The word beside the name; undefined when there is none. */
export function participantTag(participant: Participant): string | undefined {
  if (participant.isSelf) return participant.isGuest ? 'You (Guest)' : 'You';
  return participant.isGuest ? 'Guest' : undefined;
}

/** `Karen Berg (Guest)`: a name where there is no room for a tag, to be read out. */
export function nameOf({ name, isGuest }: Pick<Participant, 'name' | 'isGuest'>): string {
  return isGuest ? `${name} ${peopleTexts.guestSuffix}` : name;
}

export const peopleTexts = {
  roster: 'People',
  rosterOld: (time: string) => `This list may be out of date since ${time}. Offhook is asking again.`,
  locked: 'The meeting is locked: whoever comes now waits in the lobby.',
  /** Read out after a guest's name, where the eye has the tag. */
  guestSuffix: '(Guest)',
  guest: 'Guest',
  groups: { presenter: 'Presenters', attendee: 'Attendees', lobby: 'Lobby', invited: 'Asked to come' },
  organizer: 'Organizer',
  joining: 'Joining',
  waits: (minutes: number) => (minutes < 1 ? 'Waiting' : `Waiting ${minutes} min`),
  waiting: 'Waiting',
  muted: 'Muted',
  actionsFor: (name: string) => `Actions for ${name}`,
  hasActions: 'Enter opens what you can do',
  /** After the name of the one who waits. */
  isWaiting: 'is waiting in the lobby',
  lobbyCount: (count: number) =>
    count === 1 ? '1 person is waiting in the lobby' : `${count} people are waiting in the lobby`,
  admit: 'Admit',
  deny: 'Deny',
  admitAll: 'Admit all',
  showLobby: 'Show who waits',
  admitName: (name: string) => `Admit ${name}`,
  denyName: (name: string) => `Deny ${name}`,
  makePresenter: 'Make presenter',
  makeAttendee: 'Make attendee',
  mute: 'Mute',
  unmute: 'Unmute',
  remove: 'Remove from the meeting…',
  removeTitle: (name: string) => `Remove ${name} from the meeting?`,
  removeBody: 'They can join again. While the meeting is locked, they wait in the lobby then.',
  removeNow: 'Remove',
  cancel: 'Cancel',
} as const;

/** Why somebody may not do something with a person, in a line under the command. */
export const whyNot = {
  'presenters-only': 'Only presenters can do this.',
  organizer: 'The organizer always stays a presenter.',
  untold: 'The meeting has not said how this stands.',
  leaving: 'You are leaving the meeting.',
  'guest-invites': 'Guests cannot call others in. Copy the link and send it to them.',
  'signed-out': 'You are not connected to your company.',
  'no-guests': 'Your company does not let guests into meetings (AllowAnonymousParticipants).',
} as const;

export type WhyNot = keyof typeof whyNot;

export const inviteeWords: Record<MeetingInvitee['state'], string> = {
  asking: 'Calling',
  accepted: 'Coming',
  declined: 'Declined',
  failed: 'Not reached',
};

/** Why somebody did not come; undefined while nothing went wrong. */
export function inviteeSentence({ failure }: MeetingInvitee): string | undefined {
  return failure && failureTexts[failure.code].sentence(failure);
}

/** The words of running a meeting. */
export const controlTexts = {
  menu: 'Manage the meeting',
  lock: 'Lock the meeting',
  access: 'Who gets in directly',
  accessChoices: {
    organizer: 'Only the organizer',
    invited: 'People who were invited',
    company: "Everybody from the organizer's company",
    everyone: 'Everybody, guests too',
  } satisfies Record<MeetingAccess, string>,
  phones: 'Callers by phone get in directly',
  attendeesChat: 'Attendees may chat',
  announce: 'Say who comes and goes',
  muteAll: 'Mute all attendees',
  attendeesUnmute: 'Attendees may unmute themselves',
  invite: 'Invite somebody…',
  copyLink: 'Copy the meeting link',
  end: 'End the meeting for everybody…',
  endTitle: 'End the meeting for everybody?',
  endBody: (others: number) =>
    others === 0
      ? 'Nobody else is here. Whoever waits in the lobby is sent away.'
      : others === 1
        ? '1 other person is taken out of the meeting too.'
        : `${others} other people are taken out of the meeting too.`,
  endNow: 'End the meeting',
  cancel: 'Cancel',
  copied: 'Copied the meeting link',
} as const;

export const inviteTexts = {
  title: 'Invite somebody to this meeting',
  label: 'Name or address',
  hint: 'They are called at once and join with one click.',
  found: 'People found',
  none: 'Nobody found. A whole address, such as name@company.com, can be called too.',
  searching: 'Looking in the directory',
  invite: 'Invite',
  inviteName: (name: string) => `Invite ${name}`,
  again: 'Invite again',
  isHere: 'Is here',
  close: 'Done',
  asked: (name: string) => `${name} is being called`,
} as const;

/** `Karen Berg (Guest) joined`, `Karen Berg and Garth Fort joined`, `12 people joined`; empty for nobody. */
export function cameWords(people: readonly Pick<Participant, 'name' | 'isGuest'>[], verb: 'joined' | 'left'): string {
  const [first, second] = people;
  if (!first) return '';
  if (!second) return `${nameOf(first)} ${verb}`;
  if (people.length === 2) return `${nameOf(first)} and ${nameOf(second)} ${verb}`;
  return `${people.length} people ${verb}`;
}
