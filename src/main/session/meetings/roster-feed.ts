/** The roster as the focus tells it: subscribed, kept whole, and passed on at most once a frame. RFC 4575 4, [MS-CONFBAS] 3.4 */
import { applyConferenceInfo, type RosterState } from '../../../protocol/roster/merge.ts';
import { readConferenceInfo } from '../../../protocol/roster/read.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';

/** Computing the shown roster costs, a thousand people come at once, and nobody sees it more often. */
const frameMs = 100;
/** Before the roster is asked for again: short for people, long enough for a server that cannot count. */
const againMs = 2000;
/** A question whether anybody is there that has no roster for answer by then is shown; the request's own limit is longer. */
const patienceMs = 1500;
const rosterType = 'application/conference-info+xml';

export interface RosterFeedOptions {
  readonly agent: SipAgent;
  readonly focusUri: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** The roster, whole; the first at once, then at most every 100 ms. */
  readonly onRoster: (state: RosterState) => void;
  /** From now until the next roster what was told may be out of date. */
  readonly onAway: () => void;
  /** The server did not accept the subscription. */
  readonly onRefused: (failure: Failure) => void;
}

export class RosterFeed {
  readonly #options: RosterFeedOptions;
  readonly #kept: KeptSubscription;
  #state: RosterState | undefined;
  #last: RosterState | undefined;
  #stopFrame: (() => void) | undefined;
  #stopPatience: () => void = () => undefined;
  #isStopped = false;

  constructor(options: RosterFeedOptions) {
    this.#options = options;
    const { agent, clock, random, focusUri: uri } = options;
    this.#kept = new KeptSubscription({
      agent,
      clock,
      random,
      againMs,
      subscribe: { uri, event: 'conference', accept: rosterType, expiresSeconds: 3600 },
      onNotify: ({ text }) => this.#notified(text),
      onRefused: (failure) => this.#refused(failure),
      onAway: () => this.#away(),
    });
  }

  /** What was told last, also when it may be out of date. */
  get state(): RosterState | undefined {
    return this.#state ?? this.#last;
  }

  open(): void {
    void this.#kept.open();
  }

  /** Asks for the whole roster now: whether anybody is there, and what was missed. Only a failure to be heard is one. Until it comes, what was told is away. */
  async check(): Promise<Failure | undefined> {
    this.#pass();
    this.#stopPatience();
    this.#stopPatience = this.#options.clock.after(patienceMs, () => this.#options.onAway());
    this.#last = this.state;
    this.#state = undefined;
    const answer = await this.#kept.open();
    return answer.ok || answer.failure.sip || this.#isStopped ? undefined : answer.failure;
  }

  /** Resolves when the server was told; nothing is passed on from here on. */
  async end(): Promise<void> {
    this.#isStopped = true;
    this.#stopPatience();
    this.#stopFrame?.();
    await this.#kept.end();
  }

  #refused(failure: Failure): void {
    this.#options.tracer.record({ kind: 'failure', code: failure.code, text: 'roster' });
    this.#options.onRefused(failure);
  }

  /** What is shown stays; only a full state can be built upon now. */
  #away(): void {
    this.#pass();
    this.#last = this.state;
    this.#state = undefined;
    this.#options.tracer.record({ kind: 'decision', text: 'Roster: a gap; asked for again' });
    this.#options.onAway();
  }

  #notified(text: string): void {
    if (this.#isStopped) return;
    const reading = readConferenceInfo(text);
    if (!reading.ok) {
      this.#options.tracer.record({ kind: 'failure', code: 'MEETING_XML_UNREADABLE', text: reading.problem });
      this.#unreadable();
      return;
    }
    const step = applyConferenceInfo(this.#state, reading.info);
    if (step.outcome === 'gap') {
      this.#kept.openLater();
      return;
    }
    this.#stopPatience();
    const isFirst = this.state === undefined;
    this.#state = step.state;
    // The conference is gone, and nothing more can be learnt of it; the dialog's end follows. Only let go of here, it would be refreshed in an hour.
    if (step.state.isOver) void this.#kept.end();
    this.#stopFrame ??= this.#options.clock.after(frameMs, () => this.#pass());
    if (isFirst) this.#pass();
  }

  /** What it said is lost, and numbers need not show it. Asked for again once: a server that always speaks so is left alone. */
  #unreadable(): void {
    if (this.#state) this.#kept.openLater();
    else this.#options.onAway();
  }

  #pass(): void {
    this.#stopFrame?.();
    this.#stopFrame = undefined;
    if (this.#state && !this.#isStopped) this.#options.onRoster(this.#state);
  }
}
