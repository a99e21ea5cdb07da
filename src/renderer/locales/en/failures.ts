/** One wording per failure code: what happened, and the one thing to do. A code without words does not compile. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { linkProblem, signedOutByServer, storageSentence } from './failure-kinds.ts';

export interface FailureText {
  readonly sentence: (failure: Failure) => string;
  readonly next: (failure: Failure) => string;
}

type Words = string | ((failure: Failure) => string);

function say(sentence: Words, next: Words): FailureText {
  return { sentence: asFunction(sentence), next: asFunction(next) };
}

function asFunction(words: Words): (failure: Failure) => string {
  return typeof words === 'string' ? () => words : words;
}

const server = (failure: Failure) => failure.server ?? 'The server';
const host = (failure: Failure) => failure.data?.host ?? failure.server ?? 'the server';
const domain = (failure: Failure) => failure.data?.domain ?? failure.server ?? 'this domain';

function day(value: string | undefined): string {
  const time = value === undefined ? Number.NaN : Number(value) || Date.parse(value);
  return Number.isNaN(time) ? 'a past date' : new Date(time).toLocaleDateString('en', { dateStyle: 'long' });
}

function issuer(failure: Failure): string {
  return failure.data?.issuer ? ` (${failure.data.issuer})` : '';
}

const askSupport = 'If it stays like this, copy the details and send them to your support team.';
const tellOwner = 'copy the details and send them to whoever runs the server.';
const notYours = `This is not something you can mend: ${tellOwner}`;

export const failureTexts: Record<FailureCode, FailureText> = {
  ADDRESS_INVALID: say('This is not a sign-in address.', 'Type it like karen@contoso.com.'),
  LINK_INVALID: say(
    (failure) => linkProblem(failure)[0],
    (failure) => linkProblem(failure)[1],
  ),
  MANUAL_SERVER_INVALID: say(
    (failure) => `"${failure.data?.text ?? ''}" is not the name of a server.`,
    'Under "Server settings", type a name such as sip.contoso.com or sip.contoso.com:5061, or leave it empty.',
  ),
  AUTHORITY_FILE_INVALID: say(
    'This file holds no certificate of an authority.',
    "Ask your support team for your company's root certificate as a file that ends in .pem, .crt or .cer.",
  ),

  NO_NETWORK: say('This computer is not connected to a network.', 'Connect to a network, then try again.'),
  DNS_UNREACHABLE: say(
    'The name server of this network cannot be reached.',
    'Check the network connection or the VPN, then try again.',
  ),
  DNS_SERVER_FAILED: say(
    (failure) => `The name server of this network could not answer for ${domain(failure)}.`,
    'Try again in a minute; another network may know more.',
  ),
  DNS_TIMEOUT: say(
    (failure) => `Nobody answered when Offhook asked for the servers of ${domain(failure)}.`,
    'Check the network connection, then try again.',
  ),
  DOMAIN_UNKNOWN: say(
    (failure) => `No server is published for ${domain(failure)}.`,
    'Check the part after the @. If it is right, enter the server under "Server settings".',
  ),
  HOST_WITHOUT_ADDRESS: say(
    (failure) => `The server name ${host(failure)} leads to no address.`,
    `Check the name. If it is right, ${tellOwner}`,
  ),
  SERVER_NAME_UNTRUSTED: say(
    (failure) => `Offhook found ${host(failure)}, which is not part of ${domain(failure)}.`,
    'Trust it? Only if your company told you that its server has this name.',
  ),
  CONNECT_REFUSED: say(
    (failure) => `${server(failure)} refuses connections.`,
    'The service may be stopped or behind a firewall: try again later, or from another network.',
  ),
  CONNECT_TIMEOUT: say(
    (failure) => `${server(failure)} does not answer.`,
    'Check the network connection or the VPN, then try again.',
  ),
  CONNECT_UNREACHABLE: say(
    (failure) => `There is no way from this network to ${server(failure)}.`,
    'Check the network connection or the VPN, then try again.',
  ),
  CONNECTION_LOST: say(
    (failure) => `The connection to ${failure.server ?? 'the server'} was lost.`,
    'Check the network connection, then try again.',
  ),

  TLS_TIMEOUT: say(
    (failure) => `${server(failure)} accepted the connection, but did not begin to encrypt it.`,
    'Try again. A firewall in between can cause this too.',
  ),
  TLS_FAILED: say(
    (failure) => `No encrypted connection to ${failure.server ?? 'the server'} could be agreed on.`,
    notYours,
  ),
  TLS_TOO_OLD: say(
    (failure) => `${server(failure)} offers only an old encryption (TLS 1.0 or 1.1) that is no longer safe.`,
    'Its administrator should turn on TLS 1.2. Until then you can allow it for your account, under Settings, Network.',
  ),
  CERTIFICATE_EXPIRED: say(
    (failure) => `The certificate of ${host(failure)} expired on ${day(failure.data?.validTo)}.`,
    'Check the date of this computer. If it is right, the server needs a new certificate.',
  ),
  CERTIFICATE_NOT_YET_VALID: say(
    (failure) => `The certificate of ${host(failure)} is not valid yet.`,
    'Check the date and time of this computer, then try again.',
  ),
  CERTIFICATE_WRONG_NAME: say(
    (failure) => `The certificate that ${host(failure)} showed is for another server.`,
    'Do not go on: somebody may stand in between. Tell whoever runs the server.',
  ),
  CERTIFICATE_SELF_SIGNED: say(
    (failure) => `The certificate of ${host(failure)} is signed by nobody but itself.`,
    'Ask your support team for the certificate of your company and install it on this computer.',
  ),
  CERTIFICATE_UNKNOWN_ISSUER: say(
    (failure) => `The issuer${issuer(failure)} of the certificate of ${host(failure)} is not known on this computer.`,
    "Ask your support team for the issuer's root certificate and choose its file under Settings, Network.",
  ),
  CERTIFICATE_INTERMEDIATE_MISSING: say(
    (failure) =>
      `The server at ${host(failure)} did not send its intermediate certificate${failure.data?.issuer ? ` "${failure.data.issuer}"` : ''}.`,
    "Its administrator has to install it there: copy the details for them. If it is your own company's root certificate, choose its file under Settings, Network.",
  ),
  CERTIFICATE_WEAK: say(
    (failure) =>
      `The certificate of ${host(failure)} proves too little: ${failure.data?.weakness ?? 'it is too weak'}.`,
    'Its administrator has to replace it: copy the details for them.',
  ),
  CERTIFICATE_REVOKED: say(
    (failure) => `The certificate of ${host(failure)} was taken back by its issuer.`,
    'Do not go on: somebody may stand in between. Tell whoever runs the server.',
  ),
  CERTIFICATE_REJECTED: say((failure) => `The certificate of ${host(failure)} cannot be accepted.`, notYours),

  SIP_TIMEOUT: say(
    (failure) => `${server(failure)} is connected, but does not answer.`,
    'Try again in a minute. The server may be busy.',
  ),
  SIP_MALFORMED: say((failure) => `${server(failure)} answered something that cannot be read.`, notYours),
  SIP_REFUSED: say((failure) => `${server(failure)} refused the request.`, askSupport),
  SERVER_UNAVAILABLE: say(
    (failure) => `${server(failure)} says that its service is not available.`,
    'Try again in a few minutes.',
  ),
  JOURNEY_TIMEOUT: say(
    'It took longer than 30 seconds, so Offhook stopped.',
    'Try again. The list shows where the time went.',
  ),

  PASSWORD_MISSING: say('The password of this account is not kept on this computer.', 'Type it to sign in.'),
  CREDENTIALS_WRONG: say(
    'The sign-in address, user name or password is not right.',
    'Type the password again. Some companies want another user name, such as CONTOSO\\karen.',
  ),
  ACCOUNT_MISMATCH: say(
    'This user name and password belong to another sign-in address.',
    'Check that the sign-in address and the user name are of the same person.',
  ),
  AUTH_SCHEME_UNSUPPORTED: say(
    (failure) => `${server(failure)} asks for a way of signing in that Offhook does not know yet.`,
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

  CONTACTS_UNAVAILABLE: say(
    (failure) =>
      failure.data?.store === 'exchange'
        ? 'Your contacts are stored in Exchange (unified contact store), which Offhook cannot read yet.'
        : 'Your contacts could not be fetched from the server.',
    (failure) =>
      failure.data?.store === 'exchange'
        ? 'Manage them in Outlook. Joining meetings and trying numbers work without the list.'
        : 'Try again in a minute.',
  ),
  PRESENCE_UNAVAILABLE: say(
    'The server does not tell who is available.',
    'Contacts stay usable; Offhook asks again when it reconnects.',
  ),
  PUBLISH_REFUSED: say(
    'The server did not accept your new status.',
    'Your status is as it was: choose it again in a minute.',
  ),
  DIAL_PLAN_UNREADABLE: say(
    'The dial plan of your company cannot be read.',
    'Numbers are dialled as you type them. Tell your support team.',
  ),
  DIAL_PLAN_UNAVAILABLE: say(
    'The dial plan of your company could not be fetched.',
    'Numbers are dialled as you type them until it arrives.',
  ),

  MEETING_OPEN: say('You are in another meeting.', 'Leave it first, or choose to leave it for this one.'),
  LINK_UNREACHABLE: say(
    (failure) => `The page of the meeting link at ${failure.server ?? 'that address'} cannot be reached.`,
    'Check the network connection, then try again.',
  ),
  LINK_NOT_A_MEETING: say(
    (failure) => `The page at ${failure.server ?? 'that address'} is not a meeting.`,
    'Copy the whole link from the invitation and paste it again.',
  ),
  CONFERENCE_NOT_FOUND: say(
    'The meeting you are trying to join has ended or does not exist.',
    'Check the link with the organizer.',
  ),
  CONFERENCE_KEY_WRONG: say(
    'The conference key of this meeting is missing or not right.',
    'Type the key from the invitation, then join again.',
  ),
  GUESTS_NOT_ALLOWED: say(
    "The organizer's company does not let guests join this meeting.",
    'Ask the organizer to let guests in, or to invite you another way.',
  ),
  JOIN_REFUSED: say(
    (failure) => `${server(failure)} does not let you join this meeting.`,
    'Ask the organizer. The details say what the server reported.',
  ),
  MEETING_XML_UNREADABLE: say(
    'The server sent a list of participants that cannot be read.',
    'Leave and join again. If it stays like this, copy the details for your support team.',
  ),
  LOBBY_DENIED: say('You were not let in from the lobby.', 'Ask the organizer, then join again.'),

  STORAGE_FAILED: say(
    (failure) => storageSentence(failure.data?.what),
    'Check that the disk is not full and that Offhook may write to its folder, which the copied details name.',
  ),

  LAB_FAILED: say('The built-in lab could not start.', 'Try again. The details say what was missing.'),

  IPC_UNTRUSTED_SENDER: say('A request came from a page that is not Offhook.', 'Close Offhook and start it again.'),
  IPC_UNKNOWN_REQUEST: say(
    'This window asked for something Offhook does not know.',
    'Close Offhook and start it again.',
  ),
  IPC_INVALID_INPUT: say(
    'Something you entered is too long or has the wrong form.',
    'Check what you typed, then try again.',
  ),
  INTERNAL: say('Something went wrong inside Offhook.', `Try again. ${askSupport}`),
};
