/** Why a message did not arrive, from what the server or the peer answered. RFC 3261 21; protocol notes 8.3, 9.1, 11.1 */
import { readDiagnostics } from '../../protocol/ms/diagnostics.ts';
import { headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Diagnostic, Failure } from '../../shared/model/failure.ts';

/** What the person is told; the texts are the window's. */
type Why =
  | 'offline'
  | 'do-not-disturb'
  | 'busy'
  | 'declined'
  | 'unanswered'
  | 'unknown'
  | 'content'
  | 'too-long'
  | 'blocked'
  | 'policy'
  | 'unreachable'
  | 'connection'
  | 'silence'
  | 'signed-out'
  | 'refused';

/** Somebody's rules forbid it, ours or theirs. [MS-OCER] 7 */
const policyCodes: ReadonlySet<number> = new Set([1001, 1002, 1012, 1017, 1027, 1064, 4033, 27000]);
/** No way to the other company. */
const routeCodes: ReadonlySet<number> = new Set([1005, 1007, 1008, 1009, 1010, 1014, 1038, 1046, 1047]);

const byStatus: ReadonlyMap<number, Why> = new Map([
  [403, 'policy'],
  [404, 'unknown'],
  [408, 'unanswered'],
  [413, 'too-long'],
  [415, 'content'],
  [480, 'offline'],
  [486, 'busy'],
  [487, 'unanswered'],
  [488, 'content'],
  [502, 'unreachable'],
  [504, 'unreachable'],
  [513, 'too-long'],
  [600, 'busy'],
  [603, 'declined'],
  [604, 'unknown'],
  [606, 'blocked'],
]);

/** IM_NOT_DELIVERED with what was answered; `at` is the wall clock. */
export function refusedBy(response: SipResponse, at: number): Failure {
  const diagnostics = readDiagnostics(response);
  return {
    code: 'IM_NOT_DELIVERED',
    sip: { status: response.status, reason: response.reason },
    data: {
      why: whyOf(
        response,
        diagnostics.map(({ code }) => code),
      ),
    },
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    at,
  };
}

function whyOf(response: SipResponse, codes: readonly number[]): Why {
  const warnings = headersOf(response, 'warning').join();
  if (/\b391\b/.test(warnings)) return 'do-not-disturb';
  if (/\b309\b/.test(warnings)) return 'blocked';
  if (codes.some((code) => policyCodes.has(code))) return 'policy';
  if (codes.some((code) => routeCodes.has(code))) return 'unreachable';
  return byStatus.get(response.status) ?? 'refused';
}

/** IM_NOT_DELIVERED to one of many, from what the server reports; `at` is the wall clock. */
export function missedFor(miss: { status: number; diagnostic?: Diagnostic }, at: number): Failure {
  const { status, diagnostic } = miss;
  const isPolicy = diagnostic !== undefined && policyCodes.has(diagnostic.code);
  const why: Why = isPolicy ? 'policy' : (byStatus.get(status) ?? 'refused');
  return {
    code: 'IM_NOT_DELIVERED',
    sip: { status, reason: diagnostic?.reason ?? '' },
    data: { why },
    ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
    at,
  };
}

/** IM_NOT_DELIVERED for an answer that never came. */
export function unanswered(cause: Failure, hasRung = false): Failure {
  const isSilence = cause.code === 'SIP_TIMEOUT';
  const isOurs = cause.code === 'CONNECTION_LOST' || isSilence;
  if (!isOurs) return cause;
  const why: Why = isSilence ? (hasRung ? 'unanswered' : 'silence') : 'connection';
  return { ...cause, code: 'IM_NOT_DELIVERED', data: { ...cause.data, why } };
}

/** IM_NOT_DELIVERED for what was still waiting when the person left. */
export function leftBehind(at: number): Failure {
  return { code: 'IM_NOT_DELIVERED', data: { why: 'signed-out' satisfies Why }, at };
}

/** IM_NOT_DELIVERED where the peer's program takes no messages. */
export function cannotBeShown(at: number): Failure {
  return { code: 'IM_NOT_DELIVERED', data: { why: 'content' satisfies Why }, at };
}
