/** What a web service's refusal is called, and whether a clock is behind it. */
import { judgeFault } from '../../protocol/soap/judge-fault.ts';
import type { SoapFault } from '../../protocol/soap/read.ts';
import type { Diagnostic, Failure, FailureCode } from '../../shared/model/failure.ts';
import { failed, type Outcome } from '../../shared/outcome.ts';
import type { WebAnswer, WebVisit } from './web-visit.ts';

/** Beyond this Kerberos refuses, and tickets and certificates seem to come from another day. RFC 4120 5.2.5 */
const mostSkewMs = 5 * 60_000;

/** Which service answered: the same refusal of a password and of a certificate are two things. */
export type Service = 'ticket' | 'certificate';

/** A fault as a failure, with the server's own number and words. */
export function faultFailure(visit: WebVisit, answer: WebAnswer, fault: SoapFault, service: Service): Outcome<never> {
  const codes = {
    mismatch: 'ACCOUNT_MISMATCH',
    clock: 'CLOCK_OFF',
    credentials: service === 'ticket' ? 'CREDENTIALS_WRONG' : 'CERTIFICATE_SERVICE_REFUSED',
    unavailable: 'CERTIFICATE_SERVICE_UNAVAILABLE',
    refused: 'CERTIFICATE_SERVICE_REFUSED',
  } as const satisfies Record<ReturnType<typeof judgeFault>, FailureCode>;
  const diagnostics: Diagnostic[] =
    fault.errorId === undefined ? [] : [{ code: fault.errorId, reason: fault.text, params: {} }];
  const detail = [`HTTP ${answer.status}`, fault.code, fault.text].filter(Boolean).join(': ');
  return visit.fail(codes[judgeFault(fault)], answer.url, detail, diagnostics.length > 0 ? { diagnostics } : {});
}

/** An answer that is no SOAP: the service is missing or broken behind its web server, or this is some other server altogether. */
export function unreadableFailure(visit: WebVisit, { status, url }: WebAnswer, problem: string): Outcome<never> {
  const isDown = status >= 500 || status === 404 || status === 410;
  if (isDown) return visit.fail('CERTIFICATE_SERVICE_UNAVAILABLE', url, `HTTP ${status}`);
  if (status === 401 || status === 403) return visit.fail('CERTIFICATE_SERVICE_REFUSED', url, `HTTP ${status}`);
  return visit.fail('WEB_SERVICE_UNREADABLE', url, `HTTP ${status}: ${problem}`);
}

const blamedOnClock: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CREDENTIALS_WRONG',
  'CERTIFICATE_SERVICE_REFUSED',
  'CLOCK_OFF',
]);

/**
 * With a clock that is off by more than five minutes a refusal says little about password or person: the clock is named, and by how
 * much. What works all the same is left alone.
 */
export function blameClock(outcome: Outcome<never>, skewMs: number): Outcome<never> {
  if (outcome.ok || !blamedOnClock.has(outcome.failure.code) || Math.abs(skewMs) <= mostSkewMs) return outcome;
  const { failure } = outcome;
  const minutes = String(Math.round(Math.abs(skewMs) / 60_000));
  const detail = [failure.code === 'CLOCK_OFF' ? undefined : failure.code, failure.detail].filter(Boolean).join(': ');
  const blamed: Failure = { ...failure, code: 'CLOCK_OFF', detail, data: { ...failure.data, minutes } };
  return failed(blamed);
}
