/** What is wrong with a server's certificate, in words a person can act on. Mission D1, D4, Q1 to Q5. */
import type { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts } from '../../shared/model/network.ts';
import { weaknessOf } from './weakness.ts';

/** More than any real chain has; a server may not make us walk for ever. */
const maxChain = 10;
/** More names than a person reads; the rest is cut off. */
const maxNames = 100;

/** The certificates the server sent, leaf first; the root that completed them may stand last. */
export function chainOf(socket: TLSSocket): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.fingerprint256 && chain.length < maxChain) {
    const { fingerprint256 } = certificate;
    if (chain.some((known) => known.fingerprint256 === fingerprint256)) break;
    chain.push(factsOf(certificate));
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

function factsOf(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .filter(Boolean)
      .slice(0, maxNames)
      .map((name) => name.replace(/^(DNS|IP Address):/, '')),
    validFrom: Date.parse(certificate.valid_from),
    validTo: Date.parse(certificate.valid_to),
    fingerprint256: certificate.fingerprint256,
  };
}

/** Common name, or organisation where there is none. A field that stands twice comes as a list. */
function nameOf(name: { CN?: string | string[]; O?: string | string[] } | undefined): string {
  return [name?.CN ?? name?.O ?? ''].flat().join(', ');
}

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
}

/** The fault of a certificate after the handshake; undefined when it is good. The same in every runtime, whichever code it gives. */
export function faultOf(socket: TLSSocket): CertificateFault | undefined {
  const leaf = socket.getPeerX509Certificate();
  if (!leaf) return { code: 'CERTIFICATE_REJECTED', reason: 'no certificate' };
  if (socket.authorized) {
    const weakness = weaknessIn(leaf);
    return weakness === undefined ? undefined : { code: 'CERTIFICATE_REJECTED', reason: weakness };
  }
  const reason = reasonOf(socket.authorizationError);
  const code = codes[reason] ?? 'CERTIFICATE_REJECTED';
  if (code !== 'CERTIFICATE_UNKNOWN_ISSUER') return { code, reason };
  // BoringSSL takes a certificate that signed itself without keyCertSign for one of an unknown issuer.
  if (isSelfSigned(leaf)) return { code: 'CERTIFICATE_SELF_SIGNED', reason };
  // A leaf alone whose issuer nobody has: browsers fetch what is missing, phones and we do not, so it is named.
  return leaf.issuerCertificate ? { code, reason } : { code: 'CERTIFICATE_INTERMEDIATE_MISSING', reason };
}

function weaknessIn(leaf: X509Certificate): string | undefined {
  let certificate: X509Certificate | undefined = leaf;
  for (let depth = 0; certificate && depth < maxChain; depth += 1) {
    const weakness = weaknessOf(certificate);
    if (weakness !== undefined) return weakness;
    certificate = certificate.issuerCertificate;
  }
  return undefined;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

/** Node types it as an Error and hands out the code's text. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}

/** The failure for a fault, with what a person needs to tell an administrator. */
export function certificateFailure(
  host: string,
  { code, reason }: CertificateFault,
  chain: readonly CertificateFacts[],
  at: number,
): Failure {
  const [leaf] = chain;
  const last = chain.at(-1);
  return {
    code,
    server: host,
    detail: reason,
    at,
    data: {
      host,
      subject: leaf?.subject ?? '',
      issuer: last?.issuer ?? '',
      names: (leaf?.names ?? []).join(', '),
      validFrom: timeOf(leaf?.validFrom),
      validTo: timeOf(leaf?.validTo),
      sent: String(chain.length),
    },
  };
}

function timeOf(wall: number | undefined): string {
  return wall === undefined || Number.isNaN(wall) ? '' : new Date(wall).toISOString();
}
