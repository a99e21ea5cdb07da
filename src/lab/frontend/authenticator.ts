/** Makes a client prove who it is before a Front End does anything for it. RFC 3261 22; [MS-SIPAE] 3.3; mission 1.E */
import type { AuthValue } from '../../protocol/sip/auth-header.ts';
import type { LabAuthOffer } from '../api.ts';
import { GENERATIONS } from '../auth/generations.ts';
import { dateText, HandshakeDesk } from '../auth/handshake-desk.ts';
import { credentialsIn } from '../auth/link-security.ts';
import type { AuthFaults, LabGeneration, LabScheme } from '../auth/settings.ts';
import { TlsDskIdentities } from '../auth/tls-dsk-identities.ts';
import type { LabCore } from '../net/listener.ts';
import { challengeValue, provesPassword } from '../sip/digest.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Nonces } from '../sip/nonces.ts';
import type { HeaderLine } from '../sip/template.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { stsUri } from '../web/addresses.ts';
import type { Directory } from './directory.ts';

type Offer = Required<LabAuthOffer>;

type DigestVerdict =
  | { readonly kind: 'proven'; readonly person: LabPerson }
  | { readonly kind: 'refused'; readonly stale: boolean };

const WRONG: DigestVerdict = { kind: 'refused', stale: false };
const STALE: DigestVerdict = { kind: 'refused', stale: true };

/** What else a 401 says; a server that was only asked says nothing. */
interface ChallengeNotes {
  readonly stale?: boolean;
  readonly diagnostics?: string;
}

export class Authenticator {
  readonly #core: LabCore;
  readonly #company: Company;
  readonly #directory: Directory;
  readonly #nonces: Nonces;
  readonly #desk: HandshakeDesk;
  #generation: LabGeneration;
  #offer: Offer;

  constructor(core: LabCore, company: Company, directory: Directory) {
    const { frontEnd } = company.reported;
    this.#core = core;
    this.#company = company;
    this.#directory = directory;
    this.#nonces = new Nonces(core.clock, core.random);
    this.#generation = company.generation;
    this.#offer = {
      realm: 'SIP Communications Service',
      // Digest, which no real Front End takes from its own people, stays the last resort of a lab just started.
      schemes: [...GENERATIONS[company.generation].schemes, 'Digest'],
      version: 4,
      algorithms: ['MD5'],
      otherSchemes: [],
    };
    const identities = new TlsDskIdentities(core.clock, core.random);
    this.#desk = new HandshakeDesk({
      core,
      targetName: frontEnd,
      names: {
        domain: company.netbios,
        server: (frontEnd.split('.', 1)[0] ?? '').toUpperCase(),
        dnsDomain: company.domain,
        dnsServer: frontEnd,
      },
      accounts: (userName, domain) => directory.byAccount(userName, domain),
      tlsContext: () => identities.contextOf(frontEnd),
      onRefused: (exchange, diagnostics) => this.#challenge(exchange, { diagnostics }),
    });
  }

  /** The Server header of everything the company's servers answer. */
  get software(): string {
    return GENERATIONS[this.#generation].software;
  }

  change(offer: LabAuthOffer): void {
    this.#offer = { ...this.#offer, ...offer };
  }

  get generation(): LabGeneration {
    return this.#generation;
  }

  /** What it challenges with, in this order. */
  get schemes(): Offer['schemes'] {
    return this.#offer.schemes;
  }

  /** Offers what this generation offers, and no Digest. */
  become(generation: LabGeneration): void {
    this.#generation = generation;
    this.#offer = { ...this.#offer, schemes: GENERATIONS[generation].schemes };
  }

  /**
   * Whether the sender of this request is who From says. Otherwise it is answered here: 401 without, with wrong or with
   * outdated credentials, or with a wrong signature; 403/4004 with the right password of somebody else (mission E3). Once
   * an association stands every request must be signed; a connection that proved an address by Digest is believed for it.
   * An ACK cannot be challenged.
   */
  admits(exchange: Exchange): boolean {
    const { incoming, link } = exchange;
    const { address } = incoming.from;
    const verdict = link.security.judge(incoming.message, address);
    if (verdict === 'good') return this.#passes(exchange, address);
    if (verdict === 'foreign') return this.#refuseMismatch(exchange);
    if (verdict === 'wrong') return this.#challenge(exchange, { diagnostics: 'The signature is wrong' });
    const credentials = credentialsIn(incoming.message);
    const signing = credentials.find((value) => this.#takes(value, 'NTLM') || this.#takes(value, 'TLS-DSK'));
    if (signing) return this.#shakeHands(exchange, signing);
    if (credentials.length > 0) return this.#readDigest(exchange, credentials);
    return (verdict === 'unprotected' && link.proven.has(address)) || this.#challenge(exchange, {});
  }

  /** The same for a request inside a dialog, which is believed on a connection without associations. */
  admitsInside(exchange: Exchange): boolean {
    const { incoming, link } = exchange;
    const verdict = link.security.judge(incoming.message, incoming.from.address);
    if (verdict === 'unprotected' || verdict === 'good') return true;
    return this.#challenge(exchange, verdict === 'wrong' ? { diagnostics: 'The signature is wrong' } : {});
  }

  #takes(value: AuthValue, scheme: LabScheme): boolean {
    return value.scheme.toUpperCase() === scheme && this.#offer.schemes.includes(scheme);
  }

  #shakeHands(exchange: Exchange, value: AuthValue): boolean {
    const { realm, version } = this.#offer;
    const result = this.#desk.take(exchange, value, { realm, version, faults: this.#faultsAt(exchange) });
    if (result.kind === 'goes-on') return false;
    if (result.kind === 'refused') return this.#challenge(exchange, { diagnostics: result.diagnostics });
    if (!this.#passes(exchange, result.association.plan.address)) return false;
    exchange.link.security.add(result.association);
    return true;
  }

  #readDigest(exchange: Exchange, values: readonly AuthValue[]): boolean {
    const verdict = this.#offer.schemes.includes('Digest') ? this.#judgeDigest(exchange, values) : WRONG;
    if (verdict.kind === 'refused') return this.#challenge(exchange, { stale: verdict.stale });
    if (!this.#passes(exchange, verdict.person.address.toLowerCase())) return false;
    exchange.link.proven.add(exchange.incoming.from.address);
    return true;
  }

  #judgeDigest(exchange: Exchange, values: readonly AuthValue[]): DigestVerdict {
    const credentials = values.find((value) => value.scheme.toLowerCase() === 'digest');
    const nonce = credentials?.params.get('nonce') ?? '';
    const challenge = this.#nonces.challengeOf(nonce);
    if (!credentials || !challenge) return credentials ? STALE : WRONG;
    const person = this.#directory.byLogin(credentials.params.get('username') ?? '');
    const { method } = exchange.incoming;
    if (!person || !provesPassword(credentials, { challenge, method, password: person.password })) return WRONG;
    return this.#nonces.use(nonce, credentials.params.get('nc')) === 'fresh' ? { kind: 'proven', person } : STALE;
  }

  /** The last word on somebody who proved to be `address`. */
  #passes(exchange: Exchange, address: string): boolean {
    const faults = this.#faultsAt(exchange);
    if (faults.endless401 && exchange.incoming.method === 'REGISTER') return this.#challenge(exchange, {});
    return (address === exchange.incoming.from.address && !faults.mismatch) || this.#refuseMismatch(exchange);
  }

  #challenge(exchange: Exchange, { stale = false, diagnostics }: ChallengeNotes): false {
    const values = [
      ...this.#offer.otherSchemes,
      ...this.#offer.schemes.flatMap((each) => this.#values(each, exchange, stale)),
    ];
    const source = this.#company.reported.frontEnd;
    exchange.answer({
      status: 401,
      reason: 'Unauthorized',
      headers: [
        ['Date', dateText(this.#core, this.#faultsAt(exchange))],
        ...values.map((value): HeaderLine => ['WWW-Authenticate', value]),
        ...(diagnostics ? [['ms-diagnostics', `1000;reason="${diagnostics}";source="${source}"`] as const] : []),
      ],
    });
    return false;
  }

  /** The challenges of one scheme: several only for Digest. */
  #values(scheme: LabScheme, { link }: Exchange, stale: boolean): string[] {
    const { realm, algorithms, version } = this.#offer;
    if (scheme === 'Digest') return algorithms.map((each) => challengeValue(this.#nonces.issue(realm, each), stale));
    const { frontEnd } = this.#company.reported;
    const target = scheme === 'Kerberos' ? `sip/${frontEnd}` : frontEnd;
    const parts = [
      `${scheme} realm="${realm}"`,
      `targetname="${target}"`,
      ...(version > 0 ? [`version=${version}`] : []),
    ];
    if (scheme === 'TLS-DSK') parts.push(`sts-uri="${this.#certificateService(link.connection.server)}"`);
    return [parts.join(', ')];
  }

  #certificateService(server: string): string {
    const { edge, frontEnd, director } = this.#company;
    const here = [edge, frontEnd, director].find(({ name }) => name === server) ?? frontEnd;
    return stsUri(this.#company, here === director ? frontEnd : here, (name) => this.#core.httpsPortOf(name));
  }

  #refuseMismatch(exchange: Exchange): false {
    const reason = 'Credentials provided are not authorized to act as specified from URI';
    const source = this.#company.reported.frontEnd;
    exchange.answer({
      status: 403,
      reason: 'Forbidden',
      headers: [['ms-diagnostics', `4004;reason="${reason}";source="${source}"`]],
    });
    return false;
  }

  #faultsAt({ link }: Exchange): AuthFaults {
    return this.#core.faultsOf(link.connection.server).auth ?? {};
  }
}
