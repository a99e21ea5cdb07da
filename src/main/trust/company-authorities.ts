/** Authorities that a company keeps for itself: read from a file a person chose, in force for one account. Mission D3. */
import { X509Certificate } from 'node:crypto';
import type { CompanyAuthority, Settings } from '../../shared/model/settings.ts';
import { certificatesIn } from './certificate-index.ts';
import type { TrustPolicy } from './root-store.ts';
import { isSelfSigned, nameIn } from './x509.ts';

/** A root and a few intermediates; not the bundle of a whole system. */
const mostInFile = 20;
const longestName = 200;

/** The authorities in a file, PEM or DER: at most 20. None where it holds none, or more than that. */
export function readAuthorities(file: Buffer): readonly CompanyAuthority[] {
  const text = file.toString('latin1');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > mostInFile) return [];
  const certificates = blocks.length > 0 ? certificatesIn(blocks) : derIn(file);
  return certificates.filter(mayIssue).map((certificate) => ({
    name: nameIn(certificate.subject).slice(0, longestName),
    fingerprint256: certificate.fingerprint256,
    validTo: Date.parse(certificate.validTo),
    pem: certificate.toString(),
  }));
}

function derIn(file: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(file)];
  } catch {
    return [];
  }
}

/** Says so itself, or is a root from before certificates said so (RFC 5280 4.2.1.9). A server's own certificate is no authority. */
function mayIssue(certificate: X509Certificate): boolean {
  return certificate.ca || (isSelfSigned(certificate) && certificate.subjectAltName === undefined);
}

/** What the settings allow the account with this sign-in address. */
export function policyOf(settings: Settings, address: string): TrustPolicy {
  const companyAuthorities = authoritiesOf(settings, address).map(({ pem }) => pem);
  const name = address.toLowerCase();
  // An administrator may name a whole domain.
  const allowOlderTls = [name, name.slice(name.lastIndexOf('@') + 1)].some((each) =>
    settings.olderTlsFor.includes(each),
  );
  return { companyAuthorities, allowOlderTls };
}

/** The authorities of the account with this sign-in address, in any case. */
export function authoritiesOf({ companyAuthorities }: Settings, address: string): readonly CompanyAuthority[] {
  const key = address.toLowerCase();
  return Object.hasOwn(companyAuthorities, key) ? (companyAuthorities[key] ?? []) : [];
}
