/** Whom we trust: the system's roots, those shipped with the runtime, and the lab's while it runs. One verifier for SIP and HTTPS. */
import { isIP } from 'node:net';
import { type ConnectionOptions, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { machineRoots } from './roots.ts';
import { certificateFailure, chainOf, faultOf } from './verdict.ts';

/** What OCS and Lync servers of the last decade still speak, and nothing older. Mission D7. */
const minVersion = 'TLSv1.2';

export interface Trust {
  /** Loads the roots now, so that no connection has to wait for them: call it while something else is waited for. */
  prepare(): void;
  /** Options for tls.connect to a host; the verdict is passed afterwards, before anything is sent. */
  tlsOptions(host: string): ConnectionOptions;
  /** Looks at a socket whose handshake is done: the chain, or the failure that says what is wrong with it. */
  verdict(
    socket: TLSSocket,
    host: string,
    options: { tracer: Tracer; at: number },
  ): Outcome<readonly CertificateFacts[]>;
}

export interface TrustOptions {
  /** Asked each time: the lab's root counts only while the lab runs. PEM. */
  readonly extraRoots: () => readonly string[];
  /** Asked once, at the first connection. PEM. */
  readonly machineRoots?: () => readonly string[];
}

/** Makes the verifier. The roots are loaded by prepare() or at the first connection, which costs some tens of milliseconds once. */
export function createTrust(options: TrustOptions): Trust {
  let cached: { readonly key: string; readonly context: SecureContext } | undefined;
  let ownRoots: readonly string[] | undefined;

  function context(): SecureContext {
    const extra = options.extraRoots();
    const key = extra.join('\n');
    if (cached?.key === key) return cached.context;
    ownRoots ??= (options.machineRoots ?? machineRoots)();
    cached = { key, context: createSecureContext({ ca: [...ownRoots, ...extra], minVersion }) };
    return cached.context;
  }

  return {
    prepare: () => void context(),
    tlsOptions: (host) => ({
      secureContext: context(),
      minVersion,
      // RFC 6066 3: an address is no server name.
      ...(isIP(host) ? {} : { servername: host }),
      host,
      // The handshake is let through to its end so that the whole chain can be shown; verdict() decides before the first byte.
      rejectUnauthorized: false,
    }),
    verdict(socket, host, { tracer, at }) {
      const chain = chainOf(socket);
      const fault = faultOf(socket);
      const subjects = chain.map((certificate) => certificate.subject);
      tracer.record({ kind: 'chain', host, verdict: fault?.reason ?? 'trusted', subjects });
      return fault ? failed(certificateFailure(host, fault, chain, at)) : done(chain);
    },
  };
}
