/** The meetings one has set up oneself, as the company's focus factory keeps them. [MS-CONFPRO] */
import type { Failure } from './failure.ts';
import type { MeetingAccess } from './meeting.ts';
import { type PolicyParts, type PolicyReason, reasonAgainst } from './policy.ts';

/** From the narrowest to the widest; whoever is not among them waits in the lobby. */
export const accessLevels = ['organizer', 'invited', 'company', 'everyone'] as const satisfies readonly MeetingAccess[];

/** Who comes in as a presenter without being made one. */
export const presenterChoices = ['organizer', 'company', 'everyone'] as const;
export type MeetingPresenters = (typeof presenterChoices)[number];

/** What the organiser decides about a meeting. */
export interface MeetingPlan {
  /** At most 255 characters; empty when it has none. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly access: MeetingAccess;
  readonly presenters: MeetingPresenters;
  /** Says who comes and goes, in the meeting's audio. */
  readonly announcements: boolean;
  /** People who dial in by telephone do not wait in the lobby. */
  readonly phoneBypassesLobby: boolean;
  /** Addresses `user@domain`, at most 250; they come in directly where `access` is 'invited'. */
  readonly invited: readonly string[];
}

export interface OwnMeeting extends Omit<MeetingPlan, 'startsAt' | 'endsAt'> {
  /** Letters and digits; unique among the organiser's meetings, and their id in every request. */
  readonly conferenceId: string;
  /** `sip:user@domain;gruu;opaque=app:conf:focus:id:ID` */
  readonly focusUri: string;
  /** What others join by, and what `meeting.join` takes: the https address, or a `conf:` link where the company has none. */
  readonly joinLink: string;
  /** Milliseconds since 1970; absent for meetings that another program set up, or that have no time of their own. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** When the server may forget it; absent when it never does by itself. */
  readonly expiresAt?: number;
  /** Somebody is in it. */
  readonly isActive: boolean;
  /** The organiser's own standing meeting room: the server made it, and it cannot be deleted. */
  readonly isStatic: boolean;
  /** For those who dial in by telephone; absent when the meeting cannot be dialled into. */
  readonly phoneId?: string;
}

/** One region's numbers for dialling in. */
export interface DialInRegion {
  /** Empty when the server names none. */
  readonly region: string;
  readonly numbers: readonly string[];
}

export interface OwnMeetingsState {
  /**
   * 'none': nobody is signed in, or the server sets no meetings up. 'loading' from the sign-in on: the list is read soon after it, or at once by
   * `scheduling.refresh`. 'failed' keeps what was known before; meetings may still be set up. It has no failure where the
   * connection went before the list was read.
   */
  readonly state: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure?: Failure;
  /** By start, those without a time last; at most 200. */
  readonly meetings: readonly OwnMeeting[];
  /** Numbers for dialling in, the organiser's own region first; empty where the company has none. */
  readonly dialIn: readonly DialInRegion[];
  /** The page that lists all numbers for dialling in. */
  readonly dialInPage?: string;
  /** What kinds of content the server's meetings have: `chat`, `audio-video`, `meeting`, …; empty while unknown. */
  readonly modalities: readonly string[];
  /** The server says that guests may not be let into this person's meetings directly; absent when it does not say. */
  readonly guestsForbidden?: boolean;
  /** The server says that people who dial in must wait like everybody else; absent when it does not say. */
  readonly phonesMustWait?: boolean;
  /** Wall clock of the last good list. */
  readonly updatedAt?: number;
}

/** Before anybody has signed in. */
export const noOwnMeetings: OwnMeetingsState = { state: 'none', meetings: [], dialIn: [], modalities: [] };

/** What an invitation says beside its facts: the window gives its language's words. */
export interface InvitationWords {
  /** In this language days and times are written. BCP 47 */
  readonly language: InvitationLanguage;
  /** For a meeting without a subject, and as its place in a calendar. */
  readonly noSubject: string;
  readonly join: string;
  readonly when: string;
  readonly organizer: string;
  readonly meetingId: string;
  readonly joinByPhone: string;
  readonly localNumber: string;
  readonly phoneId: string;
}

export const invitationLanguages = ['en-GB', 'de-DE', 'fr-FR'] as const;
type InvitationLanguage = (typeof invitationLanguages)[number];

/** An invitation to send by other means. */
export interface MeetingInvitation {
  readonly text: string;
  /** A piece of a page, without scripts or pictures. */
  readonly html: string;
  /** A calendar file (RFC 5545); absent for a meeting without a time. */
  readonly ics?: string;
}

/** The company's rule against letting these people in directly, for the control that would choose it; undefined when it may be chosen. */
export function reasonAgainstAccess(
  snapshot: PolicyParts & { readonly ownMeetings?: OwnMeetingsState },
  access: MeetingAccess,
): PolicyReason | undefined {
  if (access !== 'everyone') return undefined;
  const rule = reasonAgainst(snapshot, 'meetings-anonymous');
  if (rule || snapshot.ownMeetings?.guestsForbidden !== true) return rule;
  return { policy: 'focusFactory', key: 'anonymous-scheduling', value: 'false' };
}

/** Whether telephones play any part in this company's meetings: else the choice about them is not shown. */
export function hasDialIn({ ownMeetings }: { readonly ownMeetings: OwnMeetingsState }): boolean {
  return ownMeetings.dialIn.length > 0;
}
