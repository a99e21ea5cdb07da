/** The server that a sign-in would use: found by discovery itself, asked without credentials. Mission E1, R2. */
import { readGssChallenges } from '../../../protocol/auth/read-gss.ts';
import { headerOf, type SipResponse } from '../../../protocol/sip/message.ts';
import type { ServerAnswer, SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { FindPolicy, Found, ServerFinder } from '../../discovery/finder.ts';
import type { ServerTarget } from '../../net/flow.ts';
import { refusal } from '../../sip/answers.ts';
import { offeredIn } from '../../sip/authenticator.ts';
import { askBare, type BareAnswer } from './bare-register.ts';
import { failing, found, notReached, type StepContext } from './step.ts';

/** The first includes what a server looks up for the first time; the others are the way alone. */
const rounds = 3;
const knownSchemes: ReadonlySet<string> = new Set(['tls-dsk', 'ntlm', 'digest']);
const mostSchemes = 12;
const longestWord = 80;

export interface ServerDependencies {
  readonly finder: Pick<ServerFinder, 'find'>;
  readonly policy: FindPolicy;
  readonly userAgent: string;
}

export interface Server {
  readonly outcome: SetupOutcome;
  readonly answer?: ServerAnswer;
  /** Where the server says that certificates for TLS-DSK are to be had. */
  readonly stsUri?: string;
}

/** Codes that a step before tells of. */
const toldBefore = /^(NO_NETWORK|DNS_|DOMAIN_UNKNOWN|HOST_|SERVER_NAME_|MANUAL_|ADDRESS_|CONNECT_|TLS_|CERTIFICATE_)/;

/** Finds the server as a sign-in does, asks, and hangs up. */
export async function serverStep(deps: ServerDependencies, context: StepContext): Promise<Server> {
  const { domain, signal, tracer } = context;
  const located: Outcome<Found> = await deps.finder.find({
    domain,
    purpose: 'sign-in',
    policy: deps.policy,
    signal,
    tracer,
  });
  if (!located.ok) {
    const { failure } = located;
    return { outcome: toldBefore.test(failure.code) ? notReached() : failing('red', failure) };
  }
  const { flow, target } = located.value;
  const asked = await askBare({ ...context, flow, userAgent: deps.userAgent }, rounds);
  return asked.ok ? judge(asked.value, target, context) : { outcome: failing('red', asked.failure) };
}

function judge(answers: readonly BareAnswer[], target: ServerTarget, { clock }: StepContext): Server {
  const response = answers[0]?.response;
  if (!response) return { outcome: notReached() };
  const answer = answerOf(response, answers, target);
  const details = { kind: 'server', answer } as const;
  const { status, reason, schemes, known, server } = answer;
  const data = {
    server,
    schemes: schemes.join(', '),
    known: known.join(', '),
    ms: String(Math.min(...answer.roundTripsMs)),
    software: answer.generation ?? answer.software ?? '',
    status: `${status} ${reason}`.trim(),
  };
  const stsUri = readGssChallenges(response).challenges.find((challenge) => challenge.stsUri)?.stsUri;
  const told = (outcome: SetupOutcome): Server => ({ outcome, answer, ...(stsUri ? { stsUri } : {}) });
  if (status === 401 || status === 407) {
    return told(
      known.length > 0
        ? found('green', 'server-ready', { data, details })
        : found('red', 'server-no-known-scheme', { data, details }),
    );
  }
  if (status < 300) return told(found('amber', 'server-open', { data, details }));
  if (status < 400) return told(found('amber', 'server-refuses', { data, details }));
  return told(failing('red', refusal(response, { server, at: clock.wall() }), details));
}

function answerOf(response: SipResponse, answers: readonly BareAnswer[], target: ServerTarget): ServerAnswer {
  const schemes = [...new Set(offeredIn(response).map(short))].slice(0, mostSchemes);
  const software = headerOf(response, 'server');
  const generation = generationOf(software ?? '');
  return {
    server: `${target.host}:${target.port}`,
    transport: target.transport,
    status: response.status,
    reason: short(response.reason),
    schemes,
    known: schemes.filter((scheme) => knownSchemes.has(scheme.toLowerCase())),
    roundTripsMs: answers.map(({ durationMs }) => durationMs),
    ...(software ? { software: short(software) } : {}),
    ...(generation ? { generation } : {}),
  };
}

function short(text: string): string {
  return text.slice(0, longestWord);
}

const generations: Readonly<Record<string, string>> = {
  '2': 'Live Communications Server 2005',
  '3': 'Office Communications Server 2007',
  '4': 'Lync Server 2010',
  '5': 'Lync Server 2013',
  '6': 'Skype for Business Server 2015',
  '7': 'Skype for Business Server 2019 or later',
};

/** The product behind `RTC/6.0`; undefined for servers of other makers. Mission R2 */
export function generationOf(software: string): string | undefined {
  const [, major = '', minor = ''] = /^RTC\/(\d{1,2})\.(\d{1,3})/i.exec(software) ?? [];
  return major === '3' && minor !== '0' ? 'Office Communications Server 2007 R2' : generations[major];
}
