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

export interface Participant {
  readonly entity: string;
  readonly name: string;
  readonly role: 'organizer' | 'presenter' | 'attendee';
  readonly isGuest: boolean;
  readonly isSelf: boolean;
  readonly state: 'connected' | 'in-lobby' | 'connecting' | 'disconnected';
}

export interface MeetingState {
  readonly id: string;
  readonly phase: 'joining' | 'lobby' | 'joined' | 'leaving' | 'ended';
  readonly link: MeetingLink;
  readonly subject?: string;
  readonly asGuest: boolean;
  readonly guestName?: string;
  readonly participants: readonly Participant[];
  /** Wall clock since when the list may be out of date: the server stopped telling, and is asked again. Absent while it tells. */
  readonly rosterGapAt?: number;
  /** Nobody new gets in without being let in. */
  readonly isLocked?: boolean;
  readonly steps: readonly JoinStep[];
  readonly endedBecause?:
    | 'left'
    | 'cancelled'
    | 'meeting-ended'
    | 'removed'
    | 'connection-lost'
    | 'lobby-denied'
    | 'failed';
  /** The last thing that went wrong; `homeFailure` keeps the own company's refusal beside it (mission C-18). */
  readonly failure?: Failure;
  readonly homeFailure?: Failure;
  /** Whether "Join as a guest" may be offered by hand (mission K14). */
  readonly canTryGuest: boolean;
  readonly startedAt: number;
}
