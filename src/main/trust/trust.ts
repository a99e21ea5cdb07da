/**
 * Whom we trust: the system's roots, those shipped with the runtime, an account's own authorities, and the lab's while it runs.
 * One verifier for SIP and HTTPS.
 */
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket, type TLSSocketOptions } from 'node:tls';
import type { Failure } from '../../shared/model/failure.ts';
import type { CertificateFacts, ChainLink, RevocationFacts } from '../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { certificatesOf, linksOf, type Path, pathOf, sentBy } from './chain.ts';
import { revocationOf } from './ocsp.ts';
import { RootStore, type RootStoreOptions, type RootsInForce, type TrustPolicy } from './root-store.ts';
import { SeenIntermediates } from './seen.ts';
import { SentChains } from './sent-chains.ts';
import { certificateFailure, faultOf } from './verdict.ts';
import { factsOf } from './x509.ts';

/** What there is to know of a server's certificate and of the encryption it came with. */
export interface Finding {
  /** As sent, leaf first. */
  readonly sent: readonly CertificateFacts[];
  /** As needed, leaf to root. */
  readonly chain: readonly ChainLink[];
  readonly protocol: string;
  readonly cipher: string;
  /** What is wrong; undefined when nothing is. */
  readonly failure?: Failure;
}

export interface Trust {
  /** Loads the roots now, so that no connection has to wait for them: call it while something else is waited for. */
  prepare(): void;
  /** Begins TLS over an open connection. The verdict is passed when the handshake is done, before anything is sent. */
  connect(host: string, over: Socket): TLSSocket;
  /** Looks at a socket whose handshake is done. Once per socket: the runtime tells a chain once. */
  examine(socket: TLSSocket, host: string, at: number): Finding;
  /** The same, traced: the chain, leaf first, or the failure that says what is wrong with it. Once per socket. */
  verdict(
    socket: TLSSocket,
    host: string,
    options: { tracer: Tracer; at: number },
  ): Outcome<readonly CertificateFacts[]>;
  /** The same verifier under the policy of an account. */
  under(policy: TrustPolicy): Trust;
  /** The same verifier for a look at any server: shakes hands with older ones too, finds them too old, and tells what it saw. */
  looking(tell: (finding: Finding) => void): Trust;
}

const strict: TrustPolicy = { companyAuthorities: [], allowOlderTls: false };

/** Makes the verifier. The roots are loaded by prepare() or at the first connection, which costs some tens of milliseconds once. */
export function createTrust(options: RootStoreOptions): Trust {
  return new Verifier({
    roots: new RootStore(options),
    seen: new SeenIntermediates(),
    chains: new SentChains(),
    policy: strict,
  });
}

interface VerifierParts {
  readonly roots: RootStore;
  readonly seen: SeenIntermediates;
  readonly chains: SentChains;
  readonly policy: TrustPolicy;
  readonly tell?: (finding: Finding) => void;
}

class Verifier implements Trust {
  readonly #parts: VerifierParts;
  readonly #staples = new WeakMap<TLSSocket, Buffer>();

  constructor(parts: VerifierParts) {
    this.#parts = parts;
  }

  prepare(): void {
    this.#roots();
  }

  connect(host: string, over: Socket): TLSSocket {
    const socket = connect({ ...this.#options(host), socket: over });
    socket.once('OCSPResponse', (response: Buffer | null) => {
      if (response) this.#staples.set(socket, response);
    });
    return socket;
  }

  examine(socket: TLSSocket, host: string, at: number): Finding {
    const { seen, policy } = this.#parts;
    const sent = this.#sentBy(socket, host);
    const path = pathOf(sent, { roots: this.#roots().index, seen });
    const revocation = this.#revocationOf(socket, path, at);
    const error = socket.authorized ? undefined : (socket.authorizationError ?? 'unknown');
    const fault = faultOf({ error, path, revocation });
    seen.learn(path);
    const facts = sent.map(factsOf);
    const links = linksOf(path, { revocation, isTrusted: error === undefined });
    const judged = { host, sent: facts.map(({ subject }) => subject), links, at };
    const protocol = socket.getProtocol() ?? '';
    const failure = fault ? certificateFailure(fault, judged) : tooOld(protocol, policy, { host, at });
    const finding = { sent: facts, chain: links, protocol, cipher: socket.getCipher().name };
    return failure ? { ...finding, failure } : finding;
  }

  verdict(socket: TLSSocket, host: string, { tracer, at }: { tracer: Tracer; at: number }) {
    const finding = this.examine(socket, host, at);
    const { sent, chain, failure } = finding;
    const words = failure ? [failure.code, failure.detail].filter(Boolean).join(': ') : 'trusted';
    tracer.record({ kind: 'chain', host, verdict: words, subjects: sent.map(({ subject }) => subject) });
    this.#parts.tell?.(finding);
    return failure ? failed(failure) : done(certificatesOf(chain));
  }

  under(policy: TrustPolicy): Trust {
    return new Verifier({ ...this.#parts, policy });
  }

  looking(tell: (finding: Finding) => void): Trust {
    return new Verifier({ ...this.#parts, tell });
  }

  /** Who looks at a server wants to see what it sends now. */
  #sentBy(socket: TLSSocket, host: string) {
    const { chains, tell } = this.#parts;
    return tell ? sentBy(socket) : chains.of(socket, host);
  }

  #roots(): RootsInForce {
    const { roots, policy, tell } = this.#parts;
    return roots.under(tell ? { ...policy, allowOlderTls: true } : policy);
  }

  #options(host: string): ConnectionOptions & Pick<TLSSocketOptions, 'requestOCSP'> {
    return {
      secureContext: this.#roots().context,
      // RFC 6066 3: an address is no server name.
      ...(isIP(host) ? {} : { servername: host }),
      host,
      requestOCSP: true,
      // The handshake is let through to its end so that the whole chain can be shown; verdict() decides before the first byte.
      rejectUnauthorized: false,
    };
  }

  #revocationOf(socket: TLSSocket, { steps }: Path, wall: number): RevocationFacts {
    const [leaf, issuer] = steps.map(({ certificate }) => certificate);
    if (!leaf) return { status: 'not-checked' };
    return revocationOf({ response: this.#staples.get(socket), leaf, issuer, wall });
  }
}

const tooOldVersions = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);

/** Elsewhere the handshake itself fails; a look goes through with it to see the certificate. */
function tooOld(
  protocol: string,
  policy: TrustPolicy,
  { host, at }: { host: string; at: number },
): Failure | undefined {
  if (policy.allowOlderTls || !tooOldVersions.has(protocol)) return undefined;
  return { code: 'TLS_TOO_OLD', server: host, detail: protocol, at };
}
