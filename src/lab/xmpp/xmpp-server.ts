/** One domain's XMPP server towards other servers: streams in and out, each one way, proved by dialback or a certificate. */
import type { Duplex } from 'node:stream';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { LabCore } from '../net/listener.ts';
import type { ServerIdentity } from '../pki/authority.ts';
import { connectTo, findPeer } from './find-peer.ts';
import { type InboundHost, InboundStream } from './inbound-stream.ts';
import type { Jid } from './jid.ts';
import { negotiate, type OutboundPlan, type XmppProblem } from './outbound-stream.ts';
import type { XmppPartner } from './partners.ts';
import { XmppWire } from './xmpp-wire.ts';

export interface XmppServerOptions {
  readonly core: LabCore;
  /** The domain it speaks for, such as `tailspintoys.com`. */
  readonly domain: string;
  /** The machine it stands on, such as `sip.tailspintoys.com`. */
  readonly server: string;
  readonly identity: () => ServerIdentity;
  readonly rootPem: string;
  readonly partnerOf: (domain: string) => XmppPartner | undefined;
  /** A stanza of a partner that proved its domain. */
  readonly receive: (stanza: XmlElement, from: Jid, to: Jid) => void;
}

const MOST_INBOUND = 64;
const MOST_WAITING = 500;

/** A stream that stands, or the attempt that runs. */
interface Attempt {
  readonly way: Promise<Way>;
  /** Once it stands. */
  wire?: XmppWire;
}

type Way = { readonly ok: true; readonly wire: XmppWire } | { readonly ok: false; readonly problem: XmppProblem };

export class XmppServer {
  readonly #options: XmppServerOptions;
  readonly #secret: Uint8Array;
  readonly #host: InboundHost;
  /** By partner domain. */
  readonly #ways = new Map<string, Attempt>();
  readonly #wires = new Set<XmppWire>();
  #inbound = 0;
  #waiting = 0;
  /** Counts the resets: what was begun before one is not gone on with. */
  #resets = 0;
  #isClosed = false;

  constructor(options: XmppServerOptions) {
    const { core, domain, rootPem, identity, partnerOf, receive } = options;
    this.#options = options;
    this.#secret = core.random.bytes(32);
    this.#host = {
      domain,
      clock: core.clock,
      secret: this.#secret,
      rootPem,
      identity,
      partnerOf,
      receive,
      newId: () => this.newId(),
      verify: (partner, streamId, key) => this.#verify(partner, streamId, key),
    };
  }

  get domain(): string {
    return this.#options.domain;
  }

  /** 16 random bytes in hex. */
  newId(): string {
    return Buffer.from(this.#options.core.random.bytes(16)).toString('hex');
  }

  /** A connection to our port. */
  accept(stream: Duplex, peer: string): void {
    if (this.#inbound >= MOST_INBOUND || this.#isClosed) {
      stream.destroy();
      return;
    }
    const wire = this.#wire(stream, peer);
    this.#inbound += 1;
    wire.onClose(() => {
      this.#inbound -= 1;
    });
    new InboundStream(wire, this.#host);
  }

  /** Makes sure that a partner can be sent to; the problem when it cannot. */
  async reach(partner: XmppPartner): Promise<XmppProblem | undefined> {
    const way = await this.#wayTo(partner);
    return way.ok ? undefined : way.problem;
  }

  /** Sends a stanza; the problem when it could not be handed over. Stanzas to one partner keep their order. */
  async send(partner: XmppPartner, stanza: string): Promise<XmppProblem | undefined> {
    if (this.#waiting >= MOST_WAITING) return 'busy';
    this.#waiting += 1;
    const way = await this.#wayTo(partner);
    this.#waiting -= 1;
    if (!way.ok) return way.problem;
    if (way.wire.isClosed) return 'closed';
    way.wire.send(stanza);
    return undefined;
  }

  /** Ends every stream. */
  close(): void {
    this.#isClosed = true;
    this.reset();
  }

  /** Ends the streams that stand, as after a change of what partners are asked for; the next stanza opens one anew. */
  reset(): void {
    this.#resets += 1;
    this.#ways.clear();
    for (const wire of [...this.#wires]) wire.destroy();
  }

  #wayTo(partner: XmppPartner): Promise<Way> {
    // By the record as it stands now: who asks may have kept one for long.
    const current = this.#options.partnerOf(partner.Domain);
    if (!current) return Promise.resolve({ ok: false, problem: 'no-partner' });
    const known = this.#ways.get(current.Domain);
    if (known && !known.wire?.isClosed) return known.way;
    const forget = () => {
      if (this.#ways.get(current.Domain) === attempt) this.#ways.delete(current.Domain);
    };
    const way = this.#open(current, { kind: 'stanzas', secret: this.#secret }).then(({ way: found }): Way => {
      if (found.ok) {
        attempt.wire = found.wire;
        found.wire.onClose(forget);
      } else forget();
      return found;
    });
    const attempt: Attempt = { way };
    this.#ways.set(current.Domain, attempt);
    return way;
  }

  async #verify(partner: XmppPartner, streamId: string, key: string): Promise<boolean | undefined> {
    const { way, isKeyValid } = await this.#open(partner, { kind: 'verify', streamId, key });
    return way.ok ? isKeyValid : undefined;
  }

  async #open(partner: XmppPartner, goal: OutboundPlan['goal']): Promise<{ way: Way; isKeyValid: boolean }> {
    const failed = (problem: XmppProblem) => ({ way: { ok: false, problem } as const, isKeyValid: false });
    const { core, domain, identity } = this.#options;
    const place = findPeer(core.dns, partner.Domain);
    if (place.kind !== 'found') return failed(place.kind);
    const resets = this.#resets;
    const socket = await connectTo(place, core.clock);
    if (!socket) return failed('unreachable');
    if (this.#isClosed || resets !== this.#resets) {
      socket.destroy();
      return failed('closed');
    }
    const wire = this.#wire(socket, place.host);
    const outcome = await negotiate(wire, { from: domain, partner, goal, identity }, core.clock);
    return outcome.ok ? { way: { ok: true, wire }, isKeyValid: outcome.isKeyValid } : failed(outcome.problem);
  }

  #wire(stream: Duplex, peer: string): XmppWire {
    const { core, server } = this.#options;
    const wire = new XmppWire(stream, { core, server, peer });
    this.#wires.add(wire);
    wire.onClose(() => this.#wires.delete(wire));
    return wire;
  }
}
