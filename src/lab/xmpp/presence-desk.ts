/** Presence across the border: SUBSCRIBE and NOTIFY here, `<presence>` there. RFC 8048 */
import { attr, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { PersonState } from '../presence/category-xml.ts';
import type { Exchange } from '../sip/exchange.ts';
import { xmppOf } from './availability.ts';
import { fullJid, type GatewayParts, keyOf, type Pair } from './gateway-parts.ts';
import type { Jid } from './jid.ts';
import { LostLinks } from './lost-links.ts';
import { unreachable } from './reasons.ts';
import { presenceStanza } from './stanza-text.ts';
import { WatchedContact } from './watched-contact.ts';

const MOST_PAIRS = 1000;
const LONGEST_STATUS = 1000;

export class PresenceDesk {
  readonly #parts: GatewayParts;
  readonly #watched = new Map<string, WatchedContact>();
  /** People there who watch people here, with how to stop it. */
  readonly #followers = new Map<string, () => void>();
  readonly #lostLinks = new LostLinks();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Answers a SUBSCRIBE to an XMPP contact, once its server could be asked. */
  async subscribe(exchange: Exchange, pair: Pair): Promise<void> {
    const { site, server } = this.#parts;
    const contact = this.#contactOf(pair);
    if (!contact) {
      exchange.answer({ status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '60']] });
      return;
    }
    this.#lostLinks.follow(exchange.link);
    const question = presenceStanza({ from: pair.ours, to: pair.theirs }, contact.question);
    const problem = await server.send(pair.partner, question);
    if (this.#lostLinks.has(exchange.link)) return;
    if (problem === undefined) contact.open(exchange);
    else exchange.answer(unreachable(site, pair.partner.Domain, problem));
  }

  /** A `<presence>` of a partner. */
  receive(stanza: XmlElement, from: Jid, pair: Pair): void {
    const contact = this.#watched.get(keyOf(pair));
    switch (attr(stanza, 'type')) {
      case undefined:
        contact?.show(from.resource, presenceOf(stanza));
        break;
      case 'unavailable':
        contact?.show(from.resource, { ...presenceOf(stanza), isAvailable: false });
        break;
      case 'subscribed':
        contact?.agreed();
        break;
      case 'unsubscribed':
        contact?.refuse('rejected');
        break;
      case 'error':
        contact?.refuse('noresource');
        break;
      case 'subscribe':
        this.#accept(pair);
        break;
      case 'unsubscribe':
        this.#letGo(pair);
        break;
      case 'probe':
        if (this.#followers.has(keyOf(pair))) this.#tell(pair, this.#parts.site.presence.shown(pair.ours));
        else this.#send(pair, 'unsubscribed');
        break;
      default:
      // A type nobody defined means nothing. RFC 6121 4.7.1
    }
  }

  close(): void {
    for (const stop of this.#followers.values()) stop();
    this.#followers.clear();
  }

  /** Federated people see presence without being asked for it; the person here is told who watches. */
  #accept(pair: Pair): void {
    const { site, mayUseXmpp } = this.#parts;
    const person = site.directory.find(pair.ours);
    const isFull = this.#followers.size >= MOST_PAIRS;
    if (!person || !mayUseXmpp(pair.ours) || isFull) {
      this.#send(pair, 'unsubscribed');
      return;
    }
    this.#followers.get(keyOf(pair))?.();
    this.#followers.set(
      keyOf(pair),
      site.presence.watch(pair.ours, (shown) => this.#tell(pair, shown)),
    );
    site.privacy.introduceTo(pair.ours, { address: pair.theirs, displayName: pair.theirs });
    this.#send(pair, 'subscribed');
    this.#tell(pair, site.presence.shown(pair.ours));
  }

  #letGo(pair: Pair): void {
    this.#followers.get(keyOf(pair))?.();
    this.#followers.delete(keyOf(pair));
    this.#send(pair, 'unsubscribed');
  }

  #tell(pair: Pair, { state, note }: PersonState): void {
    const { isAvailable, show } = xmppOf(state.availability);
    const ends = { from: fullJid(pair.ours), to: pair.theirs };
    const stanza = presenceStanza(ends, isAvailable ? undefined : 'unavailable', { show, status: note });
    void this.#parts.server.send(pair.partner, stanza);
  }

  #send(pair: Pair, type: 'subscribed' | 'unsubscribed'): void {
    void this.#parts.server.send(pair.partner, presenceStanza({ from: pair.ours, to: pair.theirs }, type));
  }

  #contactOf(pair: Pair): WatchedContact | undefined {
    const known = this.#watched.get(keyOf(pair));
    if (known || this.#watched.size >= MOST_PAIRS) return known;
    const { clock } = this.#parts.core;
    const made = new WatchedContact(`sip:${pair.theirs}`, () => clock.wall());
    this.#watched.set(keyOf(pair), made);
    return made;
  }
}

function presenceOf(stanza: XmlElement) {
  const priority = Number(textOf(stanza, 'priority') ?? '0');
  return {
    isAvailable: true,
    show: textOf(stanza, 'show'),
    status: (textOf(stanza, 'status') ?? '').slice(0, LONGEST_STATUS),
    priority: Number.isInteger(priority) ? Math.max(-128, Math.min(127, priority)) : 0,
  };
}
