/** Whom we trust: the system's roots, those shipped with the runtime, and the lab's while it runs. One verifier for SIP and HTTPS. */
import { readFileSync } from 'node:fs';
import {
  type ConnectionOptions,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { CertificateFacts } from '../../shared/model/network.ts';
import { failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { certificateFailure, chainOf } from './verdict.ts';

/** Where Linux systems keep the roots an administrator added. */
const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];

export interface Trust {
  /** Options for tls.connect to a host; the verdict is passed afterwards, before anything is sent. */
  tlsOptions(host: string): ConnectionOptions;
  /** Looks at a socket whose handshake is done: the chain, or the failure that says what is wrong with it. */
  verdict(
    socket: TLSSocket,
    host: string,
    options: { tracer: Tracer; at: number },
  ): Outcome<readonly CertificateFacts[]>;
}

/** `extraRoots` is asked each time: the lab's root counts only while the lab runs. PEM. */
export function createTrust(options: { readonly extraRoots: () => readonly string[] }): Trust {
  let cached: { readonly key: string; readonly context: SecureContext } | undefined;
  let systemRoots: readonly string[] | undefined;

  function context(): SecureContext {
    const extra = options.extraRoots();
    const key = extra.join('\n');
    if (cached?.key === key) return cached.context;
    systemRoots ??= readSystemRoots();
    const ca = [...rootCertificates, ...systemRoots, ...extra];
    cached = { key, context: createSecureContext({ ca, minVersion: 'TLSv1.2' }) };
    return cached.context;
  }

  return {
    tlsOptions: (host) => ({
      secureContext: context(),
      minVersion: 'TLSv1.2',
      // RFC 6066 3: an address is no server name.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      host,
      // The handshake is let through to its end so that the whole chain can be shown; verdict() decides before the first byte.
      rejectUnauthorized: false,
    }),
    verdict(socket, host, { tracer, at }) {
      const chain = chainOf(socket);
      const reason = socket.authorized ? '' : reasonOf(socket.authorizationError);
      const subjects = chain.map((certificate) => certificate.subject);
      tracer.record({ kind: 'chain', host, verdict: socket.authorized ? 'trusted' : reason, subjects });
      return socket.authorized ? { ok: true, value: chain } : failed(certificateFailure(host, reason, chain, at));
    },
  };
}

/** Node types it as an Error and hands out the code's text. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}

function readSystemRoots(): readonly string[] {
  for (const file of systemBundles) {
    try {
      return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    } catch {
      // Not on this system; the runtime's own roots remain.
    }
  }
  return [];
}
