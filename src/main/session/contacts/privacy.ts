/**
 * How much of us people may see, who added us, who acts for us: told by roaming-self, changed by SERVICE. [MS-PRES] 2.2.2.5, 2.2.2.6
 *
 * Servers before 2007 told the first two by roaming-ACL and presence.wpending. Neither is asked for: OCS 2007 R2, the oldest we sign in
 * to, keeps containers and subscribers as well, and what it says there is the whole of it.
 */
import { domainOf } from '../../../protocol/contacts/kind.ts';
import { bareAddress } from '../../../protocol/contacts/person-uri.ts';
import { type Container, readPrivacy, type Subscriber } from '../../../protocol/contacts/read-privacy.ts';
import {
  type MemberChange,
  memberChanges,
  type Standing,
  standingsIn,
} from '../../../protocol/contacts/relationship.ts';
import {
  containerMembersContentType,
  subscribersContentType,
  writeAcknowledgement,
  writeMemberChanges,
} from '../../../protocol/contacts/write-privacy.ts';
import { readPublishFault } from '../../../protocol/presence/read-self.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ContactKind, Relationship } from '../../../shared/model/contacts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Answer, SipAgent } from '../../sip/agent.ts';
import { judged } from './service-answer.ts';

export interface PrivacySession {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly signal: AbortSignal;
}

const CONFLICT = 409;
/** A version that is outdated was changed elsewhere, and the news of that is on its way. */
const newsLimitMs = 2000;
/** More than any server keeps, over all it ever tells. */
const mostContainers = 256;
const mostSubscribers = 5000;

export class Privacy {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #containers = new Map<number, Container>();
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #waiting = new Set<() => void>();
  #delegates: readonly string[] = [];
  #standingOf = standingsIn([]);
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Takes the text of a roaming-self notification; what is none is passed over, since presence reads it too and says so. */
  learn(text: string): void {
    const reading = readPrivacy(text);
    if (!reading.ok) return;
    const { containers, subscribers, delegates } = reading.news;
    for (const container of containers ?? []) keep(this.#containers, container.id, container, mostContainers);
    for (const subscriber of subscribers ?? []) keep(this.#subscribers, subscriber.uri, subscriber, mostSubscribers);
    if (delegates) this.#delegates = delegates;
    if (containers) this.#standingOf = standingsIn(this.#containers.values());
    for (const go of [...this.#waiting]) go();
    if (containers || subscribers || delegates) this.#onChange();
  }

  /** Another account, or nobody. */
  forget(): void {
    this.#containers.clear();
    this.#subscribers.clear();
    this.#delegates = [];
    this.#standingOf = standingsIn([]);
  }

  standingOf(uri: string, kind: ContactKind): Standing {
    return this.#standingOf(uri, kind);
  }

  /** Addresses of who may act for us. */
  get delegates(): readonly string[] {
    return this.#delegates;
  }

  /** Who added us and was not answered yet, as the server told them. */
  get newWatchers(): readonly Subscriber[] {
    return [...this.#subscribers.values()].filter(({ isAcknowledged }) => !isAcknowledged);
  }

  /** Where domains are at home, as the server said of their people. */
  get kinds(): ReadonlyMap<string, ContactKind> {
    const kinds = new Map<string, ContactKind>();
    for (const { uri, kind } of this.#subscribers.values()) if (kind) kinds.set(domainOf(uri), kind);
    return kinds;
  }

  /** Failures: CONTACT_CHANGE_REFUSED, those of the connection. */
  setRelationship(session: PrivacySession, uri: string, to: Relationship | 'automatic'): Promise<Outcome<void>> {
    return this.#inTurn(async () => {
      if (this.#containers.size === 0) {
        const detail = 'the server has not told its containers';
        return failed({ code: 'CONTACT_CHANGE_REFUSED', detail, at: this.#clock.wall() });
      }
      const first = memberChanges(this.#containers.values(), uri, to);
      if (first.length === 0) return done(undefined);
      const answer = await this.#sendChanges(session, first);
      if (!answer.ok || answer.value.status !== CONFLICT) return this.#judge(answer, first);
      if (!this.#hasNews(first)) await this.#news();
      this.#correct(first, decodeUtf8(answer.value.body));
      const second = memberChanges(this.#containers.values(), uri, to);
      return second.length === 0 ? done(undefined) : this.#judge(await this.#sendChanges(session, second), second);
    });
  }

  /** Tells the server that we know of this person. Failures: CONTACT_CHANGE_REFUSED, those of the connection. */
  acknowledge({ agent, ownUri, signal }: PrivacySession, uri: string): Promise<Outcome<void>> {
    return this.#inTurn(async () => {
      const body = { contentType: subscribersContentType, text: writeAcknowledgement(bareAddress(uri)) };
      const answer = judged(await agent.request('SERVICE', { uri: ownUri, body, signal }), this.#clock.wall());
      if (!answer.ok) return answer;
      const known = this.#subscribers.get(uri);
      if (known) this.#subscribers.set(uri, { ...known, isAcknowledged: true });
      this.#onChange();
      return done(undefined);
    });
  }

  #inTurn(task: () => Promise<Outcome<void>>): Promise<Outcome<void>> {
    const outcome = this.#last.then(task);
    // One that went wrong must not keep the next from being sent.
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #sendChanges({ agent, ownUri, signal }: PrivacySession, changes: readonly MemberChange[]): Promise<Answer> {
    const body = { contentType: containerMembersContentType, text: writeMemberChanges(changes) };
    return agent.request('SERVICE', { uri: ownUri, body, signal });
  }

  /** What was accepted counts at once: the server's own word of it may take a moment, and replaces this. */
  #judge(answer: Answer, changes: readonly MemberChange[]): Outcome<void> {
    const outcome = judged(answer, this.#clock.wall());
    if (!outcome.ok) return outcome;
    for (const change of changes) this.#apply(change);
    this.#standingOf = standingsIn(this.#containers.values());
    this.#onChange();
    return done(undefined);
  }

  #apply({ container: id, version, action, user }: MemberChange): void {
    const known = this.#containers.get(id);
    // The news of it may have been quicker than the answer.
    if (known && known.version > version) return;
    const others = (known?.members ?? []).filter(({ type, value }) => type !== 'user' || value !== user);
    const members = action === 'add' ? [...others, { type: 'user' as const, value: user }] : others;
    this.#containers.set(id, { id, version: version + 1, members });
  }

  /** Takes the versions a 409 names, where the news, which tells the members too, has not come. */
  #correct(changes: readonly MemberChange[], fault: string): void {
    for (const { index, currentVersion } of readPublishFault(fault)?.conflicts ?? []) {
      const id = changes[index - 1]?.container;
      const known = id === undefined ? undefined : this.#containers.get(id);
      if (id === undefined || (known && known.version >= currentVersion)) continue;
      this.#containers.set(id, { id, members: known?.members ?? [], version: currentVersion });
    }
  }

  /** The news of what changed elsewhere was quicker than the refusal. */
  #hasNews(changes: readonly MemberChange[]): boolean {
    return changes.some(({ container, version }) => (this.#containers.get(container)?.version ?? 0) !== version);
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        stop();
        this.#waiting.delete(go);
        resolve();
      };
      const stop = this.#clock.after(newsLimitMs, go);
      this.#waiting.add(go);
    });
  }
}

/** Keeps or replaces; one that is new finds no place in a map that is full. */
function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  if (map.has(key) || map.size < most) map.set(key, value);
}
