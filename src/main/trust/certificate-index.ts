/** Certificates at hand, found by whom they issued. */
import { X509Certificate } from 'node:crypto';
import { fieldsIn, fieldsOf, isSignedBy } from './x509.ts';

export interface CertificateIndex {
  /** One that is proved to have issued this certificate. */
  issuerOf(certificate: X509Certificate): X509Certificate | undefined;
}

/** Text in PEM as certificates; what cannot be read is left out. */
export function certificatesIn(pems: readonly string[]): X509Certificate[] {
  return pems.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

/** An index over these, in PEM. The runtime takes a fifth of a millisecond for each, so it reads only those that are asked for. */
export function indexOf(pems: readonly string[]): CertificateIndex {
  const bySubject = new Map<string, string[]>();
  for (const pem of pems) {
    const subject = fieldsIn(derOf(pem))?.subject.toString('latin1');
    if (subject === undefined) continue;
    const others = bySubject.get(subject);
    if (others) others.push(pem);
    else bySubject.set(subject, [pem]);
  }
  return {
    issuerOf(certificate) {
      const name = fieldsOf(certificate)?.issuer.toString('latin1') ?? '';
      return certificatesIn(bySubject.get(name) ?? []).find((issuer) => isSignedBy(certificate, issuer));
    },
  };
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
