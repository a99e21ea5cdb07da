/** The roots this machine trusts without us: shipped with the runtime, kept by the system, added by its administrator. */
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { SystemRoots } from '../../shared/model/examination.ts';

/** Where Linux systems keep the roots an administrator added. */
const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'];

export interface RootSources {
  /** PEM files, the first that can be read counts. */
  readonly bundles: readonly string[];
  /** A PEM file named by NODE_EXTRA_CA_CERTS, as administrators of Node programs know it. */
  readonly extraFile: string | undefined;
}

/** All roots as PEM, each once. Read from disk at each call; a file that cannot be read adds none. */
export function machineRoots(sources: RootSources = { bundles, extraFile: process.env.NODE_EXTRA_CA_CERTS }): string[] {
  const bundle = sources.bundles.map(certificatesIn).find((found) => found.length > 0) ?? [];
  const extra = sources.extraFile ? certificatesIn(sources.extraFile) : [];
  // The same root stands in several places with its lines cut differently; loading it twice costs twice the time.
  const byContent = new Map<string, string>();
  for (const pem of [...tls.rootCertificates, ...systemStore(), ...bundle, ...extra]) {
    byContent.set(pem.replace(/\s/g, ''), pem);
  }
  return [...byContent.values()];
}

interface Runtime {
  readonly platform: NodeJS.Platform;
  /** Windows and macOS keep theirs behind an API, which runtimes from Node 22.15 on reach. */
  readonly getCACertificates?: (store: 'system') => string[];
}

const ownRuntime = (): Runtime => ({ ...(tls as Pick<Runtime, 'getCACertificates'>), platform: process.platform });

/** Where the system's own roots come from here, as far as a person has to know: undefined for the bundle of a Linux distribution. */
export function systemRootsOf({ platform, getCACertificates }: Runtime = ownRuntime()): SystemRoots | undefined {
  if (platform === 'linux') return undefined;
  return getCACertificates ? 'unverified' : 'out-of-reach';
}

function systemStore({ platform, getCACertificates }: Runtime = ownRuntime()): readonly string[] {
  if (platform === 'linux' || !getCACertificates) return [];
  try {
    return getCACertificates('system');
  } catch {
    return [];
  }
}

function certificatesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // Not on this system; what the others tell remains.
    return [];
  }
}
