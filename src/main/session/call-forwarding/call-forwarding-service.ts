/** Where calls go: what the server keeps of it is shown, and changed with what other endpoints wrote left in it. [MS-SIPRE] 3.9 */
import type { Routing, RoutingProblem } from '../../../protocol/routing/read.ts';
import { editFor, turnOffEdit } from '../../../protocol/routing/rules.ts';
import type { RoutingEdit } from '../../../protocol/routing/write.ts';
import type { Clock } from '../../../shared/clock.ts';
import {
  type CallForwardingState,
  type ForwardAddress,
  forwardingUnknown,
  mostForwardPeople,
} from '../../../shared/model/call-forwarding.ts';
import type { ContactsState } from '../../../shared/model/contacts.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { PublishedRouting, type PublishedRules, type RoutingChange, type RoutingWish } from './published.ts';
import { type FindTarget, type ForwardingWish, rulesFor } from './wished.ts';

export interface CallForwardingDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  /** Failure of a place that somebody else wrote meanwhile: PUBLISH_REFUSED with status 409. */
  readonly publish: (wishes: readonly RoutingWish[]) => Promise<Outcome<void>>;
  readonly find: FindTarget;
}

export interface CallForwardingService {
  /** Somebody is signed in; the rules come with what the server tells of the person. */
  start(ownUri: string): void;
  /** Takes the text of a roaming-self notification. */
  learnSelf(text: string): void;
  /** Failures: NOT_SIGNED_IN, FORWARDING_UNREADABLE, FORWARDING_TARGET_INVALID, POLICY_FORBIDS, PUBLISH_REFUSED. */
  change(wish: ForwardingWish): Promise<Outcome<void>>;
  /** Own telephones ring again, and nobody else's. Failures: NOT_SIGNED_IN, FORWARDING_UNREADABLE, PUBLISH_REFUSED. */
  turnOff(): Promise<Outcome<void>>;
  goOffline(): void;
  /** Another person, or nobody. */
  forget(): void;
}

interface Session {
  readonly ownUri: string;
  readonly published: PublishedRouting;
  /** How often the server has told the rules. */
  told: number;
}

/** Two endpoints that change the same at a time take turns; more often than that somebody fights us. */
const mostTries = 3;
/** A server tells a change at once; one that is late was lost. */
const newsMs = 5000;

/** Builds the service; nothing happens before start(). */
export function createCallForwardingService(deps: CallForwardingDependencies): CallForwardingService {
  return new RulesKeeper(deps);
}

class RulesKeeper implements CallForwardingService {
  readonly #deps: CallForwardingDependencies;
  readonly #waiting = new Set<() => void>();
  #session: Session | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: CallForwardingDependencies) {
    this.#deps = deps;
    // Who acts for us stands in the contact list, where the rules name nobody.
    deps.state.onDelta(({ slices }) => {
      if (slices.contacts && this.#session && this.#session.told > 0) this.#show(this.#session);
    });
  }

  start(ownUri: string): void {
    this.#end();
    this.#session = { ownUri, published: new PublishedRouting(), told: 0 };
    this.#deps.state.set('callForwarding', { ...forwardingUnknown, state: 'waiting' });
  }

  learnSelf(text: string): void {
    const session = this.#session;
    // Most of what is told of ourselves is our presence.
    if (!session || (session.told > 0 && !text.includes('routing'))) return;
    if (!session.published.learn(text)) return;
    session.told += 1;
    this.#show(session);
    this.#wake();
  }

  change(wish: ForwardingWish): Promise<Outcome<void>> {
    return this.#inTurn((session, shown) => {
      const { policy, isSelf } = this.#knowledge(session);
      const rules = rulesFor(wish, { ...shown, policy, isSelf, find: this.#deps.find });
      if ('code' in rules) return rules;
      const people = rules.to?.kind === 'delegates' ? shown.delegates : shown.team;
      return (routing) => editFor(rules, routing, people);
    });
  }

  turnOff(): Promise<Outcome<void>> {
    return this.#inTurn(() => turnOffEdit);
  }

  goOffline(): void {
    this.#end();
    this.#deps.state.set('callForwarding', forwardingUnknown);
  }

  forget(): void {
    this.goOffline();
  }

  #end(): void {
    this.#session = undefined;
    this.#wake();
  }

  /** One change after the other: each starts from what the one before left. */
  #inTurn(editOf: EditOf): Promise<Outcome<void>> {
    const outcome = this.#last.then(() => this.#apply(editOf));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #apply(editOf: EditOf): Promise<Outcome<void>> {
    for (let tries = 1; ; tries += 1) {
      const prepared = this.#prepare(editOf);
      if (!prepared.ok) return prepared;
      const { session, change, told } = prepared.value;
      const outcome = await this.#deps.publish(change.wishes);
      if (this.#session !== session) return outcome;
      if (outcome.ok) {
        // What was told since is newer than what was sent.
        if (session.told === told) session.published.accept(change);
        this.#show(session);
        return outcome;
      }
      const mayRetry = outcome.failure.sip?.status === 409 && tries < mostTries;
      if (!mayRetry || !(await this.#isToldOf(session, change))) return outcome;
    }
  }

  /** The change as it is to be published now. */
  #prepare(editOf: EditOf): Outcome<{ session: Session; change: RoutingChange; told: number }> {
    const session = this.#session;
    const shown = this.#deps.state.get().callForwarding;
    if (!session || session.told === 0) return this.#fail({ code: 'NOT_SIGNED_IN' });
    if (shown.failure) return failed(shown.failure);
    const edit = editOf(session, shown);
    if (typeof edit !== 'function') return this.#fail(edit);
    const change = session.published.change(edit);
    return change ? done({ session, change, told: session.told }) : this.#fail({ code: 'FORWARDING_UNREADABLE' });
  }

  /** Whether the server tells what another endpoint wrote, within the time it takes to. */
  async #isToldOf(session: Session, change: RoutingChange): Promise<boolean> {
    let isLate = false;
    const stop = this.#deps.clock.after(newsMs, () => {
      isLate = true;
      this.#wake();
    });
    const isStillAwaited = () => this.#session === session && !session.published.isNewerThan(change);
    while (!isLate && isStillAwaited()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    stop();
    return this.#session === session && session.published.isNewerThan(change);
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  #show(session: Session): void {
    const { state } = this.#deps;
    const shown = this.#shown(session.published.read());
    if (JSON.stringify(shown) !== JSON.stringify(state.get().callForwarding)) state.set('callForwarding', shown);
  }

  #shown(rules: PublishedRules | RoutingProblem): CallForwardingState {
    if (typeof rules === 'string')
      return { ...forwardingUnknown, state: 'unreadable', failure: this.#unreadable(rules) };
    const delegates = rules.delegates.length > 0 ? rules.delegates : delegatesIn(this.#deps.state.get().contacts);
    return { state: 'ready', ...rules, delegates };
  }

  #unreadable(problem: RoutingProblem): Failure {
    const { state, tracer, clock } = this.#deps;
    const before = state.get().callForwarding.failure;
    if (before?.detail === problem) return before;
    tracer.record({ kind: 'failure', code: 'FORWARDING_UNREADABLE', text: problem });
    return { code: 'FORWARDING_UNREADABLE', detail: problem, at: clock.wall() };
  }

  #knowledge({ ownUri }: Session) {
    const { provisioning } = this.#deps.state.get();
    const { ddi } = serverFacts(provisioning).own;
    const isSelf = ({ uri, number }: ForwardAddress) =>
      number === undefined ? uri === ownUri.toLowerCase() : number === ddi;
    return { policy: { provisioning }, isSelf };
  }

  #fail(failure: Omit<Failure, 'at'>): Outcome<never> {
    return failed({ at: this.#deps.clock.wall(), ...failure });
  }
}

/** What a change writes, or why it cannot be. */
type EditOf = (
  session: Session,
  shown: CallForwardingState,
) => ((routing: Routing) => RoutingEdit) | Omit<Failure, 'at'>;

function delegatesIn({ groups, contacts }: ContactsState): readonly string[] {
  const group = groups.find(({ kind }) => kind === 'delegates');
  const people = group ? contacts.filter(({ groupIds }) => groupIds.includes(group.id)) : [];
  return people.map(({ uri }) => uri).slice(0, mostForwardPeople);
}
