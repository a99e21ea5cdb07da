/** Makes a client prove who it is before a Front End does anything for it. RFC 3261 22; mission 1.E */
import { headersOf } from '../../protocol/sip/message.ts';
import type { LabAuthOffer } from '../api.ts';
import type { LabCore } from '../net/listener.ts';
import { challengeValue, digestCredentials, provesPassword } from '../sip/digest.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Nonces } from '../sip/nonces.ts';
import type { HeaderLine } from '../sip/template.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { Directory } from './directory.ts';

/** Bare REGISTERs are answered with this until a tester changes it (mission E1). */
const FIRST_OFFER: Required<LabAuthOffer> = {
  realm: 'SIP Communications Service',
  algorithms: ['MD5'],
  otherSchemes: [],
};

type Verdict =
  | { readonly kind: 'proven'; readonly person: LabPerson }
  | { readonly kind: 'refused'; readonly stale: boolean };

const WRONG: Verdict = { kind: 'refused', stale: false };
const STALE: Verdict = { kind: 'refused', stale: true };

export class Authenticator {
  #offer = FIRST_OFFER;
  readonly #directory: Directory;
  readonly #source: string;
  readonly #nonces: Nonces;

  /** `source` is the server name in ms-diagnostics. */
  constructor(core: LabCore, directory: Directory, source: string) {
    this.#directory = directory;
    this.#source = source;
    this.#nonces = new Nonces(core.clock, core.random);
  }

  change(offer: LabAuthOffer): void {
    this.#offer = { ...this.#offer, ...offer };
  }

  /**
   * Whether the sender of this request is who From says. Otherwise it is answered here: 401 without, with wrong or with
   * outdated credentials, 403/4004 with the right password of somebody else (mission E3). A connection that proved an
   * address once is believed for that address; an ACK cannot be challenged.
   */
  admits(exchange: Exchange): boolean {
    const { incoming, link } = exchange;
    const values = [
      ...headersOf(incoming.message, 'authorization'),
      ...headersOf(incoming.message, 'proxy-authorization'),
    ];
    if (values.length === 0 && link.proven.has(incoming.from.address)) return true;
    const verdict = values.length === 0 ? WRONG : this.#judge(exchange, values);
    if (verdict.kind === 'refused') {
      this.#challenge(exchange, verdict.stale);
      return false;
    }
    if (verdict.person.address.toLowerCase() !== incoming.from.address) {
      this.#refuseMismatch(exchange);
      return false;
    }
    link.proven.add(incoming.from.address);
    return true;
  }

  #judge(exchange: Exchange, values: readonly string[]): Verdict {
    const credentials = digestCredentials(values);
    const nonce = credentials?.params.get('nonce') ?? '';
    const challenge = this.#nonces.challengeOf(nonce);
    if (!credentials || !challenge) return credentials ? STALE : WRONG;
    const person = this.#directory.byLogin(credentials.params.get('username') ?? '');
    const { method } = exchange.incoming;
    if (!person || !provesPassword(credentials, { challenge, method, password: person.password })) return WRONG;
    return this.#nonces.use(nonce, credentials.params.get('nc')) === 'fresh' ? { kind: 'proven', person } : STALE;
  }

  #challenge(exchange: Exchange, stale: boolean): void {
    const { realm, algorithms, otherSchemes } = this.#offer;
    const digests = algorithms.map((algorithm) => challengeValue(this.#nonces.issue(realm, algorithm), stale));
    const headers = [...otherSchemes, ...digests].map((value): HeaderLine => ['WWW-Authenticate', value]);
    exchange.answer({ status: 401, reason: 'Unauthorized', headers });
  }

  #refuseMismatch(exchange: Exchange): void {
    const reason = 'Credentials provided are not authorized to act as specified from URI';
    const headers: HeaderLine[] = [['ms-diagnostics', `4004;reason="${reason}";source="${this.#source}"`]];
    exchange.answer({ status: 403, reason: 'Forbidden', headers });
  }
}
