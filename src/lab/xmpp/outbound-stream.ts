/**
 * A stream to a partner's server: negotiated as the partner record says, then proved by SASL EXTERNAL or dialback, or used to ask the
 * partner about a key. RFC 6120 4.3, XEP-0178, XEP-0220
 */
import { attr, child, children } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { LabCore } from '../net/listener.ts';
import type { ServerIdentity } from '../pki/authority.ts';
import { dialbackKey } from './dialback-key.ts';
import { ns } from './namespaces.ts';
import type { XmppPartner } from './partners.ts';
import { dialbackResult, dialbackVerify, externalAuth, streamHead, tlsWord } from './stanza-text.ts';
import type { StreamEvent, StreamHead } from './stream-reader.ts';
import type { XmppWire } from './xmpp-wire.ts';

/** Why a partner's server cannot be reached. */
export type XmppProblem =
  | 'no-partner'
  | 'no-record'
  | 'no-address'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'busy'
  | 'bad-stream'
  | 'stream-error'
  | 'tls-not-offered'
  | 'tls-demanded'
  | 'tls-failed'
  | 'sasl-not-offered'
  | 'sasl-refused'
  | 'dialback-not-supported'
  | 'dialback-refused';

export interface OutboundPlan {
  /** Our domain. */
  readonly from: string;
  readonly partner: XmppPartner;
  readonly goal:
    | { readonly kind: 'stanzas'; readonly secret: Uint8Array }
    | { readonly kind: 'verify'; readonly streamId: string; readonly key: string };
  readonly identity: () => ServerIdentity;
}

/** How it went: a stream for stanzas that is ready, or the authoritative server's word. */
export type OutboundOutcome =
  | { readonly ok: true; readonly isKeyValid: boolean }
  | { readonly ok: false; readonly problem: XmppProblem };

/** With the time to connect less than clients wait for an answer, so that they hear the reason. */
const NEGOTIATION_MS = 4000;
const KEEP_ALIVE_MS = 60_000;

/** Resolves once, and never rejects. On `ok` with the goal `stanzas` the wire takes stanzas until it closes. */
export function negotiate(wire: XmppWire, plan: OutboundPlan, clock: LabCore['clock']): Promise<OutboundOutcome> {
  return new Promise((resolve) => new Negotiation(wire, plan, { clock, resolve }).start());
}

interface Surroundings {
  readonly clock: LabCore['clock'];
  readonly resolve: (outcome: OutboundOutcome) => void;
}

class Negotiation {
  readonly #wire: XmppWire;
  readonly #plan: OutboundPlan;
  readonly #surroundings: Surroundings;
  #streamId = '';
  #isProved = false;
  #awaits: 'tls' | 'sasl' | undefined;
  #isSettled = false;
  #stopTimer: () => void = () => undefined;

  constructor(wire: XmppWire, plan: OutboundPlan, surroundings: Surroundings) {
    this.#wire = wire;
    this.#plan = plan;
    this.#surroundings = surroundings;
  }

  start(): void {
    this.#stopTimer = this.#surroundings.clock.after(NEGOTIATION_MS, () => this.#fail('timeout'));
    this.#wire.onClose(() => this.#settle({ ok: false, problem: this.#awaits === 'tls' ? 'tls-failed' : 'closed' }));
    this.#wire.onEvent((event) => this.#onEvent(event));
    this.#sendHead();
  }

  #sendHead(): void {
    this.#wire.send(streamHead({ from: this.#plan.from, to: this.#plan.partner.Domain }));
  }

  #onEvent(event: StreamEvent): void {
    if (event.kind === 'open') this.#onHead(event.head);
    else if (event.kind === 'element') this.#onElement(event.element);
    else if (event.kind === 'fault') {
      this.#settle({ ok: false, problem: 'bad-stream' });
      this.#wire.fail(event.fault);
    } else this.#wire.end();
  }

  #onHead(head: StreamHead): void {
    if (head.contentNs !== ns.server) {
      this.#settle({ ok: false, problem: 'bad-stream' });
      this.#wire.fail('invalid-namespace');
      return;
    }
    this.#streamId = head.id ?? '';
    // A server of before RFC 3920 offers nothing: there is dialback only.
    if (head.version === undefined) this.#onFeatures(undefined);
  }

  #onElement(element: XmlElement): void {
    if (element.ns === ns.streams && element.local === 'features') this.#onFeatures(element);
    else if (element.ns === ns.streams && element.local === 'error') this.#fail('stream-error');
    else if (element.ns === ns.tls) this.#onTls(element);
    else if (element.ns === ns.sasl) this.#onSasl(element);
    else if (element.ns === ns.dialback) this.#onDialback(element);
    // A stream carries stanzas one way: whatever else comes back is no answer to anything.
  }

  #onFeatures(features: XmlElement | undefined): void {
    if (this.#isSettled || this.#awaits) return;
    const { TlsNegotiation } = this.#plan.partner;
    const offer = child(features, 'starttls');
    if (this.#wire.secured) this.#prove(features);
    else if (offer && TlsNegotiation !== 'NotSupported') {
      this.#awaits = 'tls';
      this.#wire.send(tlsWord('starttls'));
    } else if (TlsNegotiation === 'Required') this.#fail('tls-not-offered');
    else if (offer && child(offer, 'required')) this.#fail('tls-demanded');
    else this.#prove(features);
  }

  #onTls(element: XmlElement): void {
    if (this.#awaits !== 'tls' || this.#wire.secured) return;
    if (element.local !== 'proceed') {
      this.#fail('tls-failed');
      return;
    }
    this.#wire.secure('client', this.#plan.identity(), () => {
      this.#awaits = undefined;
      this.#sendHead();
    });
  }

  #prove(features: XmlElement | undefined): void {
    const { goal, from, partner } = this.#plan;
    if (this.#isProved) {
      this.#succeed(true);
      return;
    }
    if (goal.kind === 'verify') {
      this.#wire.send(dialbackVerify({ from, to: partner.Domain }, goal.streamId, goal.key));
      return;
    }
    const mechanisms = children(child(features, 'mechanisms'), 'mechanism').map(({ text }) => text.trim());
    const isOffered = this.#wire.secured !== undefined && mechanisms.includes('EXTERNAL');
    if (isOffered && partner.SaslNegotiation !== 'NotSupported') {
      this.#awaits = 'sasl';
      this.#wire.send(externalAuth(from));
    } else if (partner.SaslNegotiation === 'Required') this.#fail('sasl-not-offered');
    else this.#dialBack();
  }

  #dialBack(): void {
    const { goal, from, partner } = this.#plan;
    if (goal.kind !== 'stanzas') return;
    if (!partner.SupportDialbackNegotiation) {
      this.#fail('dialback-not-supported');
      return;
    }
    const scope = { receiving: partner.Domain, originating: from, streamId: this.#streamId };
    this.#wire.send(dialbackResult({ from, to: partner.Domain }, dialbackKey(goal.secret, scope)));
  }

  #onSasl(element: XmlElement): void {
    if (this.#awaits !== 'sasl') return;
    this.#awaits = undefined;
    if (element.local === 'success') {
      this.#isProved = true;
      this.#wire.restart();
      this.#sendHead();
    } else if (this.#plan.partner.SaslNegotiation === 'Required') this.#fail('sasl-refused');
    else this.#dialBack();
  }

  #onDialback(element: XmlElement): void {
    const { goal, from, partner } = this.#plan;
    const isOurs = attr(element, 'from')?.toLowerCase() === partner.Domain && attr(element, 'to') === from;
    if (!isOurs || this.#isSettled) return;
    const isValid = attr(element, 'type') === 'valid';
    if (element.local === 'result' && goal.kind === 'stanzas') {
      if (isValid) this.#succeed(true);
      else this.#fail('dialback-refused');
    } else if (element.local === 'verify' && goal.kind === 'verify' && attr(element, 'id') === goal.streamId) {
      this.#succeed(isValid);
      this.#wire.end();
    }
  }

  #succeed(isKeyValid: boolean): void {
    this.#settle({ ok: true, isKeyValid });
    if (this.#plan.partner.EnableKeepAlive && this.#plan.goal.kind === 'stanzas') this.#stayAlive();
  }

  #stayAlive(): void {
    const stop = this.#surroundings.clock.after(KEEP_ALIVE_MS, () => {
      this.#wire.keepAlive();
      if (!this.#wire.isClosed) this.#stayAlive();
    });
    this.#stopTimer = stop;
  }

  #fail(problem: XmppProblem): void {
    this.#settle({ ok: false, problem });
    this.#wire.end();
  }

  #settle(outcome: OutboundOutcome): void {
    this.#stopTimer();
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#surroundings.resolve(outcome);
  }
}
