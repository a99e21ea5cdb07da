/** Who may do what in a meeting, and why not: pure. */
import type { MeetingState, Modality, Participant } from '../../../shared/model/meeting.ts';
import type { WhyNot } from '../../locales/meeting-people.ts';

type Standing = Pick<MeetingState, 'ownRole' | 'phase'>;

/** True for those who run the meeting: they see the lobby's banner, and their commands are not refused. */
export function isPresenter({ ownRole }: Pick<MeetingState, 'ownRole'>): boolean {
  return ownRole === 'organizer' || ownRole === 'presenter';
}

/** Why this person cannot run the meeting now; undefined when they can. */
export function whyNotRun(meeting: Standing): WhyNot | undefined {
  if (meeting.phase !== 'joined') return 'leaving';
  return isPresenter(meeting) ? undefined : 'presenters-only';
}

/** Why a rule of the meeting cannot be changed; `told` is how it stands, as far as the meeting said. */
export function whyNotChange(meeting: Standing, told: unknown): WhyNot | undefined {
  return whyNotRun(meeting) ?? (told === undefined ? 'untold' : undefined);
}

/** What can be done with a person; what stands there cannot always be done now. */
export type PersonCommand = 'admit' | 'deny' | 'make-presenter' | 'make-attendee' | 'mute' | 'unmute' | 'remove';

/**
 * The commands that make sense for a person, in order. None for oneself: whoever wants to go leaves. None for attendees: a thousand rows
 * with nothing in their menus would only be in the way.
 */
export function commandsFor(
  person: Participant,
  meeting: Pick<MeetingState, 'parts' | 'ownRole'>,
): readonly PersonCommand[] {
  if (person.isSelf || !isPresenter(meeting)) return [];
  if (person.state === 'in-lobby') return ['admit', 'deny'];
  const role = person.role === 'attendee' ? 'make-presenter' : 'make-attendee';
  const mute = person.isMuted ? 'unmute' : 'mute';
  const hasSound = person.isMuted !== undefined && isBuilt(meeting, 'audio');
  return [role, ...(hasSound ? ([mute] as const) : []), 'remove'];
}

/** Why a command cannot be carried out; undefined when it can. */
export function whyNotDo(command: PersonCommand, person: Participant, meeting: Standing): WhyNot | undefined {
  const reason = whyNotRun(meeting);
  if (reason) return reason;
  const isFixed = person.role === 'organizer' && (command === 'make-attendee' || command === 'remove');
  return isFixed ? 'organizer' : undefined;
}

/** Whether this version has a part at all: else nothing of it is shown. */
export function isBuilt({ parts }: Pick<MeetingState, 'parts'>, modality: Modality): boolean {
  const part = parts.find((each) => each.modality === modality);
  return part !== undefined && !part.lacks.includes('not-built');
}

/** Why nobody can be called in from here. Somebody who came as a guest has no company that would carry the call. */
export function whyNotInvite(
  meeting: Standing & Pick<MeetingState, 'asGuest'>,
  isSignedIn: boolean,
): WhyNot | undefined {
  if (meeting.phase !== 'joined') return 'leaving';
  if (meeting.asGuest) return 'guest-invites';
  return isSignedIn ? undefined : 'signed-out';
}
