/** A handshake that failed: whether the server is merely too old, which a person can allow. Mission D7. */
import type { FailureCode } from '../../shared/model/failure.ts';

/** OpenSSL's and BoringSSL's words for a server that offers nothing new enough, answering so or with an alert. */
const tooOld = new Set(['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION']);

/** TLS_TOO_OLD or TLS_FAILED. */
export function handshakeFailureOf(error: NodeJS.ErrnoException): FailureCode {
  return tooOld.has(error.code ?? '') ? 'TLS_TOO_OLD' : 'TLS_FAILED';
}
