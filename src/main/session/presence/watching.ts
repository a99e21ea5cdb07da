/** Subscriptions to other people's presence: colleagues in batches, people of other companies one by one (mission F24). [MS-PRES] 3.4.5.1 */

import type { ResourceUpdate } from '../../../protocol/presence/read.ts';
import type { PersonUpdate } from '../../../protocol/presence/read-categories.ts';
import { batchContentType, presenceAccept, writeBatch } from '../../../protocol/presence/write.ts';
import { readHostPort, readUri } from '../../../protocol/sip/uri.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Contact, ContactKind } from '../../../shared/model/contacts.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';
import { Inbox } from './inbox.ts';
import { type UnknownReason, unknownReason } from './unknown-reason.ts';

export interface WatchingOptions {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** What one notification said about the people watched. */
  readonly onPeople: (updates: readonly PersonUpdate[]) => void;
  readonly onUnknown: (uri: string, because: UnknownReason) => void;
}

const lifeSeconds = 28_800;
const againMs = 60_000;
const mostInBatch = 100;
/** SUBSCRIBEs to other companies under way at the same time: each may take its server seconds. */
const mostAtOnce = 8;

export class Watching {
  readonly #options: WatchingOptions;
  readonly #inbox: Inbox;
  #wanted: ReadonlyMap<string, ContactKind> = new Map();
  /** Everybody who was asked for, and where: a person is sent on at most once. */
  readonly #asked = new Map<string, 'batch' | 'pool' | 'single'>();
  readonly #singles = new Map<string, KeptSubscription>();
  /** Who of each batch is still wanted by it. */
  readonly #batches = new Map<KeptSubscription, Set<string>>();
  readonly #queue: KeptSubscription[] = [];
  /** All that may still be open. */
  readonly #kept = new Set<KeptSubscription>();
  #introduced: ReadonlySet<string> = new Set();
  #running = 0;

  constructor(options: WatchingOptions) {
    this.#options = options;
    const { clock, tracer } = options;
    this.#inbox = new Inbox({
      clock,
      onPeople: (people) => this.#learn(people),
      onResources: (resources) => this.#followResources(resources.filter(({ uri }) => this.#wanted.has(uri))),
      onDamaged: (problems) =>
        tracer.record({ kind: 'failure', code: 'PRESENCE_UNAVAILABLE', text: [...new Set(problems)].join(', ') }),
    });
  }

  /** Subscribes to whoever is new, and lets go of people of other companies who are gone. Who is `introduced` hears of it. */
  watch(contacts: readonly Contact[], introduced: ReadonlySet<string> = new Set()): void {
    this.#introduced = introduced;
    this.#wanted = new Map(contacts.map(({ uri, kind }) => [uri, kind]));
    this.#letGo();
    // An address that is none cannot be asked for, and stays as it is: not asked.
    const news = contacts.filter(({ uri }) => !this.#asked.has(uri) && readUri(uri) !== undefined);
    const colleagues = news.filter(({ kind }) => kind === 'same-enterprise');
    this.#openBatches(
      this.#options.ownUri,
      colleagues.map(({ uri }) => uri),
      'batch',
    );
    for (const { uri, kind } of news) if (kind !== 'same-enterprise') this.#openSingle(uri);
  }

  /** Lets go of everybody; the registration takes the subscriptions with it. */
  stop(): void {
    this.#queue.length = 0;
    for (const kept of this.#kept) kept.stop();
    this.#kept.clear();
    this.#batches.clear();
    this.#inbox.stop();
  }

  /**
   * A colleague's batch goes on without him, until nobody of it is left; whoever comes back is asked for anew, since what was said
   * meanwhile was not kept.
   */
  #letGo(): void {
    for (const uri of [...this.#asked.keys()]) {
      if (this.#wanted.has(uri)) continue;
      this.#asked.delete(uri);
      for (const left of this.#batches.values()) left.delete(uri);
    }
    for (const [batch, left] of this.#batches) {
      if (left.size > 0) continue;
      this.#batches.delete(batch);
      this.#end(batch);
    }
    for (const [uri, single] of this.#singles) {
      if (this.#wanted.has(uri)) continue;
      this.#singles.delete(uri);
      this.#end(single);
    }
  }

  #end(kept: KeptSubscription): void {
    void kept.end();
    this.#kept.delete(kept);
  }

  #openBatches(target: string, uris: readonly string[], where: 'batch' | 'pool'): void {
    for (let from = 0; from < uris.length; from += mostInBatch) {
      const part = uris.slice(from, from + mostInBatch);
      for (const uri of part) this.#asked.set(uri, where);
      const batch = this.#keep(target, part);
      this.#batches.set(batch, new Set(part));
      void batch.open();
    }
  }

  #openSingle(uri: string): void {
    this.#asked.set(uri, 'single');
    const single = this.#keep(uri, [uri]);
    this.#singles.set(uri, single);
    this.#queue.push(single);
    this.#pump();
  }

  #pump(): void {
    while (this.#running < mostAtOnce) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#running += 1;
      void next.open().then(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  #keep(target: string, uris: readonly string[]): KeptSubscription {
    const { agent, ownUri, clock, random } = this.#options;
    const actionId = new DataView(random.bytes(4).slice().buffer).getUint32(0);
    const kept: KeptSubscription = new KeptSubscription({
      agent,
      clock,
      random,
      againMs,
      subscribe: {
        uri: target,
        event: 'presence',
        accept: presenceAccept,
        expiresSeconds: lifeSeconds,
        headers: [
          ['Require', 'adhoclist, categoryList'],
          ['Supported', 'eventlist'],
        ],
        body: { contentType: batchContentType, text: writeBatch(ownUri, uris, String(actionId), this.#introduced) },
      },
      onNotify: ({ contentType, bytes }) => {
        if (!this.#inbox.take(contentType, bytes)) kept.openLater();
      },
      onRefused: (failure) => {
        const because = unknownReason(failure);
        for (const uri of uris) if (this.#isAskedBy(kept, uri)) this.#options.onUnknown(uri, because);
      },
    });
    this.#kept.add(kept);
    return kept;
  }

  /** Who was sent on, or came back to the list, is asked for elsewhere by now. */
  #isAskedBy(kept: KeptSubscription, uri: string): boolean {
    const newest = this.#singles.get(uri) ?? [...this.#batches].findLast(([, left]) => left.has(uri))?.[0];
    return this.#wanted.has(uri) && newest === kept;
  }

  #learn(people: readonly PersonUpdate[]): void {
    const wanted = people.filter(({ uri }) => this.#wanted.has(uri));
    if (wanted.length > 0) this.#options.onPeople(wanted);
  }

  /** People who live on another pool are asked for there, all of one pool together; others at their own address. */
  #followResources(resources: readonly ResourceUpdate[]): void {
    const pools = new Map<string, string[]>();
    for (const { uri, state, pool } of resources) {
      if (state === 'terminated') this.#options.onUnknown(uri, 'refused');
      if (state !== 'resubscribe' || this.#asked.get(uri) !== 'batch') continue;
      const target = pool === undefined ? undefined : poolUri(pool);
      if (target === undefined) this.#openSingle(uri);
      else pools.set(target, [...(pools.get(target) ?? []), uri]);
    }
    for (const [pool, uris] of pools) this.#openBatches(pool, uris, 'pool');
  }
}

/** Where a pool takes subscriptions: its URI, or one made of the mere name some servers send; undefined for anything else. [MS-PRES] 2.2.2.5 */
function poolUri(pool: string): string | undefined {
  const text = readHostPort(pool) ? `sip:${pool}` : pool;
  return readUri(text)?.kind === 'sip' ? text : undefined;
}
