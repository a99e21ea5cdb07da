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

/** What became of a call that nobody took, as far as one word or two say it. */
export type CallResult =
  | 'busy'
  | 'do-not-disturb'
  | 'declined'
  | 'unanswered'
  | 'no-such-number'
  | 'number-incomplete'
  | 'no-such-address'
  | 'not-allowed'
  | 'unreachable';

const resultsByWhy: ReadonlyMap<string | undefined, CallResult> = new Map([
  ['busy', 'busy'],
  ['do-not-disturb', 'do-not-disturb'],
  ['declined', 'declined'],
  ['unanswered', 'unanswered'],
  ['policy', 'not-allowed'],
  ['offline', 'unreachable'],
  ['unreachable', 'unreachable'],
]);

const resultsByCode: ReadonlyMap<string, CallResult> = new Map([
  ['CALL_NO_ANSWER', 'unanswered'],
  ['SIP_TIMEOUT', 'unreachable'],
]);

/**
 * Undefined for a call that was taken, missed or given up, and where a sentence is needed or the entry does not say: one of another time may name
 * what this program does not know.
 */
export function callResult({
  direction,
  peer,
  talkedMs,
  ending,
  failure,
}: Pick<CallLogEntry, 'direction' | 'peer' | 'talkedMs' | 'ending' | 'failure'>): CallResult | undefined {
  if (ending === 'declined') return 'declined';
  // What came in rang here: whoever it failed for was there.
  if (direction === 'in' || talkedMs !== undefined || !failure) return undefined;
  if (failure.code !== 'CALL_REFUSED') return resultsByCode.get(failure.code);
  const isNumber = peer.number !== undefined;
  if (failure.data?.why === 'incomplete') return isNumber ? 'number-incomplete' : undefined;
  if (failure.data?.why !== 'unknown') return resultsByWhy.get(failure.data?.why);
  return isNumber ? 'no-such-number' : 'no-such-address';
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
