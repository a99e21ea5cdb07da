/** Coming back to a meeting one has fallen out of, as the same participant: over the account's next connection, or a guest's own. */
import type { AccountState } from '../../../shared/model/account.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { Comeback } from '../comeback.ts';
import { type Attendance, type JoinDependencies, type JoinInput, runJoin, type Seat } from './join.ts';

/** People look at the window; nobody waits longer than this between two tries. */
const longestPauseMs = 30_000;
/** Whoever was away for this long has missed the meeting. */
const patienceMs = 30 * 60_000;

/** The server that was reached, or our own rule, says no, and says so again. */
const refusals: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CONFERENCE_NOT_FOUND',
  'CONFERENCE_KEY_WRONG',
  'GUEST_DOMAIN_BLOCKED',
  'GUESTS_NOT_ALLOWED',
  'JOIN_REFUSED',
  'MEETING_LOCKED',
  'MEETING_NOT_STARTED',
  'CREDENTIALS_WRONG',
  'SERVER_NAME_UNTRUSTED',
]);

/** A server in trouble, or one that did not reach the next, says nothing of us: a meeting's servers are begun anew as well. RFC 3261 21.4.9, 21.4.18, 21.5 */
function isTrouble({ code, sip }: Failure): boolean {
  const status = sip?.status ?? 0;
  return code === 'JOIN_REFUSED' && (status === 408 || status === 480 || (status >= 500 && status < 600));
}

export interface MeetingReturnNeeds extends JoinDependencies {
  readonly home: () => JoinInput['home'] | undefined;
  readonly account: () => AccountState;
  readonly asked: Pick<JoinInput, 'link' | 'guestName' | 'view' | 'tracer' | 'conferenceKey'>;
  readonly seat: Seat;
  /** Why one has fallen out. */
  readonly failure: Failure;
  /** For one try, milliseconds. */
  readonly limitMs: number;
  readonly onBack: (attendance: Attendance) => void;
  /** One was back, and has fallen out once more. */
  readonly onLost: (failure: Failure) => void;
}

/** Made when the way is lost; begins at once, ends by itself when back or over. */
export class MeetingReturn {
  readonly #needs: MeetingReturnNeeds;
  readonly #comeback: Comeback;
  readonly #startMs: number;
  #wasRegistered: boolean;
  /** The way that was found is lost already. */
  #lostAgain: Failure | undefined;
  #isOver = false;

  constructor(needs: MeetingReturnNeeds) {
    const { clock, random, asked, failure } = needs;
    this.#needs = needs;
    this.#startMs = clock.now();
    this.#wasRegistered = needs.account().kind === 'registered';
    this.#comeback = new Comeback(
      {
        clock,
        random,
        longestMs: longestPauseMs,
        attempt: (signal) => this.#try(signal),
        onWaiting: ({ nextAt, ...waiting }) => asked.view.away(this.#mayTry() ? { ...waiting, nextAt } : waiting),
        isFinal: (refusal) =>
          (refusals.has(refusal.code) && !isTrouble(refusal)) || clock.now() - this.#startMs > patienceMs,
        onRefused: (refusal) => this.#giveUp(refusal),
      },
      failure,
    );
  }

  startOver(): void {
    this.#comeback.startOver();
  }

  tryNow(): void {
    this.#comeback.tryNow();
  }

  stop(): void {
    this.#isOver = true;
    this.#comeback.stop();
  }

  /** The account's meeting comes back with the account, and ends with it. A guest's has nothing to do with it. */
  accountIs(account: AccountState): void {
    if (this.#needs.seat.guest || this.#isOver) return;
    const isRegistered = account.kind === 'registered';
    const isBack = isRegistered && !this.#wasRegistered;
    this.#wasRegistered = isRegistered;
    if (isBack) this.#comeback.startOver();
    else if (account.kind === 'signed-out' && account.nextAt === undefined) {
      this.#comeback.stop();
      this.#giveUp(account.failure ?? this.#needs.failure);
    }
  }

  #giveUp(failure: Failure): void {
    this.#isOver = true;
    // What ended while one was away has ended; nobody was thrown out.
    const reason = failure.code === 'CONFERENCE_NOT_FOUND' ? 'meeting-ended' : 'connection-lost';
    this.#needs.asked.view.end(reason, reason === 'meeting-ended' ? {} : { failure });
  }

  #mayTry(): boolean {
    return this.#needs.seat.guest !== undefined || this.#needs.home() !== undefined;
  }

  async #try(ended: AbortSignal): Promise<Failure | undefined> {
    const { asked, clock, seat, limitMs } = this.#needs;
    const home = seat.guest ? undefined : this.#needs.home();
    if (!seat.guest && !home) return this.#needs.failure;
    this.#lostAgain = undefined;
    const limit = new AbortController();
    const stopLimit = clock.after(limitMs, () => limit.abort());
    const result = await runJoin(this.#needs, {
      ...asked,
      ...(home ? { home } : {}),
      again: seat,
      endpointId: seat.endpointId,
      signal: AbortSignal.any([ended, limit.signal]),
      onLost: (_seat, failure) => this.#lost(failure),
    });
    stopLimit();
    if (result.kind === 'failed') return result.failure;
    if (result.kind === 'cancelled') {
      return ended.aborted ? undefined : { code: 'JOURNEY_TIMEOUT', at: clock.wall() };
    }
    if (ended.aborted) {
      await result.attendance.leave();
      return undefined;
    }
    return this.#lostAgain ?? this.#arrived(result.attendance);
  }

  #arrived(attendance: Attendance): undefined {
    this.#isOver = true;
    this.#needs.asked.view.back();
    this.#needs.onBack(attendance);
  }

  #lost(failure: Failure): void {
    if (!this.#isOver) this.#lostAgain = failure;
    else this.#needs.onLost(failure);
  }
}
