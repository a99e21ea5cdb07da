/** A stream that a partner's server opened to us: what it must prove, and the stanzas it may send after. RFC 6120 4, XEP-0178, XEP-0220 */
import { attr } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { LabCore } from '../net/listener.ts';
import type { ServerIdentity } from '../pki/authority.ts';
import { provesDomain } from './certificate-proof.ts';
import { isDialbackKey } from './dialback-key.ts';
import { type Jid, readJid } from './jid.ts';
import { ns } from './namespaces.ts';
import type { XmppPartner } from './partners.ts';
import { dialbackVerdict, dialbackVerified, saslWord, streamFeatures, streamHead, tlsWord } from './stanza-text.ts';
import type { StreamEvent, StreamHead } from './stream-reader.ts';
import type { XmppWire } from './xmpp-wire.ts';

/** What an incoming stream asks of the server it came to. */
export interface InboundHost {
  readonly domain: string;
  readonly clock: LabCore['clock'];
  /** Keys of our own are made with it. */
  readonly secret: Uint8Array;
  /** The root that partners' certificates must lead to. */
  readonly rootPem: string;
  readonly identity: () => ServerIdentity;
  readonly partnerOf: (domain: string) => XmppPartner | undefined;
  readonly newId: () => string;
  /** Asks the authoritative server of a partner; undefined when it cannot be asked. */
  readonly verify: (partner: XmppPartner, streamId: string, key: string) => Promise<boolean | undefined>;
  readonly receive: (stanza: XmlElement, from: Jid, to: Jid) => void;
}

/** How long a stream may stand without having proved anything. */
const PROOF_MS = 30_000;
const MOST_DOMAINS = 16;
const STANZAS: ReadonlySet<string> = new Set(['message', 'presence', 'iq']);

export class InboundStream {
  readonly #wire: XmppWire;
  readonly #host: InboundHost;
  /** Of the stream that runs now: TLS and SASL each begin a new one. */
  #id = '';
  /** Domains that have proved themselves on this stream, and those that are being asked about. */
  readonly #proved = new Set<string>();
  readonly #asked = new Set<string>();
  #claimed: string | undefined;
  #offersExternal = false;
  #stopTimer: () => void;

  constructor(wire: XmppWire, host: InboundHost) {
    this.#wire = wire;
    this.#host = host;
    this.#stopTimer = host.clock.after(PROOF_MS, () => wire.fail('connection-timeout'));
    wire.onClose(() => this.#stopTimer());
    wire.onEvent((event) => this.#onEvent(event));
  }

  #onEvent(event: StreamEvent): void {
    if (event.kind === 'open') this.#onHead(event.head);
    else if (event.kind === 'element') this.#onElement(event.element);
    else if (event.kind === 'fault') this.#wire.fail(event.fault);
    else this.#wire.end();
  }

  #onHead({ contentNs, from, to, version }: StreamHead): void {
    const { domain } = this.#host;
    this.#claimed = readJid(from)?.domain ?? this.#claimed;
    this.#id = this.#host.newId();
    this.#wire.send(streamHead({ from: domain, to: from ?? '' }, this.#id));
    if (contentNs !== ns.server) this.#wire.fail('invalid-namespace');
    else if (to !== undefined && to.toLowerCase() !== domain) this.#wire.fail('host-unknown');
    else if (version !== undefined) this.#offer();
  }

  #offer(): void {
    const partner = this.#partner();
    const wanted = partner?.TlsNegotiation ?? 'NotSupported';
    const tls =
      this.#wire.secured || wanted === 'NotSupported' ? 'none' : wanted === 'Required' ? 'required' : 'offered';
    // Asked once: what a handshake showed of the chain can be looked at one time only.
    this.#offersExternal = this.#proved.size === 0 && this.#mayUseExternal(partner);
    const external = this.#offersExternal;
    this.#wire.send(streamFeatures({ tls, external, dialback: partner?.SupportDialbackNegotiation ?? true }));
  }

  #partner(): XmppPartner | undefined {
    return this.#claimed === undefined ? undefined : this.#host.partnerOf(this.#claimed);
  }

  #mayUseExternal(partner: XmppPartner | undefined): boolean {
    const { secured } = this.#wire;
    if (!partner || !secured || partner.SaslNegotiation === 'NotSupported') return false;
    const { rootPem, clock } = this.#host;
    return provesDomain(secured, partner.Domain, { rootPem, wall: clock.wall() });
  }

  #onElement(element: XmlElement): void {
    if (element.ns === ns.tls) this.#onTls(element);
    else if (element.ns === ns.sasl) this.#onSasl(element);
    else if (element.ns === ns.dialback) this.#onDialback(element);
    else if (element.ns === ns.streams && element.local === 'error') this.#wire.end();
    else if (element.ns === ns.server && STANZAS.has(element.local)) this.#onStanza(element);
    else this.#wire.fail('unsupported-stanza-type');
  }

  #onTls(element: XmlElement): void {
    const isWelcome = (this.#partner()?.TlsNegotiation ?? 'NotSupported') !== 'NotSupported';
    if (element.local !== 'starttls' || this.#wire.secured || !isWelcome) {
      this.#wire.send(tlsWord('failure'));
      this.#wire.end();
      return;
    }
    this.#wire.send(tlsWord('proceed'));
    this.#wire.secure('server', this.#host.identity(), () => undefined);
  }

  #onSasl(element: XmlElement): void {
    const partner = this.#partner();
    const claimed = Buffer.from(element.text.trim(), 'base64').toString('utf8').toLowerCase();
    const fits = partner !== undefined && (claimed === '' || claimed === '=' || claimed === partner.Domain);
    const isExternal = element.local === 'auth' && attr(element, 'mechanism') === 'EXTERNAL';
    if (!isExternal || !fits || !this.#offersExternal) {
      this.#wire.send(saslWord('failure'));
      return;
    }
    this.#believe(partner.Domain);
    this.#wire.send(saslWord('success'));
    this.#wire.restart();
  }

  #onDialback(element: XmlElement): void {
    const from = readJid(attr(element, 'from'))?.domain;
    const to = readJid(attr(element, 'to'))?.domain;
    if (from === undefined || to === undefined) this.#wire.fail('improper-addressing');
    else if (element.local === 'verify') this.#answerVerify(element, { from, to });
    else if (element.local === 'result' && attr(element, 'type') === undefined) this.#onResult(element, { from, to });
  }

  /** We are the authoritative server: is this key ours? XEP-0220 2.2.2 */
  #answerVerify(element: XmlElement, { from, to }: { from: string; to: string }): void {
    const id = attr(element, 'id') ?? '';
    const { domain, secret } = this.#host;
    if (to !== domain) {
      this.#wire.send(dialbackVerified({ from: to, to: from, id }, { error: 'item-not-found' }));
      return;
    }
    const isValid = isDialbackKey(secret, { receiving: from, originating: domain, streamId: id }, element.text);
    this.#wire.send(dialbackVerified({ from: domain, to: from, id }, isValid ? 'valid' : 'invalid'));
  }

  /** We are the receiving server: somebody says to be `from`. XEP-0220 2.1 */
  #onResult(element: XmlElement, { from, to }: { from: string; to: string }): void {
    const ends = { from: to, to: from };
    const refusal = this.#refusalOf(from, to);
    const partner = this.#host.partnerOf(from);
    if (refusal !== undefined || !partner) {
      this.#wire.send(dialbackVerdict(ends, { error: refusal ?? 'policy-violation' }));
      return;
    }
    if (this.#proved.has(from)) {
      this.#wire.send(dialbackVerdict(ends, 'valid'));
      return;
    }
    if (this.#asked.has(from)) return;
    this.#asked.add(from);
    void this.#host.verify(partner, this.#id, element.text.trim()).then((isValid) => {
      this.#asked.delete(from);
      if (isValid === undefined) this.#wire.send(dialbackVerdict(ends, { error: 'remote-server-not-found' }));
      else if (isValid) {
        this.#believe(from);
        this.#wire.send(dialbackVerdict(ends, 'valid'));
      } else {
        this.#wire.send(dialbackVerdict(ends, 'invalid'));
        // An impostor is not talked to any longer. XEP-0220 2.1.2
        this.#wire.end();
      }
    });
  }

  #refusalOf(from: string, to: string): string | undefined {
    if (to !== this.#host.domain) return 'item-not-found';
    const partner = this.#host.partnerOf(from);
    if (!partner?.SupportDialbackNegotiation || partner.SaslNegotiation === 'Required') return 'policy-violation';
    if (partner.TlsNegotiation === 'Required' && !this.#wire.secured) return 'policy-violation';
    return this.#proved.size + this.#asked.size >= MOST_DOMAINS ? 'resource-constraint' : undefined;
  }

  #believe(domain: string): void {
    this.#proved.add(domain);
    this.#stopTimer();
  }

  #onStanza(stanza: XmlElement): void {
    const from = readJid(attr(stanza, 'from'));
    const to = readJid(attr(stanza, 'to'));
    if (this.#proved.size === 0) this.#wire.fail('not-authorized');
    else if (!from || !to) this.#wire.fail('improper-addressing');
    else if (!this.#proved.has(from.domain)) this.#wire.fail('invalid-from');
    else if (to.domain !== this.#host.domain) this.#wire.fail('host-unknown');
    // A partner that was taken off the list since is not served any longer.
    else if (!this.#host.partnerOf(from.domain)) this.#wire.fail('policy-violation');
    else this.#host.receive(stanza, from, to);
  }
}
