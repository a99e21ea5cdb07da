/** One way of proving who we are, from the first challenge to the association. The registrar sends what comes out. [MS-SIPAE] 3.2.5.1 */
import type { NtlmLogin } from '../../../protocol/auth/ntlm/write-answer.ts';
import type { GssChallenge } from '../../../protocol/auth/read-gss.ts';
import type { HeaderPair } from '../../../protocol/sip/write.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { ClientCertificate } from '../certificate-source.ts';
import type { SecurityAssociation } from './security-association.ts';

/** The scheme, and what proves us in it. Secret. */
export type HandshakePlan =
  | { readonly scheme: 'NTLM'; readonly login: NtlmLogin }
  | { readonly scheme: 'TLS-DSK'; readonly certificate: ClientCertificate };

export interface HandshakeDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** A registrar that asked by 401 wants the first, a proxy that asked by 407 the second. */
  readonly header: 'Authorization' | 'Proxy-Authorization';
  /** Aborting ends the handshake and all it holds. */
  readonly signal?: AbortSignal | undefined;
}

export type HandshakeStep =
  /**
   * Send REGISTER again with this header. `association` comes with the last one: it signs that very REGISTER and all that follows.
   * Secret.
   */
  | { readonly kind: 'send'; readonly header: HeaderPair; readonly association?: SecurityAssociation }
  /** The server asks from the start although we proved ourselves: it does not take the password, or the certificate. */
  | { readonly kind: 'refused' }
  /** `problem` is for `Failure.detail`: technical English, no secret in it. SIP_TIMEOUT: given up from outside. */
  | {
      readonly kind: 'failed';
      readonly code: Extract<FailureCode, 'AUTH_UNREADABLE' | 'CLIENT_CERTIFICATE_REFUSED' | 'SIP_TIMEOUT'>;
      readonly problem: string;
    };

export interface Handshake {
  readonly scheme: HandshakePlan['scheme'];
  /** Takes the scheme's challenge out of each 401 or 407, the first one included. Never rejects. */
  next(challenge: GssChallenge): Promise<HandshakeStep>;
  /** Lets go of all it holds; to be called when it is over, however it ended. Safe to call twice. */
  close(): void;
}
