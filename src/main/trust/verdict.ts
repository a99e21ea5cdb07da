/** What is wrong with a server's certificate, in words a person can act on. Mission D1, D4, Q1 to Q5. */
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts } from '../../shared/model/network.ts';

/** More than any real chain has; a server may not make us walk for ever. */
const maxChain = 10;

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
      .map((name) => name.replace(/^DNS:/, '')),
    validFrom: Date.parse(certificate.valid_from),
    validTo: Date.parse(certificate.valid_to),
    fingerprint256: certificate.fingerprint256,
  };
}

/** Common name, or organisation where there is none. A field that stands twice comes as a list. */
function nameOf(name: { CN?: string | string[]; O?: string | string[] }): string {
  return [name.CN ?? name.O ?? ''].flat().join(', ');
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

/** The failure a verification error stands for. `reason` is OpenSSL's or Node's code for it. */
export function certificateFailure(
  host: string,
  reason: string,
  chain: readonly CertificateFacts[],
  at: number,
): Failure {
  const [leaf] = chain;
  const known = codes[reason] ?? 'CERTIFICATE_REJECTED';
  // A leaf alone whose issuer nobody has: browsers fetch what is missing, phones and we do not, so it is named.
  const isLeafOnly = known === 'CERTIFICATE_UNKNOWN_ISSUER' && chain.length === 1;
  const last = chain.at(-1);
  return {
    code: isLeafOnly ? 'CERTIFICATE_INTERMEDIATE_MISSING' : known,
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
