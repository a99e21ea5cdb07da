/** What a final answer to REGISTER means to a person. [MS-SIPREGE] 3.1, [MS-OCER] 7.5 */
import { readDiagnostics } from '../../protocol/ms/diagnostics.ts';
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { ChallengeAnswer } from './authenticator.ts';

/** Credentials are fine and belong to somebody else; the address is unknown. [MS-OCER] 7.5 */
const mismatchCodes = new Set([4003, 4004]);
const unknownUserCodes = new Set([4005, 4006]);

/** The failure a refusal stands for; `server` is the name that answered. */
export function refusal(
  response: SipResponse,
  context: { readonly server: string; readonly at: number; readonly challenge?: ChallengeAnswer | undefined },
): Failure {
  const diagnostics = readDiagnostics(response);
  const retryAfter = headerOf(response, 'retry-after');
  const offered = context.challenge?.kind === 'unsupported' ? context.challenge.offered.join(', ') : undefined;
  const data = { ...(retryAfter ? { retryAfter } : {}), ...(offered ? { offered } : {}) };
  return {
    code: codeOf(
      response,
      diagnostics.map((diagnostic) => diagnostic.code),
      context.challenge,
    ),
    server: context.server,
    sip: { status: response.status, reason: response.reason },
    at: context.at,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

function codeOf(response: SipResponse, codes: readonly number[], challenge: ChallengeAnswer | undefined): FailureCode {
  if (challenge?.kind === 'unsupported') return 'AUTH_SCHEME_UNSUPPORTED';
  if (response.status === 401 || response.status === 407) return 'CREDENTIALS_WRONG';
  if (codes.some((code) => mismatchCodes.has(code))) return 'ACCOUNT_MISMATCH';
  if (response.status === 404 || codes.some((code) => unknownUserCodes.has(code))) return 'USER_UNKNOWN';
  if (response.status === 503 || response.status === 504) return 'SERVER_UNAVAILABLE';
  return 'SIP_REFUSED';
}
