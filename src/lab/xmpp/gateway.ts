/** One company's XMPP gateway: which requests of its people go to XMPP partners, and what partners send (mission H4, P3). */
import { attr, child } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { LabGeneration } from '../auth/settings.ts';
import { blockedSuffix } from '../federation/domain-lists.ts';
import type { Exchange } from '../sip/exchange.ts';
import { eventOf } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { fullJid, type GatewayParts, type Pair } from './gateway-parts.ts';
import type { Jid } from './jid.ts';
import { MessageDesk } from './message-desk.ts';
import { ns } from './namespaces.ts';
import type { PartnerList, XmppPartner } from './partners.ts';
import { PresenceDesk } from './presence-desk.ts';
import { notForXmpp, refusalByPolicy } from './reasons.ts';
import { errorStanza, iqResult, presenceStanza } from './stanza-text.ts';
import { carryOver, offersIm } from './talk.ts';

/** Lync Server 2013 brought it, Skype for Business Server 2019 dropped it; the hosting service never had it (mission A6, P4). */
const WITH_XMPP: ReadonlySet<LabGeneration> = new Set(['lync-2013', 'sfb-2015']);

export class XmppGateway {
  readonly #parts: GatewayParts;
  readonly #partners: PartnerList;
  readonly #presence: PresenceDesk;
  readonly #messages: MessageDesk;

  constructor(parts: GatewayParts, partners: PartnerList) {
    this.#parts = parts;
    this.#partners = partners;
    this.#presence = new PresenceDesk(parts);
    this.#messages = new MessageDesk(parts);
  }

  /** Whether the company's servers have XMPP at all. */
  get isPresent(): boolean {
    return WITH_XMPP.has(this.#parts.site.authenticator.generation);
  }

  /** A partner that may speak to us now: listed, not blocked, while federation is on. */
  partnerOf(domain: string): XmppPartner | undefined {
    const { settings } = this.#parts.site;
    const isOpen = this.isPresent && 'federationEnabled' in settings && settings.federationEnabled;
    return isOpen && !blockedSuffix(domain, settings.blocked) ? this.#partners.find(domain) : undefined;
  }

  /** Deals with a request of one of our people to an XMPP partner; false when the domain is none. */
  takes(exchange: Exchange, person: LabPerson): boolean {
    const { target, targetDomain } = exchange.incoming;
    const partner = this.isPresent ? this.#partners.find(targetDomain) : undefined;
    if (!partner) return false;
    const { site, mayUseXmpp } = this.#parts;
    const refusal = refusalByPolicy(site, { person, target, mayUseXmpp: mayUseXmpp(person.address) });
    if (refusal) exchange.answer(refusal);
    else this.#carry(exchange, { ours: person.address, theirs: target, partner });
    return true;
  }

  /** A stanza of a partner that proved its domain. */
  receive(stanza: XmlElement, from: Jid, to: Jid): void {
    const partner = this.partnerOf(from.domain);
    if (!partner) return;
    const pair = { ours: to.bare, theirs: from.bare, partner };
    if (stanza.local === 'iq') this.#answerIq(stanza, { from, to, partner });
    else if (from.local === '' || to.local === '') return;
    else if (!from.isForSip) this.#refuse(stanza, { from, to, partner });
    else if (stanza.local === 'presence') this.#presence.receive(stanza, from, pair);
    else this.#messages.receive(stanza, from, pair);
  }

  close(): void {
    this.#presence.close();
  }

  #carry(exchange: Exchange, pair: Pair): void {
    const { method } = exchange.incoming;
    if (method === 'SUBSCRIBE' && eventOf(exchange.incoming) === 'presence') {
      void this.#presence.subscribe(exchange, pair);
    } else if (method === 'INVITE' && offersIm(exchange)) void this.#messages.invite(exchange, pair);
    else if (method === 'MESSAGE') void carryOver(exchange, this.#parts, pair);
    else exchange.answer(notForXmpp(this.#parts.site));
  }

  /** Somebody whom no client here could write to or see: that alone is refused, not the stream. RFC 6120 8.3.3.8 */
  #refuse(stanza: XmlElement, { from, to, partner }: { from: Jid; to: Jid; partner: XmppPartner }): void {
    const type = attr(stanza, 'type');
    const ends = { from: to.full, to: from.full, id: attr(stanza, 'id') };
    if (stanza.local === 'message' && type !== 'error') {
      void this.#parts.server.send(partner, errorStanza('message', ends, 'modify', 'jid-malformed'));
    } else if (stanza.local === 'presence' && type === 'subscribe') {
      void this.#parts.server.send(partner, presenceStanza({ from: to.bare, to: from.bare }, 'unsubscribed'));
    }
  }

  /** A ping gets its answer, everything else a no: whoever asks must not wait. RFC 6120 8.2.3, XEP-0199 */
  #answerIq(stanza: XmlElement, { from, to, partner }: { from: Jid; to: Jid; partner: XmppPartner }): void {
    const type = attr(stanza, 'type');
    const id = attr(stanza, 'id');
    if (id === undefined || (type !== 'get' && type !== 'set')) return;
    const ends = {
      from: to.local === '' ? to.domain : fullJid(to.bare),
      to: from.full,
      id,
    };
    const isPing = child(stanza, 'ping')?.ns === ns.ping && to.local === '';
    const answer = isPing ? iqResult(ends) : errorStanza('iq', ends, 'cancel', 'service-unavailable');
    void this.#parts.server.send(partner, answer);
  }
}
