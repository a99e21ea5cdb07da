/**
 * A full ICE agent (RFC 8445, [MS-ICE2]) with its sockets: gathers candidates, answers and makes checks, keeps the chosen paths alive,
 * and hands on everything that is not STUN.
 */
import { type Endpoint, isSameEndpoint } from '../net/udp.ts';
import { kindOfPacket } from '../rtp/packet.ts';
import { ATTRIBUTE } from '../stun/attributes.ts';
import { readStun, STUN, type StunDialect, type StunMessage, verifyStun } from '../stun/message.ts';
import { isUsable } from './candidate.ts';
import type { Base, Credentials, Pair } from './check-list.ts';
import { Checker, type Findings } from './checker.ts';
import { Consent } from './consent.ts';
import { type CheckFacts, readCheck, writeRoleConflict, writeSuccess } from './messages.ts';
import { OwnSide } from './own-side.ts';
import { Requests } from './requests.ts';
import type { ChosenPair, IceAgent, IceCandidate, IceDescription, IceOptions, IceRestart, RemoteIce } from './types.ts';

/** Without a path after this time the attempt has failed. */
const FAILURE_MS = 20_000;
/** Of one component; a description is as long as the other side likes. */
const MAX_REMOTE_CANDIDATES = 32;
/** Checks that come before the answer does. */
const MAX_EARLY = 32;
/**
 * With the four characters of a Microsoft peer and the colon, seven make a user name of twelve: the same bytes whether attributes are
 * padded or not.
 */
const UFRAG_LENGTH = 7;

/** Makes an agent; `gather` opens its sockets. */
export function createIceAgent(options: IceOptions): IceAgent {
  return new Agent(options);
}

interface EarlyCheck {
  readonly base: Base;
  readonly from: Endpoint;
  readonly check: CheckFacts;
}

/** An agreement that a restart is to end. */
interface Standing {
  readonly own: Credentials;
  readonly theirs: Credentials;
  readonly remotes: IceCandidate[];
  readonly formerPairs: Map<1 | 2, Pair>;
  readonly isConnected: boolean;
  readonly components: 1 | 2;
  readonly findings: Findings;
}

class Agent implements IceAgent {
  readonly #options: IceOptions;
  readonly #requests: Requests;
  readonly #checker: Checker;
  readonly #consent: Consent;
  readonly #side: OwnSide;
  #own: Credentials;
  #theirs: Credentials | undefined;
  /** Credentials before the last restart, or of one that was taken back: checks with them are answered still. */
  #former: Credentials | undefined;
  /** Paths of the agreement before, until there are new ones. */
  #formerPairs = new Map<1 | 2, Pair>();
  /** Until the restart has led to a path. */
  #standing: Standing | undefined;
  #remotes: IceCandidate[] = [];
  #early: EarlyCheck[] = [];
  #isConnected = false;
  /** The time for the checks passed without a path. */
  #hasFailed = false;
  #isClosed = false;
  #cancelFailure: (() => void) | undefined;

  constructor(options: IceOptions) {
    const { clock, random, dialect, isControlling } = options;
    this.#options = options;
    this.#requests = new Requests(clock);
    this.#side = new OwnSide({
      ice: options,
      receive: (base, bytes, from) => this.#receive(base, bytes, from),
      onBase: (base) => {
        for (const remote of this.#remotes) this.#pair(base, remote);
      },
    });
    this.#own = this.#makeCredentials();
    const onChosen = (pair: Pair) => this.#onChosen(pair);
    this.#checker = new Checker({ clock, random, requests: this.#requests, dialect, isControlling, onChosen });
    this.#consent = new Consent({
      clock,
      random,
      ask: (pair) => this.#checker.askConsent(pair),
      onSilent: (component) => options.onEvent({ kind: 'silent', component }),
      onHeard: (component) => options.onEvent({ kind: 'heard', component }),
    });
  }

  get localDescription(): IceDescription {
    return { ...this.#own, candidates: this.#side.candidates };
  }

  get isControlling(): boolean {
    return this.#checker.isControlling;
  }

  gather(): Promise<boolean> {
    return this.#side.gather();
  }

  setRemote(remote: RemoteIce): void {
    if (this.#isClosed) return;
    if (remote.components === 1) this.#joinComponents(remote.isEarly);
    else this.#side.part();
    if (remote.isLite && !this.#checker.isControlling) this.#checker.setRole(true);
    const isSame = this.#theirs?.ufrag === remote.ufrag && this.#theirs.password === remote.password;
    if (!isSame || this.#hasFailed) this.#begin({ ufrag: remote.ufrag, password: remote.password });
    for (const candidate of remote.candidates.filter(isUsable)) this.#addRemote(candidate);
    for (const { base, from, check } of this.#early.splice(0)) this.#learn(base, from, check);
    this.#concludeIfComplete();
  }

  send(component: 1 | 2, bytes: Buffer): boolean {
    const pair = this.#pathOf(component);
    if (!pair || this.#isClosed || this.#consent.isSilent(component)) return false;
    pair.base.socket.send(bytes, pair.remote);
    return true;
  }

  chosenPair(component: 1 | 2): ChosenPair | undefined {
    const pair = this.#checker.chosen.get(component) ?? this.#formerPairs.get(component);
    return pair && chosenFrom(pair);
  }

  restart(change: IceRestart = {}): void {
    const theirs = this.#theirs;
    // Those of a restart that nobody has answered are known to nobody.
    if (theirs || !this.#former) this.#former = this.#own;
    if (theirs) this.#standing = this.#stand(theirs);
    this.#own = this.#makeCredentials();
    this.#theirs = undefined;
    this.#leaveAgreement(change.isControlling);
    if (change.addresses) this.#side.move(change.addresses, change.components);
  }

  rollBack(): boolean {
    const standing = this.#standing;
    if (!standing || this.#isClosed) return false;
    this.#standing = undefined;
    // The other side may have taken the restart, and its answer was lost.
    this.#former = this.#own;
    if (standing.components === 1) this.#joinComponents();
    this.#own = standing.own;
    this.#theirs = standing.theirs;
    this.#early = [];
    this.#remotes = standing.remotes;
    this.#formerPairs = standing.formerPairs;
    this.#checker.restore(standing.findings);
    for (const pair of standing.findings.chosen.values()) this.#consent.watch(pair);
    this.#isConnected = standing.isConnected;
    this.#hasFailed = false;
    this.#cancelFailure?.();
    if (!this.#isConnected) this.#awaitPath();
    return true;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelFailure?.();
    this.#checker.stop();
    this.#consent.close();
    this.#requests.close();
    this.#side.close();
  }

  #makeCredentials(): Credentials {
    const text = (bytes: number) => Buffer.from(this.#options.random.bytes(bytes)).toString('base64');
    return { ufrag: text(6).slice(0, UFRAG_LENGTH), password: text(18) };
  }

  #begin(theirs: Credentials): void {
    if (this.#theirs) this.#leaveAgreement();
    this.#theirs = theirs;
    this.#awaitPath();
  }

  #stand(theirs: Credentials): Standing {
    return {
      own: this.#own,
      theirs,
      remotes: this.#remotes,
      formerPairs: new Map(this.#formerPairs),
      isConnected: this.#isConnected,
      components: this.#side.components,
      findings: this.#checker.findings,
    };
  }

  #awaitPath(): void {
    this.#cancelFailure?.();
    this.#hasFailed = false;
    this.#cancelFailure = this.#options.clock.after(FAILURE_MS, () => {
      if (this.#isConnected) return;
      this.#hasFailed = true;
      this.#options.onEvent({ kind: 'failed' });
    });
  }

  /** The chosen paths serve on; everything else of the agreement is forgotten. */
  #leaveAgreement(isControlling?: boolean): void {
    for (const [component, pair] of this.#checker.chosen) this.#formerPairs.set(component, pair);
    this.#checker.reset(isControlling);
    this.#remotes = [];
    this.#early = [];
    this.#isConnected = false;
    this.#cancelFailure?.();
  }

  #joinComponents(isEarly = false): void {
    for (const base of this.#side.join(isEarly)) this.#checker.forget(base);
    this.#consent.forget(2);
    this.#formerPairs.delete(2);
  }

  #addRemote(candidate: IceCandidate): void {
    const siblings = this.#remotes.filter(({ component }) => component === candidate.component);
    const isKnown = siblings.some((other) => isSameEndpoint(other, candidate));
    if (isKnown || siblings.length >= MAX_REMOTE_CANDIDATES) return;
    this.#remotes.push(candidate);
    for (const base of this.#side.bases) this.#pair(base, candidate);
  }

  #pair(base: Base, remote: IceCandidate): void {
    if (this.#theirs) this.#checker.add(base, remote, { own: this.#own, theirs: this.#theirs });
  }

  #pathOf(component: 1 | 2): Pair | undefined {
    return this.#checker.best(component) ?? this.#formerPairs.get(component);
  }

  #receive(base: Base, bytes: Buffer, from: Endpoint): void {
    if (this.#isClosed) return;
    if (kindOfPacket(bytes) !== 'stun') {
      this.#onMedia(base, bytes, from);
      return;
    }
    const message = readStun(bytes);
    if (message?.type === STUN.bindingRequest) this.#onCheck(base, message, from);
    else if (message) this.#requests.take(message, base.socket, from);
  }

  /** Packets of strangers are dropped: whoever sends has shown a candidate or made a check. */
  #onMedia(base: Base, bytes: Buffer, from: Endpoint): void {
    const chosen = this.#checker.chosen.get(base.component);
    const isUsual = chosen?.base === base && isSameEndpoint(chosen.remote, from);
    if (!isUsual && !this.#isKnown(base, from)) {
      this.#options.onStranger?.();
      return;
    }
    if (!isUsual) this.#checker.follow(base, from);
    this.#options.onPacket(base.component, bytes, from);
  }

  #isKnown(base: Base, from: Endpoint): boolean {
    if (this.#checker.knows(base, from)) return true;
    const former = this.#formerPairs.get(base.component);
    if (former && isSameEndpoint(former.remote, from)) return true;
    return this.#early.some((early) => early.base === base && isSameEndpoint(early.from, from));
  }

  #onCheck(base: Base, message: StunMessage, from: Endpoint): void {
    const ufrag = message.attributes.get(ATTRIBUTE.username)?.toString('utf8').split(':')[0];
    const own = [this.#own, this.#former].find((credentials) => credentials?.ufrag === ufrag);
    const key = Buffer.from(own?.password ?? '', 'utf8');
    const dialect = own && verifyStun(message, key);
    if (!dialect) return;
    const check = readCheck(message);
    const isCurrent = own === this.#own;
    if (isCurrent && this.#checker.isConflict(check)) {
      base.socket.send(writeRoleConflict(message, { key, dialect }), from);
      return;
    }
    base.socket.send(writeSuccess(message, from, { key, dialect }), from);
    if (isCurrent) this.#onSoundCheck(base, from, { message, check, dialect });
    else this.#refresh(base, from);
  }

  #onSoundCheck(
    base: Base,
    from: Endpoint,
    got: { readonly message: StunMessage; readonly check: CheckFacts; readonly dialect: StunDialect },
  ): void {
    this.#checker.adapt(got.dialect, got.message.attributes.has(ATTRIBUTE.implementationVersion));
    if (this.#theirs) this.#learn(base, from, got.check);
    else this.#keepEarly({ base, from, check: got.check });
  }

  #keepEarly(early: EarlyCheck): void {
    const others = this.#early.filter(({ base, from }) => base !== early.base || !isSameEndpoint(from, early.from));
    if (others.length < MAX_EARLY) this.#early = [...others, early];
  }

  #learn(base: Base, from: Endpoint, check: CheckFacts): void {
    if (this.#theirs && this.#side.owns(base))
      this.#checker.learn(base, from, check, { own: this.#own, theirs: this.#theirs });
  }

  /** A check of the agreement before says that its path is alive. */
  #refresh(base: Base, from: Endpoint): void {
    const pair = this.#formerPairs.get(base.component);
    if (pair?.base === base && isSameEndpoint(pair.remote, from)) pair.heardAt = this.#options.clock.now();
  }

  #onChosen(pair: Pair): void {
    const { component } = pair.base;
    this.#consent.watch(pair);
    this.#formerPairs.delete(component);
    this.#options.onEvent({ kind: 'chosen', component, pair: chosenFrom(pair) });
    this.#concludeIfComplete();
  }

  #concludeIfComplete(): void {
    if (this.#isConnected || this.#checker.chosen.size < this.#side.components) return;
    this.#isConnected = true;
    this.#hasFailed = false;
    this.#standing = undefined;
    this.#cancelFailure?.();
    const isUsed = (base: Base) => [...this.#checker.chosen.values()].some((chosen) => chosen.base === base);
    this.#side.release(isUsed);
    this.#options.onEvent({ kind: 'connected' });
  }
}

/** What the other side saw is what it knows: peer-reflexive where that is not the socket's own address ([MS-ICE2] takes no other). */
function chosenFrom({ base, remote, mapped, roundTripMs }: Pair): ChosenPair {
  const isOwn = !mapped || isSameEndpoint(mapped, base.candidate);
  const local = isOwn
    ? base.candidate
    : { ...base.candidate, ...mapped, type: 'prflx' as const, related: base.socket.local };
  return { local, remote, roundTripMs };
}
