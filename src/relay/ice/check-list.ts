/** The pairs of candidates to try, in order (RFC 8445 6.1.2). */
import { type Endpoint, isSameEndpoint, type UdpSocket } from '../net/udp.ts';
import { isSameFamily, pairPriority } from './candidate.ts';
import type { IceCandidate } from './types.ts';

/** Pairs at most; RFC 8445 6.1.2.5 recommends this number. */
const MAX_PAIRS = 100;

/** A socket of one component, with the candidate it stands for. */
export interface Base {
  readonly component: 1 | 2;
  readonly socket: UdpSocket;
  readonly candidate: IceCandidate;
  /** Of its address among the local ones. */
  readonly rank: number;
}

/** One side's credentials. */
export interface Credentials {
  readonly ufrag: string;
  readonly password: string;
}

export interface Pair {
  readonly base: Base;
  readonly remote: IceCandidate;
  /** The credentials its checks are made with. */
  readonly own: Credentials;
  readonly theirs: Credentials;
  state: 'waiting' | 'running' | 'succeeded' | 'failed';
  /** The controlling side said to use it. */
  isNominated: boolean;
  /** Our address as the other side saw it. */
  mapped: Endpoint | undefined;
  roundTripMs: number;
  /** When a sound message last came by it. */
  heardAt: number;
}

export class CheckList {
  /** The greatest priority first. */
  #pairs: Pair[] = [];
  #triggered: Pair[] = [];
  #isControlling: boolean;

  constructor(isControlling: boolean) {
    this.#isControlling = isControlling;
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  /** Adds a pair, if it can carry packets, is new and there is room. Returns the pair with these two ends. */
  add(base: Base, remote: IceCandidate, credentials: Pick<Pair, 'own' | 'theirs'>): Pair | undefined {
    const known = this.find(base, remote);
    if (known) return known;
    const isPossible = base.component === remote.component && isSameFamily(base.socket.local.address, remote.address);
    if (!isPossible || this.#pairs.length >= MAX_PAIRS) return undefined;
    const fresh = { state: 'waiting', isNominated: false, mapped: undefined, roundTripMs: 0, heardAt: 0 } as const;
    const pair: Pair = { base, remote, ...credentials, ...fresh };
    this.#pairs.push(pair);
    this.#sort();
    return pair;
  }

  find(base: Base, remote: Endpoint): Pair | undefined {
    return this.#pairs.find((pair) => pair.base === base && isSameEndpoint(pair.remote, remote));
  }

  /** Has a pair checked next, whatever came of it before. */
  trigger(pair: Pair): void {
    pair.state = 'waiting';
    if (!this.#triggered.includes(pair)) this.#triggered.push(pair);
  }

  /** The pair to check now. */
  next(): Pair | undefined {
    return this.#triggered.shift() ?? this.#pairs.find(({ state }) => state === 'waiting');
  }

  /** The best pair of a component that answered. */
  best(component: 1 | 2): Pair | undefined {
    return this.#pairs.find((pair) => pair.base.component === component && pair.state === 'succeeded');
  }

  /** Whether a better pair than this may still answer. */
  hasBetterHope(pair: Pair): boolean {
    const better = this.#pairs.slice(0, this.#pairs.indexOf(pair));
    return better.some(
      ({ base, state }) => base.component === pair.base.component && (state === 'waiting' || state === 'running'),
    );
  }

  /** Ends the search for a component that has its path; what comes by its other pairs is still known by them. */
  settle(component: 1 | 2): void {
    for (const pair of this.#pairs) {
      const isIdle = pair.base.component === component && pair.state === 'waiting' && !pair.isNominated;
      if (isIdle) pair.state = 'failed';
    }
    this.#triggered = this.#triggered.filter(({ state }) => state === 'waiting');
  }

  drop(isUnwanted: (pair: Pair) => boolean): void {
    this.#pairs = this.#pairs.filter((pair) => !isUnwanted(pair));
    this.#triggered = this.#triggered.filter((pair) => !isUnwanted(pair));
  }

  setRole(isControlling: boolean): void {
    this.#isControlling = isControlling;
    this.#sort();
  }

  priorityOf({ base, remote }: Pair): bigint {
    const { priority } = base.candidate;
    return this.#isControlling ? pairPriority(priority, remote.priority) : pairPriority(remote.priority, priority);
  }

  #sort(): void {
    this.#pairs.sort((one, other) => (this.priorityOf(one) < this.priorityOf(other) ? 1 : -1));
  }
}
