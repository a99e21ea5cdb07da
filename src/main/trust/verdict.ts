/** What is wrong with a server's certificate, in words a person can act on. Mission D1, D4, Q1 to Q5. */
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { ChainLink, RevocationFacts } from '../../shared/model/network.ts';
import { certificatesOf, type Path } from './chain.ts';
import { weaknessOf } from './weakness.ts';
import { isSelfSigned, nameIn } from './x509.ts';

const codes: Readonly<Record<string, FailureCode>> = {
  CERT_HAS_EXPIRED: 'CERTIFICATE_EXPIRED',
  CERT_NOT_YET_VALID: 'CERTIFICATE_NOT_YET_VALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERTIFICATE_WRONG_NAME',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERTIFICATE_SELF_SIGNED',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERTIFICATE_UNKNOWN_ISSUER',
  UNABLE_TO_GET_ISSUER_CERT: 'CERTIFICATE_UNKNOWN_ISSUER',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERTIFICATE_UNKNOWN_ISSUER',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERTIFICATE_UNKNOWN_ISSUER',
};

export interface CertificateFault {
  readonly code: FailureCode;
  /** OpenSSL's or Node's code for it, or our words for a weakness. */
  readonly reason: string;
  /** In a few words, for a certificate that is too weak. */
  readonly weakness?: string;
}

export interface Evidence {
  /** The runtime's own verdict: undefined when it found nothing wrong. */
  readonly error: unknown;
  readonly path: Path;
  readonly revocation: RevocationFacts;
}

/** The fault of a certificate after the handshake; undefined when it is good. The same in every runtime, whichever code it gives. */
export function faultOf({ error, path, revocation }: Evidence): CertificateFault | undefined {
  const leaf = path.steps[0]?.certificate;
  if (!leaf) return { code: 'CERTIFICATE_REJECTED', reason: 'no certificate' };
  const reason = error ? reasonOf(error) : undefined;
  const code = reason === undefined ? undefined : codes[reason];
  if (reason !== undefined && code === 'CERTIFICATE_UNKNOWN_ISSUER') return { code: issuerFault(path), reason };
  if (reason !== undefined && code !== undefined) return { code, reason };
  // The runtimes draw this line at different places, and one gives no name to it.
  const weakness = weaknessIn(path);
  if (weakness !== undefined) return { code: 'CERTIFICATE_WEAK', reason: weakness, weakness };
  if (reason !== undefined) return { code: 'CERTIFICATE_REJECTED', reason };
  return revocation.status === 'revoked' ? { code: 'CERTIFICATE_REVOKED', reason: 'stapled OCSP response' } : undefined;
}

/** Nobody knows an issuer: which of the three ways that come to the same for the runtime. */
function issuerFault({ steps }: Path): FailureCode {
  const [leaf, ...above] = steps;
  // BoringSSL takes a certificate that signed itself without keyCertSign for one of an unknown issuer.
  if (leaf && isSelfSigned(leaf.certificate)) return 'CERTIFICATE_SELF_SIGNED';
  // Its issuer was not sent: browsers fetch what is missing, phones and we do not, so it is named. Further up only what another
  // server once sent tells a missing intermediate from an unknown root.
  const isMissing = above.length === 0 || above.some(({ origin }) => origin === 'missing');
  return isMissing ? 'CERTIFICATE_INTERMEDIATE_MISSING' : 'CERTIFICATE_UNKNOWN_ISSUER';
}

function weaknessIn({ steps }: Path): string | undefined {
  for (const [place, { certificate }] of steps.entries()) {
    const weakness = weaknessOf(certificate);
    if (weakness !== undefined) return place === 0 ? weakness : `${nameIn(certificate.subject)}: ${weakness}`;
  }
  return undefined;
}

/** Node types it as an Error and hands out the code's text. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}

export interface Judged {
  readonly host: string;
  /** The names in the handshake, leaf first. */
  readonly sent: readonly string[];
  readonly links: readonly ChainLink[];
  readonly at: number;
}

/** The failure for a fault, with what a person needs to tell an administrator. */
export function certificateFailure({ code, reason, weakness }: CertificateFault, judged: Judged): Failure {
  const { host, sent, links, at } = judged;
  const chain = certificatesOf(links);
  const missing = links.find(({ origin }) => origin === 'missing');
  const outdated = chain.find(({ validFrom, validTo }) => validTo < at || validFrom > at) ?? chain[0];
  return {
    code,
    server: host,
    detail: reason,
    at,
    data: {
      host,
      subject: chain[0]?.subject ?? '',
      issuer: missing?.name ?? chain.at(-1)?.issuer ?? '',
      names: (chain[0]?.names ?? []).join(', '),
      validFrom: timeOf(outdated?.validFrom),
      validTo: timeOf(outdated?.validTo),
      sent: String(sent.length),
      sentNames: sent.join(', '),
      ...(missing?.url ? { url: missing.url } : {}),
      ...(weakness ? { weakness } : {}),
    },
  };
}

function timeOf(wall: number | undefined): string {
  return wall === undefined || Number.isNaN(wall) ? '' : new Date(wall).toISOString();
}
