/** Whether the certificate shown in a handshake proves a domain. RFC 6120 13.7, XEP-0178 */
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

export interface Anchor {
  readonly rootPem: string;
  /** Now, in milliseconds since 1970. */
  readonly wall: number;
}

const LONGEST_CHAIN = 5;

/**
 * The certificate must name the domain, be in its time, and lead to the root. What it may be used for is not asked: servers show
 * their one certificate in both directions, and it rarely says that it is a client's.
 */
export function provesDomain(secured: TLSSocket, domain: string, against: Anchor): boolean {
  const leaf = secured.getPeerX509Certificate();
  if (!leaf?.checkHost(domain, { wildcards: false })) return false;
  const root = new X509Certificate(against.rootPem);
  let current = leaf;
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    if (!isInTime(current, against.wall)) return false;
    if (current.fingerprint256 === root.fingerprint256) return true;
    if (isIssuedBy(current, root)) return true;
    const issuer = current.issuerCertificate;
    if (!issuer?.ca || !isIssuedBy(current, issuer)) return false;
    current = issuer;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isInTime(certificate: X509Certificate, wall: number): boolean {
  return Date.parse(certificate.validFrom) <= wall && wall <= Date.parse(certificate.validTo);
}
