/** Intermediates that good chains had, in memory: they tell what another server forgot to send. Mission Q1. */
import type { X509Certificate } from 'node:crypto';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { CertificateIndex } from './certificate-index.ts';
import type { Path } from './chain.ts';
import { isSignedBy } from './x509.ts';

/** More companies than a person meets in a day. */
const most = 50;

/** Learns from good chains, forgets the oldest. Nothing is trusted because it stands here. */
export class SeenIntermediates implements CertificateIndex {
  readonly #known = new BoundedMap<string, X509Certificate>(most);

  /** Remembers what stood between a leaf and a root of this computer, whatever else was wrong. */
  learn({ steps, endsInRoot }: Path): void {
    if (!endsInRoot) return;
    for (const { certificate } of steps.slice(1, -1)) this.#known.set(certificate.fingerprint256, certificate);
  }

  issuerOf(certificate: X509Certificate): X509Certificate | undefined {
    return [...this.#known.values()].find(
      (issuer) => issuer.subject === certificate.issuer && isSignedBy(certificate, issuer),
    );
  }
}
