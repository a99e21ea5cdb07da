/** The chain a server sent, and the chain its certificate needs. Mission D4, Q3 to Q5. */
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../shared/model/network.ts';
import type { CertificateIndex } from './certificate-index.ts';
import { factsOf, isSelfSigned, isSignedBy, issuerUrlOf, nameIn } from './x509.ts';

/** More than any real chain has; a server may not make us walk for ever. */
const maxSent = 20;
const maxDepth = 10;

/** The certificates as they stood in the handshake, leaf first. The runtime tells them once per socket: a second call gets none. */
export function sentBy(socket: TLSSocket): readonly X509Certificate[] {
  const sent: X509Certificate[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate && sent.length < maxSent) {
    sent.push(certificate);
    certificate = certificate.issuerCertificate;
  }
  return sent;
}

export interface Step {
  readonly certificate: X509Certificate;
  readonly origin: ChainLink['origin'];
}

/** From the leaf upwards, each proved to have issued the one before. */
export interface Path {
  readonly steps: readonly Step[];
  /** Whether the last one is its own issuer. */
  readonly isWhole: boolean;
  /** Whether a root of this computer stands in it. */
  readonly endsInRoot: boolean;
}

export interface Stores {
  /** What this computer trusts. */
  readonly roots: CertificateIndex;
  /** Intermediates that other servers sent: they tell what is missing, and are never trusted for it. */
  readonly seen: CertificateIndex;
}

/** The way from the leaf to a root: over what was sent first, a root of this computer wherever one fits, then over what was seen elsewhere. */
export function pathOf(sent: readonly X509Certificate[], { roots, seen }: Stores): Path {
  const [leaf] = sent;
  const steps: Step[] = leaf ? [{ certificate: leaf, origin: 'sent' }] : [];
  const isSent = (certificate: X509Certificate) =>
    sent.some((known) => known.fingerprint256 === certificate.fingerprint256);
  let last = leaf;
  let endsInRoot = false;
  while (last && !isSelfSigned(last) && steps.length < maxDepth) {
    const below = last;
    const root = roots.issuerOf(below);
    endsInRoot ||= root !== undefined;
    const next: Step | undefined = root
      ? { certificate: root, origin: isSent(root) ? 'sent' : 'this-computer' }
      : (aboveIn(sent, below) ?? missing(seen.issuerOf(below)));
    if (next && steps.some(({ certificate }) => certificate.fingerprint256 === next.certificate.fingerprint256)) break;
    if (next) steps.push(next);
    last = next?.certificate;
  }
  const top = steps.at(-1)?.certificate;
  return { steps, isWhole: top !== undefined && isSelfSigned(top), endsInRoot };
}

function aboveIn(sent: readonly X509Certificate[], below: X509Certificate): Step | undefined {
  const certificate = sent.find((candidate) => isSignedBy(below, candidate));
  return certificate && { certificate, origin: 'sent' };
}

function missing(certificate: X509Certificate | undefined): Step | undefined {
  return certificate && { certificate, origin: 'missing' };
}

/** What a person sees of the path: each place, and the name of the one that nobody has. `isTrusted` is the runtime's own verdict. */
export function linksOf(
  { steps, isWhole }: Path,
  { revocation, isTrusted }: { readonly revocation: RevocationFacts; readonly isTrusted: boolean },
): readonly ChainLink[] {
  const links = steps.map(({ certificate, origin }, place): ChainLink => {
    const below = place === 0 ? undefined : steps[place - 1]?.certificate;
    const url = origin === 'missing' && below ? issuerUrlOf(below) : undefined;
    const facts = factsOf(certificate);
    return {
      origin,
      name: facts.subject,
      certificate: place === 0 ? { ...facts, revocation } : facts,
      ...(url ? { url } : {}),
    };
  });
  const top = steps.at(-1)?.certificate;
  if (isWhole || !top) return links;
  // The runtime found a root where we found none by the bytes of its name.
  if (isTrusted) return [...links, { origin: 'this-computer', name: nameIn(top.issuer) }];
  const url = issuerUrlOf(top);
  return [...links, { origin: 'missing', name: nameIn(top.issuer), ...(url ? { url } : {}) }];
}

/** The certificates of a chain whose facts are known, in their order. */
export function certificatesOf(links: readonly ChainLink[]): readonly CertificateFacts[] {
  return links.flatMap(({ certificate }) => (certificate ? [certificate] : []));
}
