/**
 * Signing in to a web service over HTTP: a Kerberos ticket, NTLM, or Basic, in this order, as the server offers and we can. The password
 * is tried once, by one scheme: a second try would only bring the account nearer to its lock. RFC 4559, RFC 7617, [MS-NTHT]
 */
import { readWebOffers, type WebOffer } from '../../protocol/http/www-authenticate.ts';
import { readDiagnostic } from '../../protocol/ms/diagnostics.ts';
import { judgeFault } from '../../protocol/soap/judge-fault.ts';
import type { WebAuthForm } from '../../protocol/soap/mex.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import { isSameServer, readWebUrl } from './web-url.ts';
import type { WebAnswer, WebRequest, WebVisit } from './web-visit.ts';

/** Secret. */
export interface WebCredentials {
  /** `user@domain` or `DOMAIN\user`. */
  readonly userName: string;
  readonly password: string;
}

/** Where Kerberos tickets come from: the desktop's, or by password. */
export interface NegotiateSource {
  /**
   * The first message for a service such as `HTTP/pool01.contoso.com`; undefined when no ticket is held, or got; 'wrong-password' when the
   * realm refused the password, which is then not to be tried in another way. Never rejects.
   */
  token(servicePrincipal: string): Promise<Uint8Array | 'wrong-password' | undefined>;
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

/** A farm's front door, and one behind it. */
const mostMoves = 3;

/**
 * Sends a request and signs in when asked, at every server it is sent on to. `known` are the forms the service's description names: with them a round trip is saved.
 * Besides the visit's failures: CREDENTIALS_WRONG, ACCOUNT_MISMATCH, TICKET_MISSING, AUTH_SCHEME_UNSUPPORTED.
 */
export async function sendSignedIn(
  visit: WebVisit,
  request: WebRequest,
  login: WebLogin,
  known: readonly WebAuthForm[],
): Promise<Outcome<WebAnswer>> {
  let asked = request;
  let offers: readonly WebOffer[] = known.map((form) => ({ form }));
  for (let move = 0; move <= mostMoves; move += 1) {
    const round = await signInAt(visit, asked, login, offers);
    if (!round.ok || !isAskedElsewhere(round.value, asked)) return concluded(visit, round);
    // Another server asks, which has seen no proof: it begins anew there.
    asked = { ...asked, url: round.value.url };
    offers = offersOf(round.value);
  }
  return visit.fail('WEB_SERVICE_UNREADABLE', asked.url, `sent on to more than ${mostMoves} servers`);
}

async function signInAt(
  visit: WebVisit,
  request: WebRequest,
  login: WebLogin,
  known: readonly WebOffer[],
): Promise<Outcome<WebAnswer>> {
  let offers = known;
  if (offers.length === 0) {
    const bare = await visit.send(request);
    if (!bare.ok || bare.value.status !== 401 || isAskedElsewhere(bare.value, request)) return bare;
    offers = offersOf(bare.value);
  }
  // With a password a ticket must be got first: only for servers that take nothing simpler.
  const wantsTicket = has(offers, 'negotiate') && !(login.credentials && has(offers, 'ntlm'));
  const ticket = wantsTicket ? await ticketFor(visit, request, login) : undefined;
  if (ticket === 'wrong-password') return visit.fail('CREDENTIALS_WRONG', request.url, 'refused by the Kerberos realm');
  if (ticket) {
    const answer = await send(visit, request, `Negotiate ${base64(ticket)}`);
    const isRefused = answer.ok && answer.value.status === 401 && !isAskedElsewhere(answer.value, request);
    if (!isRefused || !login.credentials) return answer;
  }
  return byPassword(visit, request, login, offers);
}

/** A 401 of a server to which the request was sent on. */
function isAskedElsewhere({ status, url }: WebAnswer, request: WebRequest): boolean {
  return status === 401 && !isSameServer(url, request.url);
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
  if (!asked.ok || asked.value.status !== 401 || isAskedElsewhere(asked.value, request)) return asked;
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

/** Nobody is asked for a ticket for a stranger's server. The library behind it knows no signal and may wait minutes for a centre. */
async function ticketFor(visit: WebVisit, { url }: WebRequest, { negotiate }: WebLogin) {
  const host = visit.mayAsk(url) ? readWebUrl(url)?.host : undefined;
  return host === undefined || !negotiate ? undefined : visit.waitFor(negotiate.token(`HTTP/${host}`));
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
