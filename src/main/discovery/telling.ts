/** Of several failures, the one a person can do most about: a certificate fault says more than a closed port elsewhere. */
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { DnsAnswer } from './resolver.ts';

/** What was typed wrong and a refused name are final and come first; a server that answers badly says more than one that does not answer. */
const order: readonly RegExp[] = [
  /^MANUAL_SERVER_INVALID$/,
  /^(CREDENTIALS_WRONG|ACCOUNT_MISMATCH|USER_UNKNOWN|CLOCK_OFF)$/,
  /^SERVER_NAME_UNTRUSTED$/,
  /^CERTIFICATE_/,
  /^TLS_/,
  /^HOST_WITHOUT_ADDRESS$/,
  /^CONNECT_TIMEOUT$/,
  /^CONNECT_REFUSED$/,
];

/** The most telling of at least one failure; among equals the first. */
export function mostTelling(failures: readonly Failure[]): Failure {
  const rank = (failure: Failure) => {
    const index = order.findIndex((pattern) => pattern.test(failure.code));
    return index < 0 ? order.length : index;
  };
  return failures.reduce((best, failure) => (rank(failure) < rank(best) ? failure : best));
}

/** No name led anywhere: what the DNS servers themselves said decides the sentence. */
export function nothingFound(outcomes: readonly DnsAnswer['outcome'][], hasNetwork: () => boolean): FailureCode {
  const has = (outcome: DnsAnswer['outcome']) => outcomes.includes(outcome);
  const isSilent = has('timeout') || has('refused');
  if (isSilent && !hasNetwork()) return 'NO_NETWORK';
  if (has('refused')) return 'DNS_UNREACHABLE';
  if (has('timeout')) return 'DNS_TIMEOUT';
  return has('server-failed') ? 'DNS_SERVER_FAILED' : 'DOMAIN_UNKNOWN';
}

/** A name led to no address: it has none, or that is not known, because the DNS servers did not say. */
export function withoutAddress(outcomes: readonly DnsAnswer['outcome'][], hasNetwork: () => boolean): FailureCode {
  const code = nothingFound(outcomes, hasNetwork);
  return code === 'DOMAIN_UNKNOWN' ? 'HOST_WITHOUT_ADDRESS' : code;
}
