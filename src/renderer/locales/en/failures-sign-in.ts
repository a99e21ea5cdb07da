/** The words of what can go wrong with signing in. */
import type { FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { signedOutByServer } from './failure-kinds.ts';
import { host, notYours, server } from './failure-words.ts';

export const signInFailures = {
  PASSWORD_MISSING: say('The password of this account is not kept on this computer.', 'Type it to sign in.'),
  CREDENTIALS_WRONG: say(
    'The sign-in address, user name or password is not right.',
    'Type the password again. Some companies want another user name, such as CONTOSO\\karen.',
  ),
  ACCOUNT_MISMATCH: say(
    ({ data }) =>
      `This account may not sign in as ${data?.address ?? 'this address'}${data?.userName ? ` (${data.userName})` : ''}.`,
    'Check that the sign-in address and the user name are of the same person.',
  ),
  AUTH_SCHEME_UNSUPPORTED: say(
    (failure) =>
      `${server(failure)} asks for a way of signing in that Offhook does not know yet${failure.data?.offered ? `: ${failure.data.offered}` : ''}.`,
    'Copy the details and send them to your support team.',
  ),
  AUTH_UNREADABLE: say(
    (failure) => `${server(failure)} sent something that cannot be read while it checked who you are.`,
    notYours,
  ),
  AUTH_ENDLESS: say(
    (failure) => `${server(failure)} asks for a proof again and again, and accepts none.`,
    'Try again in a minute. If it stays like this, copy the details and send them to your support team.',
  ),
  SERVER_SIGNATURE_INVALID: say(
    (failure) => `The answers of ${server(failure)} are not signed as they have to be.`,
    'Do not go on: somebody may stand in between. Tell whoever runs the server.',
  ),
  CLOCK_OFF: say(
    (failure) =>
      `The clock of this computer and that of ${server(failure)} differ by ${failure.data?.minutes ?? 'several'} minutes.`,
    'Set date and time of this computer right, then try again.',
  ),
  TICKET_MISSING: say('This desktop holds no sign-in that could be used.', 'Sign in with your password instead.'),
  WEB_SERVICE_UNREACHABLE: say(
    (failure) => `The web service on ${host(failure)}, which is needed for signing in, cannot be reached.`,
    'Check the network connection or the VPN, then try again.',
  ),
  WEB_SERVICE_UNREADABLE: say(
    (failure) => `${host(failure)} answered with something other than its web service.`,
    notYours,
  ),
  WEB_REDIRECT_UNTRUSTED: say(
    (failure) => `You were sent on to ${host(failure)}, which does not belong to your company.`,
    'Offhook did not go there. Tell whoever runs the server.',
  ),
  CERTIFICATE_SERVICE_UNAVAILABLE: say(
    (failure) => `The service of ${host(failure)} that gives you your sign-in certificate does not work.`,
    'Try again in a few minutes. If it stays like this, copy the details and send them to your support team.',
  ),
  CERTIFICATE_SERVICE_REFUSED: say(
    (failure) => `${host(failure)} did not give you a sign-in certificate.`,
    'Copy the details and send them to your support team.',
  ),
  CLIENT_CERTIFICATE_FOREIGN: say(
    (failure) => `${host(failure)} gave you a sign-in certificate that belongs to somebody else.`,
    'Offhook does not use it. Copy the details and send them to your support team.',
  ),
  CLIENT_CERTIFICATE_REFUSED: say(
    (failure) => `${server(failure)} accepted neither your sign-in certificate nor a new one.`,
    'Copy the details and send them to your support team.',
  ),
  USER_UNKNOWN: say(
    (failure) => `${server(failure)} does not know this sign-in address.`,
    'Check the address. If it is right, the account may not be enabled for this service.',
  ),
  SIGNED_OUT_BY_SERVER: signedOutByServer,
  NOT_SIGNED_IN: say('This needs you to be signed in.', 'Sign in, then try again.'),
} as const satisfies Partial<Record<FailureCode, FailureText>>;
