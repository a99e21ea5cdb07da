/** Which failures of a sign-in end it, and which are worth another try by itself. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';

/** Failures that another try cannot mend. */
const finalCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CREDENTIALS_WRONG',
  'ACCOUNT_MISMATCH',
  'AUTH_SCHEME_UNSUPPORTED',
  'SERVER_SIGNATURE_INVALID',
  'AUTH_ENDLESS',
  'AUTH_UNREADABLE',
  'USER_UNKNOWN',
  'SERVER_NAME_UNTRUSTED',
  'SIGNED_OUT_BY_SERVER',
  'TICKET_MISSING',
  'CLOCK_OFF',
  'CLIENT_CERTIFICATE_FOREIGN',
  'CLIENT_CERTIFICATE_REFUSED',
  'WEB_REDIRECT_UNTRUSTED',
]);

/** True when only the person, or whoever runs the server, can change the outcome. */
export function isFinal({ code }: Failure): boolean {
  return finalCodes.has(code);
}
