/** Makes the checks of one agreement and decides which pair carries each component (RFC 8445 6 to 8). */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Endpoint } from '../net/udp.ts';
import { ATTRIBUTE, readAddress, readErrorCode } from '../stun/attributes.ts';
import { STUN, type StunDialect, type StunMessage } from '../stun/message.ts';
import { foundationOf } from './candidate.ts';
import { type Base, CheckList, type Credentials, type Pair } from './check-list.ts';
import { type CheckFacts, ROLE_CONFLICT, writeCheck } from './messages.ts';
import type { Requests } from './requests.ts';
import type { IceCandidate } from './types.ts';

/** Between two new checks (RFC 8445 14.2 asks for 5 ms at least). */
const PACE_MS = 10;
/** How long a pair that answers waits for a better one; longer where packets would take the way over a relay. */
const PATIENCE_MS = { direct: 150, relayed: 600 } as const;
/** A path that was silent this long gives way to any other the controlling side names. */
const STALE_MS = 5000;
/** A peer that calls every role a conflict, or claims another one with each check, is left alone after so many. */
const MAX_CONFLICTS = 8;

export interface CheckerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly requests: Requests;
  readonly dialect: StunDialect;
  readonly isControlling: boolean;
  /** A component has a path, or another one. */
  readonly onChosen: (pair: Pair) => void;
}

/** What was found under one agreement, and under which role. */
export interface Findings {
  readonly list: CheckList;
  readonly chosen: Map<1 | 2, Pair>;
  readonly isControlling: boolean;
}

type Purpose = 'find' | 'nominate' | 'consent';

export class Checker {
  readonly #options: CheckerOptions;
  readonly #tieBreaker: Buffer;
  #list: CheckList;
  #isControlling: boolean;
  #dialect: StunDialect;
  #knowsRevision = false;
  #chosen = new Map<1 | 2, Pair>();
  #nominating = new Set<1 | 2>();
  /** Components whose patience is over. */
  #ripe = new Set<1 | 2>();
  #waits = new Map<1 | 2, () => void>();
  #conflicts = 0;
  /** How often a check of the other side's changed our role. */
  #turnabouts = 0;
  #cancelTurn: (() => void) | undefined;

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.#tieBreaker = Buffer.from(options.random.bytes(8));
    this.#isControlling = options.isControlling;
    this.#dialect = options.dialect;
    this.#list = new CheckList(options.isControlling);
  }

  get isControlling(): boolean {
    return this.#isControlling;
  }

  get chosen(): ReadonlyMap<1 | 2, Pair> {
    return this.#chosen;
  }

  /** The best pair that answered, chosen or not. */
  best(component: 1 | 2): Pair | undefined {
    return this.#chosen.get(component) ?? this.#list.best(component);
  }

  /** Whether a pair has these two ends. */
  knows(base: Base, from: Endpoint): boolean {
    return this.#list.find(base, from) !== undefined;
  }

  /** Forgets every pair. The next agreement begins. */
  reset(isControlling = this.#isControlling): void {
    this.stop();
    this.#options.requests.quieten(({ key }) => key !== undefined);
    this.#list = new CheckList(isControlling);
    this.#isControlling = isControlling;
    this.#chosen = new Map();
    this.#conflicts = 0;
    this.#turnabouts = 0;
  }

  get findings(): Findings {
    return { list: this.#list, chosen: this.#chosen, isControlling: this.#isControlling };
  }

  /** Goes on where an agreement was left. */
  restore({ list, chosen, isControlling }: Findings): void {
    this.reset(isControlling);
    this.#list = list;
    this.#chosen = chosen;
    this.#goOn();
  }

  /** Ends every wait. */
  stop(): void {
    this.#cancelTurn?.();
    this.#cancelTurn = undefined;
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
    this.#ripe.clear();
    this.#nominating.clear();
  }

  /** Adds a pair to check, unless its component has a path. */
  add(
    base: Base,
    remote: IceCandidate,
    credentials: { readonly own: Credentials; readonly theirs: Credentials },
  ): void {
    if (this.#chosen.has(base.component)) return;
    this.#list.add(base, remote, credentials);
    this.#goOn();
  }

  forget(base: Base): void {
    this.#list.drop((pair) => pair.base === base);
    if (this.#chosen.get(base.component)?.base === base) this.#chosen.delete(base.component);
  }

  /** Looks at the roles a check claims (RFC 8445 7.3.1.1). True if it is to be answered with 487; else our own role may have changed. */
  isConflict(check: CheckFacts): boolean {
    if (check.isControlling !== this.#isControlling) return false;
    const hasPrecedence = this.#tieBreaker.readBigUInt64BE() >= check.tieBreaker;
    if (hasPrecedence === this.#isControlling || this.#turnabouts >= MAX_CONFLICTS) return true;
    this.#turnabouts += 1;
    this.setRole(!this.#isControlling);
    return false;
  }

  setRole(isControlling: boolean): void {
    this.#isControlling = isControlling;
    this.#list.setRole(isControlling);
    this.#nominating.clear();
    for (const component of [1, 2] as const) this.#consider(component);
  }

  /** The other side writes checks this way, so it reads them this way. */
  adapt(dialect: StunDialect, showsRevision: boolean): void {
    this.#dialect = dialect;
    this.#knowsRevision ||= showsRevision;
  }

  /** What a sound check from the other side teaches (RFC 8445 7.3.1.3 to 7.3.1.5). */
  learn(
    base: Base,
    from: Endpoint,
    check: CheckFacts,
    credentials: { readonly own: Credentials; readonly theirs: Credentials },
  ): void {
    const pair = this.#list.find(base, from) ?? this.#list.add(base, peerReflexive(base, from, check), credentials);
    if (!pair) return;
    pair.heardAt = this.#options.clock.now();
    const isNomination = check.isNominating && !this.#isControlling;
    pair.isNominated ||= isNomination;
    if (pair.state === 'succeeded') {
      if (isNomination) this.#choose(pair);
      return;
    }
    if (this.#chosen.has(base.component) && !isNomination) return;
    this.#options.requests.quieten(({ socket, to }) => socket === base.socket && to === pair.remote);
    this.#list.trigger(pair);
    this.#goOn();
  }

  /**
   * Media came by this way. A controlling side that names several pairs (RFC 5245's aggressive nomination) and holds to the first of
   * them shows so which one it means.
   */
  follow(base: Base, from: Endpoint): void {
    if (this.#isControlling) return;
    const pair = this.#list.find(base, from);
    if (pair?.isNominated && pair.state === 'succeeded') this.#take(pair);
  }

  /** Asks whether the other side still wants to hear us (RFC 7675). */
  askConsent(pair: Pair): void {
    this.#check(pair, 'consent');
  }

  #goOn(): void {
    this.#cancelTurn ??= this.#options.clock.after(0, () => this.#turn());
  }

  #turn(): void {
    const pair = this.#list.next();
    this.#cancelTurn = pair && this.#options.clock.after(PACE_MS, () => this.#turn());
    if (pair) this.#check(pair, 'find');
  }

  #check(pair: Pair, purpose: Purpose): void {
    const transaction = Buffer.from(this.#options.random.bytes(12));
    const isControlling = this.#isControlling;
    if (purpose === 'find') pair.state = 'running';
    const packets = writeCheck(pair, {
      transaction,
      dialect: this.#dialect,
      isControlling,
      tieBreaker: this.#tieBreaker,
      isNominating: purpose === 'nominate',
      knowsRevision: this.#knowsRevision,
    });
    this.#options.requests.send({
      socket: pair.base.socket,
      to: pair.remote,
      transaction,
      packets,
      key: Buffer.from(pair.theirs.password, 'utf8'),
      isSentOnce: purpose === 'consent',
      onGone: () => this.#onGone(pair, purpose),
      onAnswer: (answer, roundTripMs) => {
        if (answer.type === STUN.bindingSuccess) this.#onSuccess(pair, purpose, { answer, roundTripMs });
        else this.#onError(pair, purpose, { answer, isControlling });
      },
    });
  }

  #onSuccess(pair: Pair, purpose: Purpose, got: { readonly answer: StunMessage; readonly roundTripMs: number }): void {
    const { attributes, mask } = got.answer;
    this.#knowsRevision ||= attributes.has(ATTRIBUTE.implementationVersion);
    pair.mapped = readAddress(attributes.get(ATTRIBUTE.xorMappedAddress), mask) ?? pair.mapped;
    pair.roundTripMs = got.roundTripMs;
    pair.heardAt = this.#options.clock.now();
    if (purpose === 'consent' || !this.#list.pairs.includes(pair)) return;
    pair.state = 'succeeded';
    if (this.#isControlling ? purpose === 'nominate' : pair.isNominated) this.#choose(pair);
    else this.#consider(pair.base.component);
  }

  #onError(pair: Pair, purpose: Purpose, got: { readonly answer: StunMessage; readonly isControlling: boolean }): void {
    const code = readErrorCode(got.answer.attributes.get(ATTRIBUTE.errorCode));
    if (code !== ROLE_CONFLICT || this.#conflicts >= MAX_CONFLICTS) {
      this.#onGone(pair, purpose);
      return;
    }
    this.#conflicts += 1;
    if (got.isControlling === this.#isControlling) this.setRole(!this.#isControlling);
    if (purpose === 'consent' || this.#chosen.has(pair.base.component)) return;
    this.#list.trigger(pair);
    this.#goOn();
  }

  #onGone(pair: Pair, purpose: Purpose): void {
    if (purpose === 'consent') return;
    pair.state = 'failed';
    if (purpose === 'nominate') this.#nominating.delete(pair.base.component);
    this.#consider(pair.base.component);
  }

  /** Nominates the best pair of a component, at once or when no better one answers in time (RFC 8445 8.1.1). */
  #consider(component: 1 | 2): void {
    if (!this.#isControlling || this.#chosen.has(component) || this.#nominating.has(component)) return;
    const best = this.#list.best(component);
    if (!best) return;
    if (!this.#list.hasBetterHope(best) || this.#ripe.has(component)) {
      this.#nominating.add(component);
      this.#check(best, 'nominate');
      return;
    }
    if (this.#waits.has(component)) return;
    const isRelayed = best.base.candidate.type === 'relay' || best.remote.type === 'relay';
    const ripen = () => {
      this.#ripe.add(component);
      this.#consider(component);
    };
    this.#waits.set(component, this.#options.clock.after(PATIENCE_MS[isRelayed ? 'relayed' : 'direct'], ripen));
  }

  #choose(pair: Pair): void {
    const current = this.#chosen.get(pair.base.component);
    const isFresh = current && this.#options.clock.now() - current.heardAt < STALE_MS;
    if (!isFresh || this.#list.priorityOf(current) < this.#list.priorityOf(pair)) this.#take(pair);
  }

  #take(pair: Pair): void {
    const { component } = pair.base;
    if (this.#chosen.get(component) === pair) return;
    this.#chosen.set(component, pair);
    this.#list.settle(component);
    this.#options.onChosen(pair);
  }
}

function peerReflexive({ component }: Base, from: Endpoint, { priority }: CheckFacts): IceCandidate {
  return { foundation: foundationOf('prflx', 0), component, priority, type: 'prflx', ...from };
}
