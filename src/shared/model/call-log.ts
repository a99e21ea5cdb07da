/** The calls that are over, as this computer keeps them: with whom, when, how they went and how good the line was. */
import type { Call, CallEnding, CallPeer, CallQuality } from './call.ts';
import type { Failure } from './failure.ts';

/**
 * What is kept of the line: how good it was over the whole call, and how it went at the end. Entries that were written before `wholeCall` was kept
 * have the score, the jitter and the losses of their last seconds instead.
 */
export type LoggedQuality = Pick<
  CallQuality,
  'mos' | 'codec' | 'videoCodec' | 'jitterMs' | 'lossPercent' | 'sentLossPercent' | 'roundTripMs' | 'path' | 'wholeCall'
>;

/** Why a call went wrong, as far as its sentence needs it: no words of a server, no addresses. */
export type LoggedFailure = Pick<Failure, 'code' | 'data'>;

/** One call that is over. */
export interface CallLogEntry {
  readonly id: string;
  readonly direction: Call['direction'];
  readonly peer: CallPeer;
  /** When it was dialled or rang first, wall clock, milliseconds since 1970. */
  readonly at: number;
  /** From being answered to its end; absent for a call nobody took. */
  readonly talkedMs?: number;
  readonly ending: CallEnding;
  readonly failure?: LoggedFailure;
  /** `none`: anybody on the way could listen. Absent where it was never agreed on. */
  readonly encryption?: NonNullable<Call['encryption']>;
  readonly quality?: LoggedQuality;
  readonly withoutRelay?: NonNullable<Call['withoutRelay']>;
  readonly hadPicture?: true;
  /** Who the call was meant for, when it came by way of somebody else. */
  readonly onBehalfOf?: CallPeer;
}

/** An entry as it is read back. */
export interface KeptCall extends CallLogEntry {
  /** Grows with each call: give an entry's `seq` as `before` to ask for older ones. */
  readonly seq: number;
}

/** Newest first. */
export interface CallLogPage {
  readonly entries: readonly KeptCall[];
  /** There are older ones: ask again with the last entry's `seq`. */
  readonly more: boolean;
}

/** The newest calls, at most `shownCalls` of them. */
export interface CallLogState extends CallLogPage {
  /** Whom one called last, however long ago. */
  readonly lastCalled?: CallPeer;
  /** They are there at the next start; otherwise they are gone with this run. */
  readonly isKept: boolean;
}

/** How many the window is told by itself, and how many are remembered where none are kept. */
export const shownCalls = 50;

/** Nobody called. */
export const noCallLog: CallLogState = { entries: [], more: false, isKept: false };
