/** The words of what can go wrong with finding a server, reaching it and trusting it. */
import type { FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { askSupport, day, domain, host, issuer, notYours, server, tellOwner } from './failure-words.ts';

export const connectionFailures = {
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
    'Check how the domain is spelled. If it is your own company\'s, you can enter its server under "Server settings".',
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
    'Its administrator should turn on TLS 1.2. Until then you can allow it for your account, under Settings, Network and certificates.',
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
    "Ask your support team for the issuer's root certificate and choose its file under Settings, Network and certificates.",
  ),
  CERTIFICATE_INTERMEDIATE_MISSING: say(
    (failure) =>
      `The server at ${host(failure)} did not send its intermediate certificate${failure.data?.issuer ? ` "${failure.data.issuer}"` : ''}.`,
    "Its administrator has to install it there: copy the details for them. If it is your own company's root certificate, choose its file under Settings, Network and certificates.",
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
  SIP_TOO_LARGE: say(
    (failure) => `${server(failure)} sent a message that is too large to be read.`,
    `What it said is missing; everything else works. ${askSupport}`,
  ),
  SIP_REFUSED: say((failure) => `${server(failure)} refused the request.`, askSupport),
  SERVER_UNAVAILABLE: say(
    (failure) => `${server(failure)} says that its service is not available.`,
    'Try again in a few minutes.',
  ),
  JOURNEY_TIMEOUT: say(
    'It took longer than 30 seconds, so Offhook stopped.',
    'Try again. The list shows where the time went.',
  ),
} as const satisfies Partial<Record<FailureCode, FailureText>>;
