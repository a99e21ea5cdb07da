/** What a focus's refusal of a command means to a person. [MS-CONFPRO] 2.2.3.8, [MS-OCER] 7.4 */
import { readC3pResponse } from '../../../protocol/c3p/read.ts';
import { type C3pReasonKind, kindOfReason } from '../../../protocol/c3p/reasons.ts';
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';

export interface FailurePlace {
  readonly server: string;
  readonly at: number;
}

const CODES: Readonly<Record<C3pReasonKind, FailureCode>> = {
  'not-allowed': 'MEETING_NOT_ALLOWED',
  'person-gone': 'MEETING_PERSON_GONE',
  unanswered: 'MEETING_CALL_UNANSWERED',
  'conference-gone': 'MEETING_NOT_IN',
  full: 'MEETING_FULL',
  locked: 'MEETING_LOCKED',
  'already-so': 'MEETING_PERSON_GONE',
  busy: 'MEETING_NO_ANSWER',
  'not-supported': 'MEETING_REFUSED',
  other: 'MEETING_REFUSED',
};

/** The failure behind a C3P reason; the server's own word stays with it as `data.reason`. */
export function reasonFailure(reason: string, place: FailurePlace): Failure {
  return { code: CODES[kindOfReason(reason)], ...place, detail: reason, data: { reason } };
}

/** Failed authorisation, dial-out by attendees, unsuitable role. [MS-OCER] 7.4 */
const NOT_ALLOWED: ReadonlySet<number> = new Set([3014, 3015, 3016]);
/** Invalid target user. */
const PERSON_GONE: ReadonlySet<number> = new Set([3002]);

/** The failure behind a SIP answer that is no success, by its body, else its diagnostics, else its status. */
export function answerFailure(response: SipResponse, place: FailurePlace): Failure {
  const diagnostics = readDiagnostics(response);
  const body = readC3pResponse(decodeTolerant(response.body).text);
  const reason = body.ok ? body.response.reason : undefined;
  const codes = diagnostics.map(({ code }) => code);
  const said: Failure = reason ? reasonFailure(reason, place) : { code: codeOf(response.status, codes), ...place };
  return {
    ...said,
    sip: { status: response.status, reason: response.reason },
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
}

function codeOf(status: number, codes: readonly number[]): FailureCode {
  if (status === 403 || codes.some((code) => NOT_ALLOWED.has(code))) return 'MEETING_NOT_ALLOWED';
  if (codes.some((code) => PERSON_GONE.has(code))) return 'MEETING_PERSON_GONE';
  return status === 408 || status === 504 ? 'MEETING_NO_ANSWER' : 'MEETING_REFUSED';
}

/** Whether what was asked for is so already, as when somebody else was quicker. */
export function isAlreadySo({ data }: Failure): boolean {
  return kindOfReason(data?.reason ?? '') === 'already-so';
}

/** The host behind a focus URI. */
export function hostOf(focusUri: string): string {
  return focusUri.slice(focusUri.indexOf('@') + 1).replace(/;.*/s, '');
}
