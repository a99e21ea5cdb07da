/** Who is signed in, and at which endpoints. [MS-SIPREGE] 3.1, [MS-SIPRE] 3.3 */
import { headerOf } from '../../protocol/sip/message.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange, Link } from '../sip/exchange.ts';
import { expiresOf, type Incoming } from '../sip/incoming.ts';
import type { HeaderLine } from '../sip/template.ts';
import { gruuOf } from './gruu.ts';
import { checkRegister, type EndpointClaim } from './register-check.ts';

const LONGEST_SECONDS = 7200;
const MOST_ENDPOINTS = 32;
const OUT_OF_ORDER = { status: 500, reason: 'Request out of order' } as const;

/** One signed-in endpoint of one person. */
export interface Endpoint {
  /** `user@domain` */
  readonly address: string;
  readonly instance: string;
  readonly epid: string;
  readonly contact: string;
  readonly gruu: string;
  readonly link: Link;
  /** On the lab's clock, milliseconds. */
  expiresAt: number;
  stopTimer: () => void;
}

/** Why a server signs somebody out by itself (protocol 2.7). */
export type DeregisteredEvent = 'unregistered' | 'rejected' | 'deactivated';

export class Registrar {
  readonly #core: LabCore;
  readonly #source: string;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #watched = new WeakSet<Link>();
  /** The Call-ID and number of the REGISTER that each endpoint stands by. */
  readonly #asked = new WeakMap<Endpoint, Pick<Incoming, 'callId' | 'cseq'>>();
  readonly #onGone: (endpoint: Endpoint) => void;

  /** `onGone` hears of every endpoint that ends: signed out, expired, replaced by nothing, or its connection lost. */
  constructor(core: LabCore, source: string, onGone: (endpoint: Endpoint) => void) {
    this.#core = core;
    this.#source = source;
    this.#onGone = onGone;
  }

  /** Handles a REGISTER whose sender proved who it is. */
  register(exchange: Exchange): void {
    const { incoming } = exchange;
    if (headerOf(incoming.message, 'contact') === '*' && expiresOf(incoming) === 0) {
      const all = this.endpointsOf(incoming.from.address);
      if (all.some((endpoint) => this.#isLate(incoming, endpoint))) exchange.answer(OUT_OF_ORDER);
      else this.#signOut(exchange, all);
      return;
    }
    const claim = checkRegister(incoming, this.#source);
    if (claim.kind === 'refused') {
      exchange.answer(claim.answer);
      return;
    }
    const seconds = Math.min(expiresOf(incoming) ?? claim.expires ?? LONGEST_SECONDS, LONGEST_SECONDS);
    const known = this.#endpoints.get(keyOf(incoming.from.address, claim.instance));
    if (known && this.#isLate(incoming, known)) exchange.answer(OUT_OF_ORDER);
    else if (seconds === 0) this.#signOut(exchange, known ? [known] : []);
    else this.#signIn(exchange, claim, seconds);
  }

  /** The signed-in endpoints of a person, oldest first. */
  endpointsOf(address: string): Endpoint[] {
    const wanted = address.toLowerCase();
    return [...this.#endpoints.values()].filter((endpoint) => endpoint.address === wanted);
  }

  /** Signs every endpoint of a person out and tells each why. */
  deregister(address: string, event: DeregisteredEvent): void {
    for (const endpoint of this.endpointsOf(address)) {
      this.#tellDeregistered(endpoint, event);
      endpoint.link.proven.delete(endpoint.address);
      endpoint.link.security.drop(endpoint.address);
      this.#remove(endpoint);
    }
  }

  /** Stops every timer and forgets everybody, without telling anybody. */
  close(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.stopTimer();
    this.#endpoints.clear();
  }

  /** A change counts only where its number is above that of what stands. RFC 3261 10.3 */
  #isLate({ callId, cseq }: Incoming, endpoint: Endpoint): boolean {
    const asked = this.#asked.get(endpoint);
    return asked?.callId === callId && cseq <= asked.cseq;
  }

  #signIn(exchange: Exchange, claim: EndpointClaim, seconds: number): void {
    const { incoming, link } = exchange;
    const { address } = incoming.from;
    const key = keyOf(address, claim.instance);
    const before = this.#endpoints.get(key);
    if (!before && this.endpointsOf(address).length >= MOST_ENDPOINTS) {
      exchange.answer({ status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '60']] });
      return;
    }
    before?.stopTimer();
    const endpoint: Endpoint = {
      address,
      instance: claim.instance,
      epid: claim.epid,
      contact: claim.contact,
      gruu: gruuOf(address, claim.instance),
      link,
      expiresAt: this.#core.clock.now() + seconds * 1000,
      stopTimer: this.#core.clock.after(seconds * 1000, () => this.#drop(endpoint)),
    };
    this.#endpoints.set(key, endpoint);
    this.#asked.set(endpoint, { callId: incoming.callId, cseq: incoming.cseq });
    this.#watch(link);
    exchange.answer({
      status: 200,
      reason: 'OK',
      headers: this.#accepted(endpoint, seconds, before ? 'refreshed' : 'added'),
    });
  }

  #accepted({ address, link }: Endpoint, seconds: number, action: string): HeaderLine[] {
    const { isBackup } = this.#core.faultsOf(link.connection.server);
    const rank = isBackup ? ';primary-cluster-type="central";is-connected-to-primary=no' : '';
    return [
      ['ms-keep-alive', 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300'],
      ...this.endpointsOf(address).map((endpoint): HeaderLine => ['Contact', this.#contactLine(endpoint)]),
      ['Expires', String(seconds)],
      ['presence-state', `register-action="${action}"${rank}`],
      // No blanks after the commas, and one extension a line: real servers write it so, and old clients need it.
      ['Allow-Events', ALLOWED_EVENTS.join(',')],
      ['Supported', 'adhoclist'],
      ['Supported', 'msrtc-event-categories'],
    ];
  }

  #contactLine(endpoint: Endpoint): string {
    const left = Math.max(0, Math.round((endpoint.expiresAt - this.#core.clock.now()) / 1000));
    const contact = `<${endpoint.contact};ms-received-cid=${endpoint.link.cid}>`;
    return `${contact};expires=${left};+sip.instance="<urn:uuid:${endpoint.instance}>";gruu="${endpoint.gruu}"`;
  }

  #signOut(exchange: Exchange, endpoints: readonly Endpoint[]): void {
    for (const endpoint of endpoints) this.#remove(endpoint);
    const headers: HeaderLine[] = [
      ['Expires', '0'],
      ['presence-state', 'register-action="removed"'],
    ];
    exchange.answer({ status: 200, reason: 'OK', headers });
  }

  /** Nobody subscribes to this; the server just says it. */
  #tellDeregistered(endpoint: Endpoint, event: DeregisteredEvent): void {
    const { link, address, epid } = endpoint;
    const disabled: HeaderLine[] =
      event === 'rejected' ? [['ms-diagnostics', `4141;reason="User disabled";source="${this.#source}"`]] : [];
    link.request({
      method: 'BENOTIFY',
      uri: endpoint.contact,
      headers: [
        ['From', `<sip:${address}>;tag=${link.randomHex(16).toUpperCase()}`],
        ['To', `<sip:${address}>;epid=${epid}`],
        ['Call-ID', link.randomHex(16)],
        ['CSeq', '1 BENOTIFY'],
        ['Event', 'registration-notify'],
        ['subscription-state', 'terminated;expires=0'],
        ...disabled,
      ],
      body: { type: 'text/registration-event', text: `deregistered;event=${event}\r\n` },
    });
  }

  /** A lost connection signs its endpoints out. */
  #watch(link: Link): void {
    if (this.#watched.has(link)) return;
    this.#watched.add(link);
    link.connection.onClose(() => this.#dropAllOf(link));
  }

  #dropAllOf(link: Link): void {
    for (const endpoint of [...this.#endpoints.values()]) if (endpoint.link === link) this.#remove(endpoint);
  }

  #drop(endpoint: Endpoint): void {
    if (this.#endpoints.get(keyOf(endpoint.address, endpoint.instance)) === endpoint) this.#remove(endpoint);
  }

  #remove(endpoint: Endpoint): void {
    endpoint.stopTimer();
    this.#endpoints.delete(keyOf(endpoint.address, endpoint.instance));
    this.#onGone(endpoint);
  }
}

/** What may be subscribed to (protocol 2.5). */
const ALLOWED_EVENTS = [
  'vnd-microsoft-provisioning',
  'vnd-microsoft-roaming-contacts',
  'vnd-microsoft-roaming-ACL',
  'presence',
  'presence.wpending',
  'vnd-microsoft-roaming-self',
  'vnd-microsoft-provisioning-v2',
] as const;

function keyOf(address: string, instance: string): string {
  return `${address}|${instance}`;
}
