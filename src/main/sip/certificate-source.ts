/** Where TLS-DSK gets the certificate it shows inside `gssapi-data`. Implemented over the web services; the agent only asks. */
import type { Outcome } from '../../shared/outcome.ts';

/** A certificate of the signed-in person with its key. Secret: kept in memory and in the secret store only. */
export interface ClientCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** End of its validity, milliseconds since 1970. */
  readonly notAfter: number;
}

export interface CertificateRequest {
  /** The provisioning service's URL from the challenge (`sts-uri`). [MS-SIPAE] 2.2.1 */
  readonly stsUri: string;
  /** The server the certificate is for (`targetname`). */
  readonly targetName: string;
  readonly signal: AbortSignal;
}

export interface CertificateSource {
  /** The stored certificate, or a new one; `isNew` tells a refusal that is worth one more try from one that is not. */
  obtain(request: CertificateRequest): Promise<Outcome<ClientCertificate & { readonly isNew: boolean }>>;
  /** The server refused it: it is forgotten, and the next obtain() provisions anew. */
  reject(targetName: string): Promise<void>;
}
