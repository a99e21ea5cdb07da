/** An XMPP contact as people here watch it: the subscription that stands with its server, and its resources. */
import type { XmlElement } from '../../protocol/xml/read.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { CATEGORIES_TYPE, categoriesXml } from '../presence/category-xml.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Subscription } from '../sip/subscription.ts';
import type { Body } from '../sip/template.ts';
import { availabilityOf, leadingPresence, type XmppPresence } from './availability.ts';
import type { PresenceType } from './stanza-text.ts';

const MOST_RESOURCES = 16;
/** There is text between the two worlds and nothing else: from this a client can know not to offer a call (mission P3). */
const TEXT_ONLY: readonly XmlElement[] = [
  { local: 'text', ns: '', attributes: [{ local: 'render', ns: '', value: 'true' }], children: [], text: '' },
];

export class WatchedContact {
  readonly #uri: string;
  readonly #wall: () => number;
  readonly #resources = new BoundedMap<string, XmppPresence>(MOST_RESOURCES);
  readonly #subscriptions = new Set<Subscription>();
  #isSubscribed = false;

  /** `uri` is the contact's, with `sip:`. */
  constructor(uri: string, wall: () => number) {
    this.#uri = uri;
    this.#wall = wall;
  }

  /** What its server is to be asked: whoever agreed once is not asked again. RFC 6121 4.3 */
  get question(): PresenceType {
    return this.#isSubscribed ? 'probe' : 'subscribe';
  }

  /** Takes a SIP watcher in, and answers. */
  open(exchange: Exchange): void {
    const held: { subscription?: Subscription } = {};
    const subscription = Subscription.open(exchange, {
      state: () => this.#body(),
      onEnd: () => held.subscription && this.#subscriptions.delete(held.subscription),
    });
    held.subscription = subscription;
    if (!subscription.isEnded) this.#subscriptions.add(subscription);
  }

  agreed(): void {
    this.#isSubscribed = true;
  }

  /** A resource says how it is; beyond 16 the longest silent one is forgotten. Without a resource: none is left. RFC 6121 4.3.2 */
  show(resource: string, presence: XmppPresence): void {
    if (presence.isAvailable) this.#resources.set(resource, presence);
    else if (resource === '') this.#resources.clear();
    else this.#resources.delete(resource);
    for (const subscription of [...this.#subscriptions]) subscription.notify(this.#body());
  }

  /** Whoever watches is told that there is nothing more to see. RFC 6665 4.1.3 */
  refuse(reason: 'rejected' | 'noresource'): void {
    this.#isSubscribed = false;
    this.#resources.clear();
    for (const subscription of [...this.#subscriptions]) subscription.terminate(reason);
  }

  #body(): Body {
    const leading = leadingPresence(this.#resources.values());
    const state = { availability: availabilityOf(leading) };
    const shown = { uri: this.#uri, person: undefined, state, note: leading.status, at: this.#wall() };
    return { type: CATEGORIES_TYPE, text: categoriesXml({ ...shown, capabilities: TEXT_ONLY }) };
  }
}
