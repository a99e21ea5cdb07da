/** Whether a certificate is this person's: the name, the key, the time. */
import { createPrivateKey, X509Certificate } from 'node:crypto';

export interface HeldCertificate {
  readonly certificatePem: string;
  /** PKCS#8. Secret. */
  readonly privateKeyPem: string;
  /** Of the password it was got with; absent when it was got with a ticket. Secret. */
  readonly passwordProof?: string;
  /** The person did not want to be remembered: it ends with the application. */
  readonly isPassing?: true;
}

export type CertificateFinding =
  | { readonly kind: 'good'; readonly notAfter: number }
  | { readonly kind: 'unreadable' }
  /** Of another person, or for another key. */
  | { readonly kind: 'foreign'; readonly detail: string }
  | { readonly kind: 'not-yet-valid' | 'expired' };

/** Servers and clients may differ by this much before a certificate made this moment counts as one from the future. */
const toleranceMs = 5 * 60_000;

/** Examines a certificate for `address` (`user@domain`) at `wall`, in milliseconds since 1970. */
export function examineCertificate(held: HeldCertificate, address: string, wall: number): CertificateFinding {
  try {
    const certificate = new X509Certificate(held.certificatePem);
    if (!namesIn(certificate).includes(address.toLowerCase())) {
      return { kind: 'foreign', detail: `subject ${certificate.subject.replaceAll('\n', ', ').slice(0, 200)}` };
    }
    if (!certificate.checkPrivateKey(createPrivateKey(held.privateKeyPem))) {
      return { kind: 'foreign', detail: 'for another key' };
    }
    const notAfter = Date.parse(certificate.validTo);
    if (Date.parse(certificate.validFrom) > wall + toleranceMs) return { kind: 'not-yet-valid' };
    return notAfter > wall ? { kind: 'good', notAfter } : { kind: 'expired' };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** The addresses a certificate is for: its common names, and the SIP and mail addresses among its alternative names. */
function namesIn({ subject, subjectAltName }: X509Certificate): string[] {
  const common = subject.split('\n').flatMap((part) => (part.startsWith('CN=') ? [part.slice(3)] : []));
  const alternative = (subjectAltName ?? '').split(', ').map((name) => name.replace(/^(URI|email):/, ''));
  return [...common, ...alternative].map((name) => name.replace(/^sips?:/i, '').toLowerCase());
}
