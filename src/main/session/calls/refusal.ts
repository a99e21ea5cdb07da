/** Why a call was not taken, from what the far end or a server answered. RFC 3261 21; protocol notes 8.3, 9.1, 9.2 */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { headersOf, type SipResponse } from '../../../protocol/sip/message.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';

/** What the person is told; the texts are the window's. */
type Why =
  | 'offline'
  | 'do-not-disturb'
  | 'busy'
  | 'declined'
  | 'unanswered'
  | 'unknown'
  | 'incomplete'
  | 'ambiguous'
  | 'media'
  | 'media-encrypted'
  | 'encryption'
  | 'policy'
  | 'unreachable'
  | 'refused';

/** Somebody's rules forbid it, ours or theirs. [MS-OCER] 7 */
const policyCodes: ReadonlySet<number> = new Set([1001, 1002, 1012, 1017, 1027, 1064, 4033, 12006, 12009, 27000]);
/** No way to the other company. */
const routeCodes: ReadonlySet<number> = new Set([1005, 1007, 1008, 1009, 1010, 1014, 1038, 1046, 1047]);
/** A client found that one side demands what the other refuses. Protocol notes 9.2 */
const encryptionCode = 52017;

const byStatus: ReadonlyMap<number, Why> = new Map([
  [403, 'policy'],
  [404, 'unknown'],
  [408, 'unanswered'],
  [410, 'unknown'],
  [415, 'media'],
  [480, 'offline'],
  [484, 'incomplete'],
  [485, 'ambiguous'],
  [486, 'busy'],
  [487, 'unanswered'],
  [488, 'media'],
  [500, 'unreachable'],
  [502, 'unreachable'],
  [503, 'unreachable'],
  [504, 'unreachable'],
  [600, 'busy'],
  [603, 'declined'],
  [604, 'unknown'],
  [605, 'declined'],
  [606, 'media'],
]);

/** CALL_REFUSED, or another code, with what was answered; `at` is the wall clock. */
export function refusedBy(response: SipResponse, at: number, code: FailureCode = 'CALL_REFUSED'): Failure {
  const diagnostics = readDiagnostics(response);
  const why = whyOf(
    response,
    diagnostics.map((each) => each.code),
  );
  return {
    code,
    sip: { status: response.status, reason: response.reason },
    data: { why },
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    at,
  };
}

function whyOf(response: SipResponse, codes: readonly number[]): Why {
  const warnings = headersOf(response, 'warning').join();
  if (/\b391\b/.test(warnings)) return 'do-not-disturb';
  if (/\b308\b/.test(warnings) || codes.includes(encryptionCode)) return 'encryption';
  if (codes.some((code) => policyCodes.has(code))) return 'policy';
  if (codes.some((code) => routeCodes.has(code))) return 'unreachable';
  return byStatus.get(response.status) ?? 'refused';
}

/** The same, of an offer without a way that is not encrypted: that may be why, and a bare 488 does not say. */
export function refusedEncrypted(failure: Failure): Failure {
  return failure.data?.why === 'media' ? { ...failure, data: { why: 'media-encrypted' satisfies Why } } : failure;
}

/** What an INVITE that nobody answered means: a lost connection cuts the call off, silence after ringing is nobody there. */
export function unanswered(cause: Failure, hasRung: boolean): Failure {
  if (cause.code === 'CONNECTION_LOST') return { ...cause, code: 'CALL_LOST' };
  return cause.code === 'SIP_TIMEOUT' && hasRung ? { ...cause, code: 'CALL_NO_ANSWER' } : cause;
}
