/** Where clients prove who they are by NTLM or TLS-DSK before an association stands. [MS-SIPAE] 3.3.5 (protocol 3.4, 3.5) */
import { X509Certificate } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import type { AuthValue } from '../../protocol/sip/auth-header.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange, Link } from '../sip/exchange.ts';
import { Association, type SigningScheme } from './association.ts';
import { dskMac, type MessageMac, ntlmMac } from './message-mac.ts';
import type { NtlmNames } from './ntlm-challenge.ts';
import { type NtlmAccounts, type NtlmOffer, offerNtlm, verifyNtlm } from './ntlm-server.ts';
import type { AuthFaults } from './settings.ts';
import { type DskOutcome, type DskStep, TlsDskSession } from './tls-dsk-session.ts';
import { damagedChallenge, tokenText } from './token-damage.ts';

/** What stands for the time of one handshake. */
export interface HandshakeTerms {
  readonly realm: string;
  /** The newest version of the signature text this server takes. */
  readonly version: number;
  readonly faults: AuthFaults;
}

export type HandshakeResult =
  /** Answered here, at once or a little later; or `onRefused` was called. */
  | { readonly kind: 'goes-on' }
  /** `diagnostics` is the text of the reason. */
  | { readonly kind: 'refused'; readonly diagnostics: string }
  | { readonly kind: 'proven'; readonly association: Association };

export interface HandshakeDeskOptions {
  readonly core: LabCore;
  readonly targetName: string;
  readonly names: NtlmNames;
  readonly accounts: NtlmAccounts<{ readonly address: string; readonly password: string }>;
  readonly tlsContext: () => Promise<SecureContext>;
  /** Challenges anew when a handshake fails after `take` has returned. */
  readonly onRefused: (exchange: Exchange, diagnostics: string) => void;
}

interface Handshake {
  readonly scheme: SigningScheme;
  readonly opaque: string;
  readonly version: number;
  readonly offer?: NtlmOffer;
  session?: TlsDskSession;
  /** Stands once TLS is done and the certificate is known. */
  association?: Association | undefined;
}

const LONGEST_SECONDS = 8 * 3600;
const MOST_HANDSHAKES = 8;
const LONGEST_TOKEN = 64 * 1024;
const GOES_ON: HandshakeResult = { kind: 'goes-on' };
const FAILED = 'Final handshake failed';
const UNKNOWN_CERTIFICATE = 'The client certificate is not valid for this deployment';

export class HandshakeDesk {
  readonly #options: HandshakeDeskOptions;
  /** By connection, then by opaque, oldest first. */
  readonly #handshakes = new WeakMap<Link, Map<string, Handshake>>();

  constructor(options: HandshakeDeskOptions) {
    this.#options = options;
  }

  /** Takes the next step of a handshake: credentials of NTLM or TLS-DSK in a request without a valid signature. */
  take(exchange: Exchange, value: AuthValue, terms: HandshakeTerms): HandshakeResult {
    const text = value.params.get('gssapi-data');
    const token = tokenIn(text);
    if (text !== undefined && !token) return refused(FAILED);
    const step = { exchange, value, terms, token: token ?? Buffer.alloc(0) };
    return value.scheme.toUpperCase() === 'NTLM' ? this.#ntlm(step, text !== undefined) : this.#tlsDsk(step);
  }

  #ntlm(step: Step, hasToken: boolean): HandshakeResult {
    const { exchange, value, terms, token } = step;
    if (token.length === 0) {
      if (!hasToken) return refused(FAILED);
      this.#challengeNtlm(step);
      return GOES_ON;
    }
    const handshake = this.#find(exchange.link, 'NTLM', value.params.get('opaque'));
    this.#forget(exchange.link, handshake);
    if (!handshake?.offer) return refused(FAILED);
    const verdict = verifyNtlm(handshake.offer, token, this.#options.accounts);
    if (verdict.kind === 'refused') return refused(FAILED);
    const mac = ntlmMac(verdict.keys, verdict.flags);
    const association = this.#associate(handshake, terms, { address: verdict.account.address, mac });
    // Up to version 3 the message that ends the handshake is not signed yet.
    const isGood = handshake.version < 4 || this.#isSigned(step, association);
    return isGood ? { kind: 'proven', association } : refused('Final handshake failed: the signature is wrong');
  }

  #challengeNtlm(step: Step): void {
    const { core, names } = this.#options;
    const { exchange, terms } = step;
    const skewMs = (terms.faults.clockSkewSeconds ?? 0) * 1000;
    const offer = offerNtlm({
      mode: 'datagram',
      names,
      serverChallenge: core.random.bytes(8),
      wall: core.clock.wall() + skewMs,
    });
    const handshake = this.#open(step, { scheme: 'NTLM', offer });
    const { ntlmChallenge } = terms.faults;
    const message = ntlmChallenge ? damagedChallenge(offer.message, ntlmChallenge) : offer.message;
    this.#answer(exchange, handshake, terms, message);
  }

  #tlsDsk(step: Step): HandshakeResult {
    const { exchange, value, token } = step;
    const known = this.#find(exchange.link, 'TLS-DSK', value.params.get('opaque'));
    if (token.length === 0) {
      const association = known?.association;
      this.#forget(exchange.link, known);
      return association && this.#isSigned(step, association) ? { kind: 'proven', association } : refused(FAILED);
    }
    if (known?.session) {
      this.#feed(step, known, known.session);
      return GOES_ON;
    }
    const handshake = this.#open(step, { scheme: 'TLS-DSK' });
    this.#options.tlsContext().then(
      (context) => {
        // Meanwhile the connection may have gone, and the handshake with it.
        if (this.#find(exchange.link, 'TLS-DSK', handshake.opaque) !== handshake) return;
        handshake.session = new TlsDskSession(context, this.#options.core.clock);
        this.#feed(step, handshake, handshake.session);
      },
      () => this.#options.onRefused(exchange, FAILED),
    );
    return GOES_ON;
  }

  #feed(step: Step, handshake: Handshake, session: TlsDskSession): void {
    session.feed(step.token, (next) => this.#onFlight(step, handshake, next));
  }

  #onFlight({ exchange, terms }: Step, handshake: Handshake, next: DskStep): void {
    if (next.kind === 'failed') {
      this.#giveUp(exchange, handshake, FAILED);
      return;
    }
    if (next.outcome) {
      handshake.association = this.#associationFor(handshake, terms, next.outcome);
      if (!handshake.association) {
        this.#giveUp(exchange, handshake, UNKNOWN_CERTIFICATE);
        return;
      }
      handshake.session?.close();
    }
    this.#answer(exchange, handshake, terms, next.data);
  }

  #giveUp(exchange: Exchange, handshake: Handshake, why: string): void {
    this.#forget(exchange.link, handshake);
    this.#options.onRefused(exchange, why);
  }

  /** Undefined for a certificate of nobody's. */
  #associationFor(handshake: Handshake, terms: HandshakeTerms, outcome: DskOutcome): Association | undefined {
    const { keys, certificate } = outcome;
    const owner = this.#options.core.clientCertificates.ownerOf(certificate);
    if (owner === undefined || terms.faults.certificateRefused) return undefined;
    const endsAt = this.#endOf(new X509Certificate(certificate));
    return this.#associate(handshake, terms, { address: owner, mac: dskMac(keys), endsAt });
  }

  /** On the lab's clock. */
  #endOf(certificate: X509Certificate): number {
    const { clock } = this.#options.core;
    return clock.now() + Date.parse(certificate.validTo) - clock.wall();
  }

  #associate(
    { scheme, opaque, version }: Handshake,
    { realm, faults }: HandshakeTerms,
    proven: { readonly address: string; readonly mac: MessageMac; readonly endsAt?: number },
  ): Association {
    const { core, targetName } = this.#options;
    const latest = core.clock.now() + (faults.associationSeconds ?? LONGEST_SECONDS) * 1000;
    return new Association({
      scheme,
      realm,
      targetName,
      version,
      opaque,
      address: proven.address.toLowerCase(),
      endsAt: Math.min(latest, proven.endsAt ?? latest),
      mac: proven.mac,
    });
  }

  #isSigned({ exchange, value }: Step, association: Association): boolean {
    const { clock } = this.#options.core;
    return association.check(exchange.incoming.message, value.params, clock.now()) === 'good';
  }

  #answer(exchange: Exchange, { scheme, opaque, version }: Handshake, terms: HandshakeTerms, token: Uint8Array): void {
    const { faults, realm } = terms;
    const name = opaque === '' ? '' : ` opaque="${opaque}",`;
    const data = tokenText(token, faults.token);
    const versionText = version > 0 ? `, version=${version}` : '';
    const text = `${scheme}${name} gssapi-data="${data}", targetname="${this.#options.targetName}", realm="${realm}"`;
    exchange.answer({
      status: 401,
      reason: 'Unauthorized',
      headers: [
        ['Date', dateText(this.#options.core, faults)],
        ['WWW-Authenticate', `${text}${versionText}`],
      ],
    });
  }

  #open({ exchange, value, terms }: Step, fresh: { scheme: SigningScheme; offer?: NtlmOffer }): Handshake {
    const { link } = exchange;
    const opaque = terms.faults.noOpaque ? '' : link.randomHex(4).toUpperCase();
    const asked = Number(value.params.get('version') ?? '0');
    const version = Number.isInteger(asked) ? Math.max(0, Math.min(asked, terms.version)) : 0;
    const handshake: Handshake = { ...fresh, opaque, version };
    const held = this.#handshakes.get(link) ?? new Map<string, Handshake>();
    if (!this.#handshakes.has(link)) link.connection.onClose(() => closeAll(held));
    this.#handshakes.set(link, held);
    this.#forget(link, held.get(opaque));
    held.set(opaque, handshake);
    const oldest = held.values().next();
    if (held.size > MOST_HANDSHAKES && !oldest.done) this.#forget(link, oldest.value);
    return handshake;
  }

  #find(link: Link, scheme: SigningScheme, opaque: string | undefined): Handshake | undefined {
    const found = this.#handshakes.get(link)?.get(opaque ?? '');
    return found?.scheme === scheme ? found : undefined;
  }

  #forget(link: Link, handshake: Handshake | undefined): void {
    handshake?.session?.close();
    if (handshake) this.#handshakes.get(link)?.delete(handshake.opaque);
  }
}

/** One request on its way through a handshake. */
interface Step {
  readonly exchange: Exchange;
  readonly value: AuthValue;
  readonly terms: HandshakeTerms;
  /** Empty when there is none. */
  readonly token: Buffer;
}

function closeAll(handshakes: Map<string, Handshake>): void {
  for (const { session } of handshakes.values()) session?.close();
  handshakes.clear();
}

function refused(diagnostics: string): HandshakeResult {
  return { kind: 'refused', diagnostics };
}

/** Undefined for what is no base64 or too long. */
function tokenIn(text: string | undefined): Buffer | undefined {
  if (text === undefined || text.length > LONGEST_TOKEN || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}

/** The server's clock as challenges show it. RFC 3261 20.17 */
export function dateText({ clock }: LabCore, { clockSkewSeconds = 0 }: AuthFaults): string {
  return new Date(clock.wall() + clockSkewSeconds * 1000).toUTCString();
}
