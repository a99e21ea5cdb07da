/**
 * Signing in to a web service over HTTP: a Kerberos ticket, NTLM, or Basic, in this order, as the server offers and we can. The password
 * is tried once, by one scheme: a second try would only bring the account nearer to its lock. RFC 4559, RFC 7617, [MS-NTHT]
 */
import { readWebOffers, type WebOffer } from '../../protocol/http/www-authenticate.ts';
import { readDiagnostic } from '../../protocol/ms/diagnostics.ts';
import { judgeFault } from '../../protocol/soap/judge-fault.ts';
import type { WebAuthForm } from '../../protocol/soap/mex.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import { readWebUrl } from './web-url.ts';
import type { WebAnswer, WebRequest, WebVisit } from './web-visit.ts';

/** Secret. */
export interface WebCredentials {
  /** `user@domain` or `DOMAIN\user`. */
  readonly userName: string;
  readonly password: string;
}

/** Where Kerberos tickets come from: the desktop's, or by password. */
export interface NegotiateSource {
  /** The first message for a service such as `HTTP/pool01.contoso.com`, or undefined when no ticket is held. Never rejects. */
  token(servicePrincipal: string): Promise<Uint8Array | undefined>;
}

/** One NTLM handshake. [MS-NLMP] 3.1.5.1 */
export interface NtlmHandshake {
  negotiate(): Uint8Array;
  /** The answer to the server's challenge; undefined when that cannot be read. */
  authenticate(challenge: Uint8Array): Uint8Array | undefined;
}

export interface WebLogin {
  readonly credentials?: WebCredentials;
  readonly negotiate?: NegotiateSource;
  readonly ntlm?: (credentials: WebCredentials) => NtlmHandshake;
}

/**
 * Sends a request and signs in when asked. `known` are the forms the service's description names: with them a round trip is saved.
 * Besides the visit's failures: CREDENTIALS_WRONG, ACCOUNT_MISMATCH, TICKET_MISSING, AUTH_SCHEME_UNSUPPORTED.
 */
export async function sendSignedIn(
  visit: WebVisit,
  request: WebRequest,
  login: WebLogin,
  known: readonly WebAuthForm[],
): Promise<Outcome<WebAnswer>> {
  let offers: readonly WebOffer[] = known.map((form) => ({ form }));
  if (offers.length === 0) {
    const bare = await visit.send(request);
    if (!bare.ok || bare.value.status !== 401) return bare;
    offers = offersOf(bare.value);
  }
  const ticket = has(offers, 'negotiate') ? await ticketFor(request, login) : undefined;
  if (ticket) {
    const answer = await send(visit, request, `Negotiate ${base64(ticket)}`);
    if (!answer.ok || answer.value.status !== 401 || !login.credentials) return concluded(visit, answer);
  }
  return concluded(visit, await byPassword(visit, request, login, offers));
}

async function byPassword(
  visit: WebVisit,
  request: WebRequest,
  { credentials, ntlm }: WebLogin,
  offers: readonly WebOffer[],
): Promise<Outcome<WebAnswer>> {
  const offered = `offered: ${offers.map(({ form }) => form).join(', ') || 'nothing known'}`;
  if (!credentials) return visit.fail('TICKET_MISSING', request.url, offered);
  if (ntlm && (has(offers, 'ntlm') || has(offers, 'negotiate'))) {
    // Where only Negotiate is offered, NTLM travels in it.
    const scheme = has(offers, 'ntlm') ? 'NTLM' : 'Negotiate';
    return byNtlm(visit, request, { scheme, handshake: ntlm(credentials) });
  }
  if (has(offers, 'basic')) {
    const pair = base64(Buffer.from(`${credentials.userName}:${credentials.password}`, 'utf8'));
    return send(visit, request, `Basic ${pair}`);
  }
  return visit.fail('AUTH_SCHEME_UNSUPPORTED', request.url, offered);
}

async function byNtlm(
  visit: WebVisit,
  request: WebRequest,
  { scheme, handshake }: { readonly scheme: 'NTLM' | 'Negotiate'; readonly handshake: NtlmHandshake },
): Promise<Outcome<WebAnswer>> {
  const asked = await send(visit, request, `${scheme} ${base64(handshake.negotiate())}`);
  if (!asked.ok || asked.value.status !== 401) return asked;
  const form: WebAuthForm = scheme === 'NTLM' ? 'ntlm' : 'negotiate';
  const token = offersOf(asked.value).find((offer) => offer.form === form)?.token;
  const answer = token === undefined ? undefined : handshake.authenticate(Buffer.from(token, 'base64'));
  if (!answer) return visit.fail('WEB_SERVICE_UNREADABLE', request.url, 'an NTLM challenge that cannot be read');
  return send(visit, { ...request, isBound: true }, `${scheme} ${base64(answer)}`);
}

function send(visit: WebVisit, request: WebRequest, authorization: string): Promise<Outcome<WebAnswer>> {
  return visit.send({ ...request, headers: { ...request.headers, Authorization: authorization } });
}

/** A 401 after the proof was given is final. The server's diagnostics tell a wrong password from another person's. */
function concluded(visit: WebVisit, round: Outcome<WebAnswer>): Outcome<WebAnswer> {
  if (!round.ok || (round.value.status !== 401 && round.value.status !== 403)) return round;
  const { url, status, headers } = round.value;
  const diagnostic = readDiagnostic(headers['x-ms-diagnostics']?.[0] ?? '');
  const detail = `HTTP ${status}${diagnostic?.reason ? `: ${diagnostic.reason}` : ''}`;
  const more = diagnostic ? { diagnostics: [diagnostic] } : {};
  if (judgeFault({ code: '', text: diagnostic?.reason ?? '' }) === 'mismatch') {
    return visit.fail('ACCOUNT_MISMATCH', url, detail, more);
  }
  return status === 401 ? visit.fail('CREDENTIALS_WRONG', url, detail, more) : done(round.value);
}

function ticketFor(request: WebRequest, { negotiate }: WebLogin): Promise<Uint8Array | undefined> | undefined {
  const host = readWebUrl(request.url)?.host;
  return host === undefined ? undefined : negotiate?.token(`HTTP/${host}`);
}

function offersOf(answer: WebAnswer): readonly WebOffer[] {
  return readWebOffers(answer.headers['www-authenticate'] ?? []);
}

function has(offers: readonly WebOffer[], form: WebAuthForm): boolean {
  return offers.some((offer) => offer.form === form);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
