/** A meeting of one's own as the window shows it, out of what the server told and what this client asked for. */
import type {
  ConferenceWish,
  FactoryConference,
  MeetingTimes,
} from '../../../protocol/conference-factory/conference.ts';
import { oneLine } from '../../../protocol/text/one-line.ts';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';

/** What this client knows besides the server's word. */
export interface Knowledge {
  /** What was asked for, when it was this client that asked. */
  readonly wish?: ConferenceWish;
  /** As it was shown before. */
  readonly before?: OwnMeeting;
  /** The server has told all it keeps: what it does not tell any more was taken away, elsewhere. */
  readonly isWhole?: boolean;
}

/** The server's word first, then what was asked for, then what was known; a list says less than the answer about one meeting. */
export function ownMeeting(told: FactoryConference, { wish, before, isWhole = false }: Knowledge = {}): OwnMeeting {
  const kept = isWhole ? undefined : before;
  // A line break in it would put words of its own into the invitation.
  const wished = wish && oneLine(wish.subject, wish.subject.length);
  const subject = told.subject ?? wished ?? kept?.subject ?? '';
  const times = told.times ?? wish?.times ?? timesOf(before);
  const expiresAt = told.expiresAt ?? wish?.expiresAt ?? before?.expiresAt;
  const phoneId = told.phoneId ?? kept?.phoneId;
  return {
    conferenceId: told.conferenceId,
    focusUri: told.focusUri,
    joinLink: told.joinUrl ?? before?.joinLink ?? `conf:${told.focusUri}`,
    subject,
    access: told.access ?? wish?.access ?? before?.access ?? 'company',
    presenters: told.presenters ?? wish?.presenters ?? before?.presenters ?? 'organizer',
    announcements: told.announcements ?? wish?.announcements ?? before?.announcements ?? false,
    phoneBypassesLobby: told.phoneBypassesLobby ?? wish?.phoneBypassesLobby ?? before?.phoneBypassesLobby ?? false,
    invited: firstFilled(told.invited, wish?.invited, kept?.invited),
    ...times,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    isActive: told.isActive,
    isStatic: told.isStatic,
    ...(phoneId === undefined ? {} : { phoneId }),
  };
}

/** By start, those without a time last and by name. */
export function byStart(one: OwnMeeting, other: OwnMeeting): number {
  const start = (meeting: OwnMeeting) => meeting.startsAt ?? Number.MAX_SAFE_INTEGER;
  return start(one) - start(other) || one.subject.localeCompare(other.subject, 'en');
}

function timesOf(meeting: OwnMeeting | undefined): MeetingTimes | undefined {
  const { startsAt, endsAt } = meeting ?? {};
  return startsAt === undefined || endsAt === undefined ? undefined : { startsAt, endsAt };
}

/** A wish for nobody is a wish: only what was not said at all is passed over. */
function firstFilled(
  told: readonly string[],
  wished: readonly string[] | undefined,
  before: readonly string[] | undefined,
): readonly string[] {
  return told.length > 0 ? told : (wished ?? before ?? []);
}
