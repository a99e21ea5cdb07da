/**
 * Lyncdiscover: the company's web servers name the SIP servers of a person who proves to be one of theirs. Without a proof they name web
 * servers alone, so it is asked only with an account at hand. [MS-OCDISCWS] 3.1.5, protocol notes 1.5
 */
import {
  type AutodiscoverAnswer,
  autodiscoverAccept,
  linkOf,
  readAutodiscover,
  type SipAccess,
  sipServersOf,
} from '../../protocol/autodiscover/read.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import type { AskLyncdiscover } from '../discovery/finder.ts';
import { mostTelling } from '../discovery/telling.ts';
import { raceStaggered } from '../net/race.ts';
import { uuidFrom } from '../sip/identity.ts';
import { createHttpConnection } from './http-connection.ts';
import type { WebLogin } from './http-login.ts';
import type { PlainConnect, SecureConnect } from './secure-connect.ts';
import { blameClock } from './service-failure.ts';
import { fetchTicket } from './web-ticket.ts';
import { type WebAnswer, WebVisit } from './web-visit.ts';

export interface LyncdiscoverOptions {
  /** `user@domain` */
  readonly address: string;
  readonly login: WebLogin;
  readonly connect: SecureConnect;
  readonly connectPlain: PlainConnect;
  /** Which web servers may be asked besides lyncdiscover's own names: `isTrustedWebHost` of protocol/discovery. */
  readonly isTrusted: (host: string) => boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/** Host records wait for this answer, and a person for both. */
const limitMs = 8000;
const mostHops = 5;

/**
 * Makes the question for one person. The names are raced, 250 ms apart, for the root document, which is open to all; the person proves
 * who they are once, to the servers of the name that won.
 */
export function createLyncdiscover(options: LyncdiscoverOptions): AskLyncdiscover {
  return async (names, { signal, tracer }) => {
    const limit = new AbortController();
    const stop = options.clock.after(limitMs, () => limit.abort());
    const context = { tracer, signal: AbortSignal.any([signal, limit.signal]) };
    try {
      const user = await raceStaggered<string>({
        attempts: names.map((name) => (raceSignal) => findUserAddress(name, options, { tracer, signal: raceSignal })),
        clock: options.clock,
        signal: context.signal,
        discard: () => undefined,
        worst: mostTelling,
      });
      return user.ok ? await visiting(options, context, (visit) => readUser(visit, user.value, options)) : user;
    } finally {
      stop();
    }
  };
}

type Context = Parameters<AskLyncdiscover>[1];
/** What it takes to ask without a proof. */
type RootOptions = Omit<LyncdiscoverOptions, 'login' | 'random'>;

async function visiting<T>(
  options: RootOptions,
  context: Context,
  ask: (visit: WebVisit) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { connect, clock, isTrusted } = options;
  const visit = new WebVisit({ ...context, connect, clock, isTrusted });
  try {
    const outcome = await ask(visit);
    return outcome.ok ? outcome : blameClock(outcome, visit.skewMs);
  } finally {
    visit.close();
  }
}

/** The address of the user's document, by one name of lyncdiscover: open to all, no proof is shown. Failures: WEB_*, CERTIFICATE_*. */
export async function findUserAddress(name: string, options: RootOptions, context: Context): Promise<Outcome<string>> {
  const { address, isTrusted } = options;
  // The name is made from the domain, not found: it is trusted whatever the rule.
  const trusting = { ...options, isTrusted: (host: string) => host === name || isTrusted(host) };
  const asked = `https://${name}/?sipuri=${encodeURIComponent(address)}`;
  const root = await visiting(trusting, context, (visit) => readRoot(visit, asked));
  if (root.ok || hasAnswered(root.failure.code) || context.signal.aborted) return root;
  // Many companies have no certificate for this name: they publish it in clear text, to redirect to one that has. [MS-OCDISCWS] 3.1.5.2
  const target = await redirectInClear(name, options, context);
  return target === undefined ? root : visiting(trusting, context, (visit) => readRoot(visit, target));
}

/** A server that proved its name has the last word, however little of it can be read: clear text, which anybody may write, is no better. */
function hasAnswered(code: FailureCode): boolean {
  return code !== 'WEB_SERVICE_UNREACHABLE' && !code.startsWith('CERTIFICATE_');
}

/** The address of the user's document, redirects inside the documents followed. */
async function readRoot(visit: WebVisit, url: string): Promise<Outcome<string>> {
  let next = url;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const answer = await visit.send(get(next));
    const root = answer.ok ? documentIn(visit, answer.value) : answer;
    if (!root.ok) return root;
    const redirect = linkOf(root.value, 'Redirect');
    const user = linkOf(root.value, 'User');
    if (redirect === undefined) {
      return user === undefined ? visit.fail('WEB_SERVICE_UNREADABLE', next, 'no link to the user') : done(user);
    }
    next = redirect;
  }
  return visit.fail('WEB_SERVICE_UNREADABLE', next, `more than ${mostHops} redirects`);
}

/** The user's document, with the ticket that its server asks for. */
async function readUser(
  visit: WebVisit,
  url: string,
  options: LyncdiscoverOptions,
): Promise<Outcome<readonly SipAccess[]>> {
  let next = url;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const user = await readWithTicket(visit, next, options);
    if (!user.ok) return user;
    const redirect = linkOf(user.value, 'Redirect');
    const servers = sipServersOf(user.value);
    if (redirect === undefined) {
      return servers.length > 0 ? done(servers) : visit.fail('WEB_SERVICE_UNREADABLE', next, 'no SIP server');
    }
    const root = await readRoot(visit, redirect);
    if (!root.ok) return root;
    next = root.value;
  }
  return visit.fail('WEB_SERVICE_UNREADABLE', next, `more than ${mostHops} redirects`);
}

async function readWithTicket(
  visit: WebVisit,
  url: string,
  { login, random, address }: LyncdiscoverOptions,
): Promise<Outcome<AutodiscoverAnswer>> {
  const asked = await visit.send(get(url));
  if (!asked.ok) return asked;
  const issuer = asked.value.headers['x-ms-webticketurl']?.[0];
  if (asked.value.status !== 401 || issuer === undefined) return documentIn(visit, asked.value);
  const uuid = () => uuidFrom(random.bytes(16));
  const ticket = await fetchTicket({ visit, login, random, uuid, address }, issuer, url);
  if (!ticket.ok) return ticket;
  const opaque = Buffer.from(ticket.value.ticket.assertion, 'utf8').toString('base64');
  const answer = await visit.send(get(url, { 'X-MS-WebTicket': `opaque=${opaque}` }));
  if (!answer.ok) return answer;
  return answer.value.status === 404 ? visit.fail('USER_UNKNOWN', url, 'HTTP 404') : documentIn(visit, answer.value);
}

function documentIn(visit: WebVisit, { status, text, url }: WebAnswer): Outcome<AutodiscoverAnswer> {
  if (status !== 200) return visit.fail('WEB_SERVICE_UNREADABLE', url, `HTTP ${status}`);
  const reading = readAutodiscover(text);
  return reading.ok ? done(reading.value) : visit.fail('WEB_SERVICE_UNREADABLE', url, reading.problem);
}

function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  return { method: 'GET', url, headers: { Accept: autodiscoverAccept, ...headers } } as const;
}

/** Where the server sends everybody on to. The question names the domain alone: whoever listens learns nothing of the person. */
async function redirectInClear(
  name: string,
  { connectPlain, address }: RootOptions,
  { signal, tracer }: Context,
): Promise<string | undefined> {
  const opened = await connectPlain({ host: name, port: 80 }, { signal, tracer });
  if (!opened.ok) return undefined;
  const connection = createHttpConnection(opened.value);
  const anybody = encodeURIComponent(`sip@${address.slice(address.lastIndexOf('@') + 1)}`);
  const answer = await connection.send({ ...get(''), host: name, path: `/?sipuri=${anybody}`, signal });
  connection.close();
  const status = typeof answer === 'string' ? answer : String(answer.status);
  tracer.record({ kind: 'http', method: 'GET', url: `http://${name}/?…`, status });
  if (typeof answer === 'string') return undefined;
  const reading = readAutodiscover(answer.text);
  return reading.ok ? linkOf(reading.value, 'Redirect') : answer.headers.location?.[0];
}
