import type { Failure } from './failure.ts';

export interface MeetingLink {
  /** `sip:user@domain;gruu;opaque=app:conf:focus:id:ID` */
  readonly focusUri: string;
  readonly organizer: string;
  readonly organizerDomain: string;
  readonly conferenceId: string;
  readonly hasKey: boolean;
  readonly form: 'conf' | 'meet' | 'sip' | 'https' | 'organizer-and-id';
}

/** A link as far as it can be read without the network. */
export type ReadMeetingLink =
  | (MeetingLink & { /** The organiser is of the company one is signed in to. */ readonly ownCompany: boolean })
  | { readonly form: 'https'; readonly host: string };

export type JoinStepKind =
  | 'asking-home'
  | 'home-refused'
  | 'looking-up'
  | 'connecting-edge'
  | 'asking-edge'
  | 'proving-key'
  | 'in-lobby'
  | 'roster'
  | 'joined';

export interface JoinStep {
  readonly kind: JoinStepKind;
  readonly state: 'running' | 'done' | 'failed' | 'skipped';
  readonly server?: string;
  readonly failure?: Failure;
  /** Milliseconds since the join began. */
  readonly atMs: number;
}

/** The connection to a meeting is lost, and is being made anew. */
export interface MeetingAway {
  /** Wall clock; what is shown is what was known then. */
  readonly since: number;
  /** Why, or why the last try failed. */
  readonly failure: Failure;
  /** The try that is waited for or under way. */
  readonly attempt: number;
  /** Wall clock of the next try; in the past while it is tried. Absent while the account has to come back first. */
  readonly nextAt?: number;
}

/** What people do together in a meeting. */
export type Modality = 'chat' | 'audio' | 'video' | 'sharing' | 'content';

export interface Participant {
  readonly entity: string;
  readonly name: string;
  readonly role: 'organizer' | 'presenter' | 'attendee';
  readonly isGuest: boolean;
  readonly isSelf: boolean;
  readonly state: 'connected' | 'in-lobby' | 'connecting' | 'disconnected';
  /** Those they are connected to now; none while they wait. Always in the order of `Modality`. */
  readonly modalities: readonly Modality[];
  /** Of somebody with audio: the meeting does not hear them. Absent without audio. */
  readonly isMuted?: boolean;
  /** What of theirs the meeting gets to see; absent where nothing is. */
  readonly shows?: 'camera' | 'screen';
  /** Wall clock since when they wait in the lobby, as far as this client saw it; only of `in-lobby`. */
  readonly waitingSince?: number;
}

/** Who gets in without being let in: nobody but the organiser, who was invited, the organiser's company, everybody. */
export type MeetingAccess = 'organizer' | 'invited' | 'company' | 'everyone';

/** What stands in the way of a part here. */
export type PartLack =
  /** The meeting does not have it. */
  | 'not-offered'
  /** The meeting has it in a form this version does not speak: show no control. */
  | 'not-built'
  /** The own company's rules forbid it: `rule` names the one. */
  | 'policy';

/** One modality: what the meeting has and what is missing here. Empty `lacks` means: it can be used. */
export interface MeetingPart {
  readonly modality: Modality;
  /** Whether the meeting has it; absent until the meeting told, as in the lobby. */
  readonly isOffered?: boolean;
  readonly lacks: readonly PartLack[];
  /** With 'policy': the rule as the server writes it, such as `EnableDataCollaboration`. */
  readonly rule?: string;
}

/** Meeting-wide rules a presenter may change. */
export interface MeetingPermissions {
  /** Attendees may write in the meeting's chat. */
  readonly attendeesMayChat: boolean;
  /** Attendees may unmute themselves; false while the audience is muted. */
  readonly attendeesMayUnmute: boolean;
}

export interface MeetingState {
  readonly id: string;
  readonly phase: 'joining' | 'lobby' | 'joined' | 'leaving' | 'ended';
  readonly link: MeetingLink;
  readonly subject?: string;
  /** As the meeting names them; `link.organizer` is the address. */
  readonly organizerName?: string;
  /** The https link others may join by. */
  readonly joinUrl?: string;
  readonly asGuest: boolean;
  readonly guestName?: string;
  /** Absent until the meeting told. Organisers and presenters run the meeting; attendees do not. */
  readonly ownRole?: Participant['role'];
  readonly participants: readonly Participant[];
  /** Wall clock since when the list may be out of date: the server stopped telling, and is asked again. Absent while it tells. */
  readonly rosterGapAt?: number;
  /** One has fallen out of the meeting and comes back by oneself; the phase is the one before. */
  readonly away?: MeetingAway;
  /** Nobody new gets in without being let in. */
  readonly isLocked?: boolean;
  /** Who gets in directly; absent until the meeting told. */
  readonly access?: MeetingAccess;
  /** Callers by phone get in directly. */
  readonly phonesBypassLobby?: boolean;
  /** Names are said aloud when somebody comes or goes. Absent until the meeting told. */
  readonly announces?: boolean;
  readonly permissions?: MeetingPermissions;
  /** Every modality once, in the order of `Modality`. */
  readonly parts: readonly MeetingPart[];
  /** Wall clock since when we wait in the lobby; only in the phase `lobby`. */
  readonly lobbySince?: number;
  /**
   * Wall clock at which a guest is removed if nobody who is signed in has come by then (mission I15). The server does not say its own period:
   * this is the default of 90 minutes. Only for guests alone among guests.
   */
  readonly graceEndsAt?: number;
  readonly steps: readonly JoinStep[];
  readonly endedBecause?:
    | 'left'
    | 'cancelled'
    | 'meeting-ended'
    | 'removed'
    | 'connection-lost'
    | 'lobby-denied'
    /** Nobody let us in from the lobby in time. */
    | 'lobby-timeout'
    /** A guest, and nobody who is signed in came in time. */
    | 'grace-over'
    | 'failed';
  /** The last thing that went wrong; `homeFailure` keeps the own company's refusal beside it (mission C-18). */
  readonly failure?: Failure;
  readonly homeFailure?: Failure;
  /** Whether "Join as a guest" may be offered by hand (mission K14). */
  readonly canTryGuest: boolean;
  readonly startedAt: number;
}
