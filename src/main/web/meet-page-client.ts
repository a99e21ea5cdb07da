/** From an https meeting link to the conference behind it (protocol notes 7.3, mission J6, C-23). */
import { looksLikeSignIn, mayLeadTo } from '../../protocol/links/page-redirect.ts';
import { type MeetPageLink, readMeetPageLink } from '../../protocol/links/web-address.ts';
import { meetPageAccept, readMeetPage } from '../../protocol/meet-page/read.ts';
import { readHostPort } from '../../protocol/sip/uri.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { MeetingLink } from '../../shared/model/meeting.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createHttpConnection, type HttpAnswer } from './http-connection.ts';
import type { SecureConnect } from './secure-connect.ts';
import { redirectOf } from './web-url.ts';

export interface MeetPageOptions {
  readonly connect: SecureConnect;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

export interface MeetPageFacts {
  readonly link: MeetingLink;
  /** Secret: never into the snapshot, a log or a trace. */
  readonly conferenceKey?: string;
}

const limitMs = 8000;
const mostHops = 5;

/**
 * Asks the page, follows at most five redirects, all of them https, and reads the conference. Takes at most 8 s.
 * Failures: LINK_INVALID (no https address), LINK_UNREACHABLE, LINK_NOT_A_MEETING, LINK_SIGN_IN_PAGE, LINK_LEADS_ELSEWHERE (`data.next`),
 * CONFERENCE_NOT_FOUND, CERTIFICATE_*;
 * an aborted signal ends as LINK_UNREACHABLE.
 */
export async function fetchMeetPage(url: string, options: MeetPageOptions): Promise<Outcome<MeetPageFacts>> {
  const controller = new AbortController();
  const stop = options.clock.after(limitMs, () => controller.abort());
  const signal = AbortSignal.any([options.signal, controller.signal]);
  try {
    return await follow(url, { ...options, signal });
  } finally {
    stop();
  }
}

async function follow(url: string, options: MeetPageOptions): Promise<Outcome<MeetPageFacts>> {
  const first = readMeetPageLink(url);
  let page = first;
  if (!first || !page) return failed({ code: 'LINK_INVALID', at: options.clock.wall() });
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const step = await ask(page, options);
    if (!step.ok) return step;
    if (!('next' in step.value)) return done(step.value);
    const next: MeetPageLink | undefined = readMeetPageLink(step.value.next);
    if (!next) return failed(failure(page, options, 'LINK_UNREACHABLE', 'leads to an address that is not https'));
    if (!mayLeadTo(next, first)) return failed(ledElsewhere(page, next, options));
    page = next;
  }
  return failed(failure(page, options, 'LINK_UNREACHABLE', `more than ${mostHops} redirects`));
}

type Step = MeetPageFacts | { readonly next: string };

async function ask(page: MeetPageLink, options: MeetPageOptions): Promise<Outcome<Step>> {
  const place = readHostPort(page.host);
  const connected = await options.connect({ host: place?.host ?? page.host, port: place?.port ?? 443 }, options);
  if (!connected.ok) {
    trace(page, options, connected.failure.code);
    return failed(unreachable(page, options, connected.failure));
  }
  const path = page.url.slice(`https://${page.host}`.length);
  const connection = createHttpConnection(connected.value);
  const answer = await connection.send({
    method: 'GET',
    host: page.host,
    path,
    headers: { Accept: meetPageAccept, Connection: 'close' },
    signal: options.signal,
  });
  connection.close();
  trace(page, options, typeof answer === 'string' ? answer : String(answer.status));
  if (answer === 'too-large') return failed(failure(page, options, 'LINK_NOT_A_MEETING', 'more than 1 MB'));
  if (typeof answer === 'string') return failed(failure(page, options, 'LINK_UNREACHABLE', answer));
  return judge(page, answer, options);
}

function judge(page: MeetPageLink, answer: HttpAnswer, options: MeetPageOptions): Outcome<Step> {
  const next = redirectOf('GET', answer, page.url)?.url;
  if (next !== undefined) return done({ next });
  const isMissing = answer.status === 404 || answer.status === 410;
  if (answer.status === 401 || answer.status === 407) {
    return failed(failure(page, options, 'LINK_SIGN_IN_PAGE', `HTTP ${answer.status}`));
  }
  if (answer.status !== 200 && !isMissing) {
    return failed(failure(page, options, 'LINK_UNREACHABLE', `HTTP ${answer.status}`));
  }
  const reading = readMeetPage(answer.text);
  if (isMissing || reading.kind === 'no-such-meeting') {
    const detail = reading.kind === 'no-such-meeting' ? reading.detail : undefined;
    return failed(failure(page, options, 'CONFERENCE_NOT_FOUND', detail ?? `HTTP ${answer.status}`));
  }
  if (reading.kind === 'follow') return done({ next: reading.url });
  if (reading.kind === 'sign-in-page')
    return failed(failure(page, options, 'LINK_SIGN_IN_PAGE', 'a form for a password'));
  if (reading.kind === 'not-a-meeting') return failed(failure(page, options, 'LINK_NOT_A_MEETING', 'no conference'));
  const { link, conferenceKey } = reading;
  return done({ link, ...(conferenceKey === undefined ? {} : { conferenceKey }) });
}

/** What is wrong with the certificate a person must know; every other way to fail is "cannot be reached". */
function unreachable(page: MeetPageLink, options: MeetPageOptions, cause: Failure): Failure {
  if (cause.code.startsWith('CERTIFICATE_')) return cause;
  return failure(page, options, 'LINK_UNREACHABLE', `${cause.code}${cause.detail ? `: ${cause.detail}` : ''}`);
}

function failure(page: MeetPageLink, options: MeetPageOptions, code: FailureCode, detail: string): Failure {
  return { code, server: page.host, data: { host: page.host }, detail, at: options.clock.wall() };
}

function ledElsewhere(page: MeetPageLink, next: MeetPageLink, options: MeetPageOptions): Failure {
  if (looksLikeSignIn(next)) return failure(page, options, 'LINK_SIGN_IN_PAGE', `leads to ${next.host}`);
  const led = failure(page, options, 'LINK_LEADS_ELSEWHERE', `leads to ${next.host}`);
  return { ...led, data: { ...led.data, next: next.host } };
}

/** The path names the organiser and the meeting: it stays out of the trace. */
function trace(page: MeetPageLink, { tracer }: MeetPageOptions, status: string): void {
  tracer.record({ kind: 'http', method: 'GET', url: `https://${page.host}/…`, status });
}
