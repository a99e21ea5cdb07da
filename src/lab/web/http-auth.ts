/** Makes a client of the web ticket service prove who it is: Basic, NTLM, and Negotiate with NTLM in it. RFC 4559, RFC 7617 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../shared/clock.ts';
import { ntlmMessageType } from '../auth/ntlm-authenticate.ts';
import { type NtlmOffer, offerNtlm, verifyNtlm } from '../auth/ntlm-server.ts';
import type { Directory } from '../frontend/directory.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { HTML, type WebAnswer, type WebRequest } from './http.ts';
import type { HttpScheme } from './settings.ts';
import { NTLM_MECHANISM, negotiateDone, negotiateNtlm, readNegotiate } from './spnego.ts';

export type HttpVerdict =
  /** `headers` go with the answer. */
  | { readonly kind: 'proven'; readonly person: LabPerson; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'challenged'; readonly answer: WebAnswer };

export interface HttpAuthParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly company: Company;
  readonly directory: Directory;
  readonly schemes: () => readonly HttpScheme[];
}

/** What a connection has come to. */
interface Talk {
  readonly offer: NtlmOffer | undefined;
  /** Whether NTLM goes inside SPNEGO. */
  readonly isWrapped: boolean;
  readonly person: LabPerson | undefined;
}

const LONGEST_TOKEN = 32 * 1024;

export class HttpAuth {
  readonly #parts: HttpAuthParts;
  readonly #talks = new WeakMap<WeakKey, Talk>();

  constructor(parts: HttpAuthParts) {
    this.#parts = parts;
  }

  /** A connection that once proved by NTLM who is at its other end is believed without further proof. */
  judge(request: WebRequest): HttpVerdict {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      const person = this.#talks.get(request.connection)?.person;
      return person ? { kind: 'proven', person, headers: {} } : this.#refuse(request);
    }
    const [name = '', value = ''] = authorization.slice(0, LONGEST_TOKEN).split(/\s+/, 2);
    const scheme = this.#parts.schemes().find((each) => each.toLowerCase() === name.toLowerCase());
    if (!scheme) return this.#refuse(request);
    return scheme === 'Basic' ? this.#basic(request, value) : this.#windows(request, scheme, value);
  }

  #basic(request: WebRequest, value: string): HttpVerdict {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const person = colon < 0 ? undefined : this.#parts.directory.byLogin(text.slice(0, colon));
    return person && isSame(person.password, text.slice(colon + 1))
      ? { kind: 'proven', person, headers: {} }
      : this.#refuse(request);
  }

  #windows(request: WebRequest, scheme: 'Negotiate' | 'NTLM', value: string): HttpVerdict {
    const holder = scheme === 'Negotiate' ? this.#holder(request) : undefined;
    if (holder) return holder;
    const bytes = Buffer.from(value, 'base64');
    // Windows takes bare NTLM under the name Negotiate as well.
    if (ntlmMessageType(bytes) !== undefined) return this.#ntlm(request, scheme, { bytes, isWrapped: false });
    const token = scheme === 'Negotiate' ? readNegotiate(bytes) : undefined;
    if (token?.inner && ntlmMessageType(token.inner) !== undefined) {
      return this.#ntlm(request, scheme, { bytes: token.inner, isWrapped: true });
    }
    // Something else came first, such as Kerberos, and NTLM is second choice: the client shall go on with that.
    return token?.mechanisms.includes(NTLM_MECHANISM)
      ? challenged([`${scheme} ${base64(negotiateNtlm(undefined))}`])
      : this.#refuse(request);
  }

  /** Of a Kerberos ticket that was found good, if its holder is one of ours. */
  #holder({ ticket }: WebRequest): HttpVerdict | undefined {
    const [user = '', realm = ''] = ticket?.principal.split('@', 2) ?? [];
    const person = ticket && this.#parts.directory.byAccount(user, realm);
    if (!person) return undefined;
    const headers = { 'WWW-Authenticate': `Negotiate ${base64(ticket.reply)}` };
    return { kind: 'proven', person, headers };
  }

  #ntlm(
    request: WebRequest,
    scheme: string,
    { bytes, isWrapped }: { readonly bytes: Uint8Array; readonly isWrapped: boolean },
  ): HttpVerdict {
    const { connection } = request;
    if (ntlmMessageType(bytes) === 1) {
      const offer = this.#offer(bytes);
      this.#talks.set(connection, { offer, isWrapped, person: undefined });
      const message = isWrapped ? negotiateNtlm(offer.message) : offer.message;
      return challenged([`${scheme} ${base64(message)}`]);
    }
    const talk = this.#talks.get(connection);
    // An offer is good for one answer.
    this.#talks.delete(connection);
    if (!talk?.offer || talk.isWrapped !== isWrapped) return this.#refuse(request);
    const verdict = verifyNtlm(talk.offer, bytes, (user, domain) => this.#parts.directory.byAccount(user, domain));
    if (verdict.kind === 'refused') return this.#refuse(request);
    const person = verdict.account;
    this.#talks.set(connection, { offer: undefined, isWrapped, person });
    const headers: Record<string, string> = isWrapped
      ? { 'WWW-Authenticate': `${scheme} ${base64(negotiateDone())}` }
      : {};
    return { kind: 'proven', person, headers };
  }

  #offer(negotiate: Uint8Array): NtlmOffer {
    const { clock, random, company } = this.#parts;
    const { frontEnd } = company.reported;
    const names = {
      domain: company.netbios,
      server: (frontEnd.split('.', 1)[0] ?? '').toUpperCase().slice(0, 15),
      dnsDomain: company.domain,
      dnsServer: frontEnd.toLowerCase(),
    };
    return offerNtlm({ mode: 'connection', names, serverChallenge: random.bytes(8), wall: clock.wall(), negotiate });
  }

  #refuse({ method }: WebRequest): HttpVerdict {
    const values = this.#parts.schemes().map((scheme) => (scheme === 'Basic' ? 'Basic realm="Offhook Lab"' : scheme));
    return challenged(values, method === 'HEAD' ? '' : 'Who are you?\n');
  }
}

function challenged(values: readonly string[], body = ''): HttpVerdict {
  return {
    kind: 'challenged',
    answer: { status: 401, contentType: HTML, body, headers: { 'WWW-Authenticate': values } },
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
