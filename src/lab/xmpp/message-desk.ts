/** Instant messages across the border: IM sessions here, chat messages there. RFC 7572, RFC 7573 */
import { attr, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Exchange } from '../sip/exchange.ts';
import { CalledTalk } from './called-talk.ts';
import { ClientTalk } from './client-talk.ts';
import { fullJid, type GatewayParts, keyOf, type Pair } from './gateway-parts.ts';
import type { Jid } from './jid.ts';
import { LostLinks } from './lost-links.ts';
import { ns } from './namespaces.ts';
import { unreachable } from './reasons.ts';
import { errorStanza } from './stanza-text.ts';
import type { Talk } from './talk.ts';

const MOST_TALKS = 1000;
/** Conditions that say that there is nobody at that address. RFC 6120 8.3.3 */
const NOBODY: ReadonlySet<string> = new Set(['item-not-found', 'service-unavailable', 'remote-server-not-found']);

export class MessageDesk {
  readonly #parts: GatewayParts;
  /** The newest session of each pair. */
  readonly #talks = new Map<string, Talk>();
  readonly #lostLinks = new LostLinks();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Answers an INVITE to an IM session, once the contact's server is reached. */
  async invite(exchange: Exchange, pair: Pair): Promise<void> {
    const { server, site } = this.#parts;
    this.#lostLinks.follow(exchange.link);
    const problem = await server.reach(pair.partner);
    if (this.#lostLinks.has(exchange.link)) return;
    if (problem !== undefined) exchange.answer(unreachable(site, pair.partner.Domain, problem));
    else if (this.#talks.size >= MOST_TALKS)
      exchange.answer({ status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '60']] });
    else {
      const talk = new ClientTalk(this.#parts, pair, (ended) => this.#forget(ended));
      if (talk.open(exchange)) this.#talks.set(keyOf(pair), talk);
    }
  }

  /** A `<message>` of a partner. */
  receive(stanza: XmlElement, from: Jid, pair: Pair): void {
    const type = attr(stanza, 'type') ?? 'normal';
    if (type === 'error') this.#onError(stanza, pair);
    else if (type === 'headline') return;
    else if (type === 'groupchat') this.#refuse(stanza, { from, pair }, ['cancel', 'service-unavailable']);
    else this.#deliver(stanza, from, pair);
  }

  #deliver(stanza: XmlElement, from: Jid, pair: Pair): void {
    const text = textOf(stanza, 'body');
    const talk = this.#talks.get(keyOf(pair));
    if (text === undefined) {
      const state = stanza.children.find((each) => each.ns === ns.chatStates)?.local;
      if (state !== undefined && state !== 'gone') talk?.type(state === 'composing');
      return;
    }
    const onFailed = () => this.#refuse(stanza, { from, pair }, ['wait', 'recipient-unavailable']);
    const { site, mayUseXmpp } = this.#parts;
    if (!site.directory.find(pair.ours)) this.#refuse(stanza, { from, pair }, ['cancel', 'item-not-found']);
    else if (!mayUseXmpp(pair.ours)) this.#refuse(stanza, { from, pair }, ['auth', 'forbidden']);
    else if (talk) talk.say(text, onFailed);
    else this.#call(pair, text, onFailed);
  }

  #call(pair: Pair, text: string, onFailed: () => void): void {
    const endpoints = this.#parts.site.registrar.endpointsOf(pair.ours);
    if (endpoints.length === 0 || this.#talks.size >= MOST_TALKS) {
      onFailed();
      return;
    }
    const talk = new CalledTalk(this.#parts, pair, (ended) => this.#forget(ended));
    this.#talks.set(keyOf(pair), talk);
    talk.say(text, onFailed);
    talk.call(endpoints, text);
  }

  /** What we sent was not taken: the session ends at the client, with the reason. */
  #onError(stanza: XmlElement, pair: Pair): void {
    const condition = child(stanza, 'error')?.children.find((each) => each.ns === ns.stanzaErrors)?.local;
    const source = this.#parts.site.company.reported.edge;
    const summary = `The XMPP partner answered ${condition ?? 'with an error'}`;
    const [code, reason] = NOBODY.has(condition ?? '')
      ? [1003, 'User does not exist']
      : [1034, 'Previous hop federated peer did not report diagnostic information'];
    this.#talks
      .get(keyOf(pair))
      ?.hangUp(`${code};reason="${reason}";summary="${summary}";Domain="${pair.partner.Domain}";source="${source}"`);
  }

  #refuse(
    stanza: XmlElement,
    { from, pair }: { from: Jid; pair: Pair },
    [type, condition]: readonly ['cancel' | 'auth' | 'wait', string],
  ): void {
    const ends = { from: fullJid(pair.ours), to: from.full, id: attr(stanza, 'id') };
    void this.#parts.server.send(pair.partner, errorStanza('message', ends, type, condition));
  }

  #forget(talk: Talk): void {
    if (this.#talks.get(keyOf(talk.pair)) === talk) this.#talks.delete(keyOf(talk.pair));
  }
}
