/** The people of the lab's XMPP-only company: they agree to be watched, watch back, and answer what one writes to them. */
import { attr, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { XmppPerson } from '../topologies/topology.ts';
import { xmppOf } from './availability.ts';
import type { Jid } from './jid.ts';
import type { XmppPartner } from './partners.ts';
import { errorStanza, messageStanza, presenceStanza } from './stanza-text.ts';
import type { XmppServer } from './xmpp-server.ts';

interface State {
  availability: number;
  note: string;
  /** Bare addresses of who watches. */
  readonly watchers: Map<string, XmppPartner>;
}

const MOST_WATCHERS = 500;
const LONGEST_ECHO = 1000;

export class SimulatedPeople {
  readonly #server: () => XmppServer;
  readonly #partnerOf: (domain: string) => XmppPartner | undefined;
  readonly #people: ReadonlyMap<string, State>;
  /** What people here see of others, newest last: `address show status`. */
  readonly #seen: string[] = [];

  constructor(
    people: readonly XmppPerson[],
    server: () => XmppServer,
    partnerOf: (domain: string) => XmppPartner | undefined,
  ) {
    this.#server = server;
    this.#partnerOf = partnerOf;
    this.#people = new Map(
      people.map(({ address, availability, note }) => [
        address,
        { availability, note: note ?? '', watchers: new Map() },
      ]),
    );
  }

  knows(address: string): boolean {
    return this.#people.has(address.toLowerCase());
  }

  /** A person changes state; whoever watches is told. */
  setPresence(address: string, availability: number, note: string | undefined): void {
    const state = this.#people.get(address.toLowerCase());
    if (!state) return;
    state.availability = availability;
    state.note = note ?? state.note;
    for (const [watcher, partner] of state.watchers) this.#show(address.toLowerCase(), watcher, partner);
  }

  /** The last 200 presences that reached somebody here. */
  seen(): readonly string[] {
    return this.#seen.slice(-200);
  }

  receive(stanza: XmlElement, from: Jid, to: Jid): void {
    const partner = this.#partnerOf(from.domain);
    const state = this.#people.get(to.bare);
    if (!partner || attr(stanza, 'type') === 'error') return;
    if (stanza.local === 'presence') this.#onPresence(stanza, { from, to, partner, state });
    else if (stanza.local === 'iq') this.#refuseQuestion(stanza, { from, to, partner });
    else if (!state) this.#refuse(stanza, { from, to, partner });
    else this.#onMessage(stanza, { from, to, partner });
  }

  #onPresence(stanza: XmlElement, { from, to, partner, state }: Ends & { readonly state: State | undefined }): void {
    const send = (type: 'subscribe' | 'subscribed' | 'unsubscribed') =>
      void this.#server().send(partner, presenceStanza({ from: to.bare, to: from.bare }, type));
    const type = attr(stanza, 'type');
    if (type === 'subscribe') {
      if (!state || state.watchers.size >= MOST_WATCHERS) {
        send('unsubscribed');
        return;
      }
      state.watchers.set(from.bare, partner);
      send('subscribed');
      this.#show(to.bare, from.bare, partner);
      send('subscribe');
    } else if (type === 'probe') {
      if (state?.watchers.has(from.bare)) this.#show(to.bare, from.bare, partner);
      else send('unsubscribed');
    } else if (type === 'unsubscribe') {
      state?.watchers.delete(from.bare);
    } else if (type === undefined || type === 'unavailable') {
      const how = type ?? textOf(stanza, 'show') ?? 'available';
      if (this.#seen.push(`${from.bare} ${how} ${textOf(stanza, 'status') ?? ''}`.trim()) > 400)
        this.#seen.splice(0, 200);
    }
  }

  #onMessage(stanza: XmlElement, { from, to, partner }: Ends): void {
    const text = textOf(stanza, 'body');
    if (text === undefined) return;
    const ends = { from: `${to.bare}/lab`, to: from.bare };
    const say = (plan: { readonly body?: string; readonly chatState: 'active' | 'composing' }) =>
      void this.#server().send(partner, messageStanza({ ...ends, id: this.#server().newId(), ...plan }));
    say({ chatState: 'composing' });
    say({ body: `You wrote: ${text.slice(0, LONGEST_ECHO)}`, chatState: 'active' });
  }

  #show(address: string, watcher: string, partner: XmppPartner): void {
    const state = this.#people.get(address);
    if (!state) return;
    const { isAvailable, show } = xmppOf(state.availability);
    const stanza = presenceStanza({ from: `${address}/lab`, to: watcher }, isAvailable ? undefined : 'unavailable', {
      show,
      status: state.note,
    });
    void this.#server().send(partner, stanza);
  }

  /** Only what asks is answered. RFC 6120 8.2.3 */
  #refuseQuestion(stanza: XmlElement, ends: Ends): void {
    const type = attr(stanza, 'type');
    if (type === 'get' || type === 'set') this.#refuse(stanza, ends);
  }

  #refuse(stanza: XmlElement, { from, to, partner }: Ends): void {
    const name = stanza.local === 'iq' ? 'iq' : 'message';
    const ends = { from: to.full, to: from.full, id: attr(stanza, 'id') };
    void this.#server().send(partner, errorStanza(name, ends, 'cancel', 'service-unavailable'));
  }
}

interface Ends {
  readonly from: Jid;
  readonly to: Jid;
  readonly partner: XmppPartner;
}
