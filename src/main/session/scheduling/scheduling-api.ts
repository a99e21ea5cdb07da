/** What setting meetings up offers to the rest of the client. [MS-CONFPRO] */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { InvitationWords, MeetingInvitation, MeetingPlan, OwnMeeting } from '../../../shared/model/scheduling.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';

export interface SchedulingDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** Of the person's desktop, such as `Europe/Berlin`. */
  readonly timeZone: () => string;
}

/** A registration, as far as it concerns meetings. */
export interface SchedulingSession {
  readonly agent: SipAgent;
  readonly displayName: string;
  /** Aborted when the registration is gone. */
  readonly signal: AbortSignal;
}

export interface MeetNow {
  readonly focusUri: string;
  /** What `remove` takes. */
  readonly conferenceId: string;
  /** What `meeting.join` takes. */
  readonly joinText: string;
}

/** False when the person chose no place for it; rejects when the place cannot be written to. */
export type SaveFile = (file: { readonly name: string; readonly text: string }) => Promise<boolean>;

/**
 * All requests fail with NOT_SIGNED_IN, MEETINGS_NOT_HELD (at a plain SIP server), SCHEDULING_UNAVAILABLE, SCHEDULING_UNREADABLE,
 * SCHEDULING_REFUSED (`data.reason`), or with what befell the connection.
 */
export interface SchedulingService {
  /** From here on this person's factory is asked: soon for the list, so that signing in is not held up, and at each request. */
  start(session: SchedulingSession): void;
  /** Reads the own meetings anew, the standing meeting room included. */
  refresh(): Promise<Outcome<void>>;
  /** Also SCHEDULING_INVALID, `data.problem`. */
  create(plan: MeetingPlan): Promise<Outcome<OwnMeeting>>;
  /** Also SCHEDULING_INVALID, OWN_MEETING_GONE. */
  change(conferenceId: string, plan: MeetingPlan): Promise<Outcome<OwnMeeting>>;
  /** A meeting that is gone already counts as taken back. */
  remove(conferenceId: string): Promise<Outcome<void>>;
  meetNow(): Promise<Outcome<MeetNow>>;
  /** Of a meeting that is in the list; asks nobody. OWN_MEETING_GONE when it is not. */
  invitation(conferenceId: string, words: InvitationWords): Outcome<MeetingInvitation>;
  /** Hands the calendar file to `save`, which tells whether the person wanted it. Also SCHEDULING_INVALID 'no-time', STORAGE_FAILED. */
  saveInvitation(conferenceId: string, words: InvitationWords, save: SaveFile): Promise<Outcome<'saved' | 'cancelled'>>;
  /** Another account, or nobody: the list is put away. */
  forget(): void;
}
