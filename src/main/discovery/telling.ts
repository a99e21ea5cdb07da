/** Of several failures, the one a person can do most about: a certificate fault says more than a closed port elsewhere. */
import type { Failure } from '../../shared/model/failure.ts';

const order: readonly RegExp[] = [
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
