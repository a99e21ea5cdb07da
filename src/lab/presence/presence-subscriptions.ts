/** SUBSCRIBE for presence: many people in one batch at the own company, one person at a partner's. [MS-PRES] 3.4.5.1 */
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Answer } from '../sip/template.ts';
import { BATCH_TYPE, type BatchAction, readBatch } from './batch-request.ts';
import { batchBody, CATEGORIES_TYPE, categoriesXml, type ListedResource, type PersonState } from './category-xml.ts';
import type { PresenceService } from './presence-service.ts';

const OTHER_TYPE: Answer = { status: 415, reason: 'Unsupported Media Type', headers: [['Accept', BATCH_TYPE]] };
const NO_LIST: Answer = {
  status: 400,
  reason: 'Bad Request',
  headers: [['ms-diagnostics', '4001;reason="XML parse failure"']],
};

/** Answers a batched SUBSCRIBE; 400 when the body is none, 415 when it is of another type. */
export function openBatch(exchange: Exchange, presence: PresenceService): void {
  const actions = actionsIn(exchange.incoming);
  if ('status' in actions) exchange.answer(actions);
  else new Batch(presence, exchange.incoming.from).open(exchange, actions);
}

/** What a SUBSCRIBE wants, or how it is refused. */
function actionsIn({ contentType, text }: Incoming): readonly BatchAction[] | Answer {
  return contentType === BATCH_TYPE ? (readBatch(text) ?? NO_LIST) : OTHER_TYPE;
}

/** Answers the SUBSCRIBE of one watcher for one person. */
export function openSingle(exchange: Exchange, presence: PresenceService): void {
  const address = exchange.incoming.target;
  const body = (shown: PersonState) => ({ type: CATEGORIES_TYPE, text: categoriesXml(shown) });
  let stop = () => {};
  const subscription = Subscription.open(exchange, {
    state: () => body(presence.shown(address)),
    onEnd: () => stop(),
  });
  if (!subscription.isEnded) stop = presence.watch(address, (shown) => subscription.notify(body(shown)));
}

/** One batched subscription: a list that its owner may change inside the dialog. */
class Batch {
  readonly #presence: PresenceService;
  readonly #owner: { readonly uri: string; readonly domain: string };
  /** Address to how to stop watching it. */
  readonly #watched = new Map<string, () => void>();
  #boundary = '';
  #stopStorm: () => void = () => undefined;
  #subscription: Subscription | undefined;

  constructor(presence: PresenceService, owner: { readonly uri: string; readonly domain: string }) {
    this.#presence = presence;
    this.#owner = owner;
  }

  open(exchange: Exchange, actions: readonly BatchAction[]): void {
    this.#boundary = `part-${exchange.link.randomHex(12)}`;
    this.#apply(actions);
    this.#subscription = Subscription.open(exchange, {
      state: () =>
        batchBody(
          this.#owner.uri,
          [...this.#watched.keys()].map((address) => this.#resource(address)),
          this.#boundary,
        ),
      onEnd: () => this.#end(),
      onRefresh: ({ incoming }) => this.#change(incoming),
    });
    if (this.#subscription.isEnded) this.#end();
    else
      this.#stopStorm = this.#presence.onStorm({
        link: exchange.link,
        watched: () => this.#watched.keys(),
        tell: (people, updates, bytes) => this.#storm(people, updates, bytes),
      });
  }

  /** Without a body it is there to live on alone. */
  #change(incoming: Incoming): Answer | undefined {
    if (incoming.text === '') return undefined;
    const actions = actionsIn(incoming);
    if ('status' in actions) return actions;
    this.#apply(actions);
    return undefined;
  }

  #apply(actions: readonly BatchAction[]): void {
    for (const { action, addresses } of actions) {
      for (const address of addresses) {
        if (action === 'unsubscribe') this.#unwatch(address);
        else if (!this.#watched.has(address))
          this.#watched.set(
            address,
            this.#presence.watch(address, (shown) => this.#push(shown)),
          );
      }
    }
  }

  #push(shown: PersonState): void {
    this.#subscription?.notify({ type: CATEGORIES_TYPE, text: categoriesXml(shown) });
  }

  /** Everybody on the list, again and again, until there are enough updates. */
  #storm(known: readonly string[], updates: number, bytes: number): void {
    if (known.length === 0) return;
    const resources = Array.from({ length: updates }, (_, index): ListedResource => {
      const shown = this.#presence.shown(known[index % known.length] ?? '');
      const availability = index + known.length >= updates ? shown.state.availability : 6500;
      return { kind: 'active', shown: { ...shown, state: { ...shown.state, availability } }, filler: bytes };
    });
    this.#subscription?.notify(batchBody(this.#owner.uri, resources, this.#boundary));
  }

  #resource(address: string): ListedResource {
    if (this.#presence.knows(address)) return { kind: 'active', shown: this.#presence.shown(address) };
    const isColleague = address.endsWith(`@${this.#owner.domain}`);
    return { kind: isColleague ? 'unknown' : 'resubscribe', uri: `sip:${address}` };
  }

  #unwatch(address: string): void {
    this.#watched.get(address)?.();
    this.#watched.delete(address);
  }

  #end(): void {
    this.#stopStorm();
    for (const address of [...this.#watched.keys()]) this.#unwatch(address);
  }
}
