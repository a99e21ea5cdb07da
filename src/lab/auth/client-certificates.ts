/** The client certificates this lab has issued: the certificate service writes them down, TLS-DSK asks whose they are. */
import { createHash, X509Certificate } from 'node:crypto';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Clock } from '../../shared/clock.ts';

/** What a Front End asks when somebody proves that he holds a certificate. */
export interface ClientCertificates {
  /** `user@domain`, lower case, of the person it was issued to; undefined for an unknown, withdrawn or outdated one. */
  ownerOf(derOrPem: Uint8Array | string): string | undefined;
}

/** The same with what the certificate service does to it. */
export interface IssuedCertificates extends ClientCertificates {
  /** Remembers a certificate that was just issued to `address` (`user@domain`). Throws when it is no certificate. */
  remember(derOrPem: Uint8Array | string, address: string): void;
  /** Withdraws every certificate of one person. */
  withdraw(address: string): void;
}

const MOST = 2000;

interface Issued {
  readonly owner: string;
  /** Wall clock, milliseconds. */
  readonly from: number;
  readonly until: number;
}

/** An empty register; certificates are good only between their own dates by this clock. */
export function createIssuedCertificates(clock: Clock): IssuedCertificates {
  const byFingerprint = new BoundedMap<string, Issued>(MOST);
  return {
    remember(derOrPem, address) {
      const certificate = new X509Certificate(derOrPem);
      byFingerprint.set(fingerprintOf(certificate.raw), {
        owner: address.toLowerCase(),
        from: Date.parse(certificate.validFrom),
        until: Date.parse(certificate.validTo),
      });
    },
    withdraw(address) {
      const owner = address.toLowerCase();
      for (const [key, issued] of byFingerprint) if (issued.owner === owner) byFingerprint.delete(key);
    },
    ownerOf(derOrPem) {
      const der = derOf(derOrPem);
      const issued = der && byFingerprint.get(fingerprintOf(der));
      const now = clock.wall();
      return issued && now >= issued.from && now < issued.until ? issued.owner : undefined;
    },
  };
}

/** A client may show anything at all: what is no certificate is nobody's. */
function derOf(derOrPem: Uint8Array | string): Uint8Array | undefined {
  try {
    return new X509Certificate(derOrPem).raw;
  } catch {
    return undefined;
  }
}

function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}
