/** What a look at any server's certificate found, for each of its addresses. */
import type { Failure } from './failure.ts';
import type { CertificateFacts, ChainLink } from './network.ts';

/** One address: the inside and the outside of a company may answer differently under one name. */
export interface ExaminedAddress {
  /** `address:port`. */
  readonly peer: string;
  /** What is wrong: no connection, no encryption, or the certificate. Absent when all is well. */
  readonly failure?: Failure;
  /** Such as `TLSv1.2`; absent when no handshake was done. */
  readonly protocol?: string;
  readonly cipher?: string;
  /** As sent, leaf first. */
  readonly sent: readonly CertificateFacts[];
  /** As needed, leaf to root. */
  readonly chain: readonly ChainLink[];
}

/**
 * The system's own roots on Windows and macOS: taken through the runtime's API, which nobody has tried there yet, or not to be had by this
 * runtime.
 */
export type SystemRoots = 'unverified' | 'out-of-reach';

export interface Examination {
  readonly host: string;
  readonly port: number;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly addresses: readonly ExaminedAddress[];
  /** Absent where the system's roots are the bundle of a Linux distribution. */
  readonly systemRoots?: SystemRoots;
}
