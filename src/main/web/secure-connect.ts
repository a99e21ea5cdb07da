/** A verified TLS connection to a web server: addresses raced, nothing sent before the certificate's verdict (mission C-43). */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts, ConnectionFacts } from '../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { Lookups } from '../discovery/lookups.ts';
import type { Resolver } from '../discovery/resolver.ts';
import { mostTelling } from '../discovery/telling.ts';
import { raceStaggered } from '../net/race.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { Trust } from '../trust/trust.ts';

export interface WebPlace {
  readonly host: string;
  readonly port: number;
}

export interface WebContext {
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Failures: HOST_WITHOUT_ADDRESS, CONNECT_*, TLS_*, CERTIFICATE_*. The caller owns the socket and closes it. */
export type SecureConnect = (place: WebPlace, context: WebContext) => Promise<Outcome<TLSSocket>>;

export interface SecureConnectDependencies {
  readonly trust: Trust;
  readonly resolver: Resolver;
  readonly clock: Clock;
  /** The local address to bind to for a peer, by the chosen interface; undefined leaves it to the system. */
  readonly localAddressFor: (peerAddress: string) => string | undefined;
  /** Keeps the list of connections that diagnostics shows. */
  readonly onConnection: (facts: ConnectionFacts) => void;
  readonly nextId: () => string;
}

const tcpLimitMs = 3000;
const tlsLimitMs = 3000;

/** Makes the function that opens connections with the project's own trust and resolver. */
export function createSecureConnect(deps: SecureConnectDependencies): SecureConnect {
  return async (place, context) => {
    const addresses = await addressesOf(deps, place.host, context);
    if (addresses.length === 0) return failed(failureOf(deps, place, 'HOST_WITHOUT_ADDRESS'));
    return raceStaggered({
      attempts: addresses.map((address) => (signal) => open(deps, place, address, { ...context, signal })),
      clock: deps.clock,
      signal: context.signal,
      discard: (late) => late.destroy(),
      worst: mostTelling,
    });
  };
}

async function addressesOf(deps: SecureConnectDependencies, host: string, context: WebContext) {
  if (/^[\d.]+$/.test(host)) return [host];
  if (host.startsWith('[')) return [host.slice(1, -1)];
  const lookups = new Lookups({
    clock: deps.clock,
    ask: (name, type) => deps.resolver.ask(name, type, context.signal),
    tracer: context.tracer,
    base: { domain: host, purpose: 'guest-join' },
    onChange: () => undefined,
  });
  return lookups.addressesOf(host);
}

async function open(
  deps: SecureConnectDependencies,
  place: WebPlace,
  address: string,
  context: WebContext,
): Promise<Outcome<TLSSocket>> {
  const { tracer, signal } = context;
  const peer = `${address}:${place.port}`;
  tracer.record({ kind: 'connect', host: place.host, peer, state: 'connecting' });
  const outcome = await attempt(deps, place, address, context);
  if (!outcome.ok && !signal.aborted) {
    tracer.record({ kind: 'connect', host: place.host, peer, state: outcome.failure.code });
  }
  return outcome;
}

async function attempt(
  deps: SecureConnectDependencies,
  place: WebPlace,
  address: string,
  context: WebContext,
): Promise<Outcome<TLSSocket>> {
  const localAddress = deps.localAddressFor(address);
  const tcp = connectTcp({ host: address, port: place.port, ...(localAddress ? { localAddress } : {}) });
  const step = { clock: deps.clock, signal: context.signal };
  const reached = await opened(tcp, { ...step, event: 'connect', limitMs: tcpLimitMs });
  if (reached !== 'open') {
    const code = reached === 'late' ? 'CONNECT_TIMEOUT' : 'CONNECT_REFUSED';
    return failed(failureOf(deps, place, code, reached));
  }
  const tls = connectTls({ ...deps.trust.tlsOptions(place.host), socket: tcp });
  const secured = await opened(tls, { ...step, event: 'secureConnect', limitMs: tlsLimitMs });
  if (secured !== 'open') {
    tcp.destroy();
    return failed(failureOf(deps, place, secured === 'late' ? 'TLS_TIMEOUT' : 'TLS_FAILED', secured));
  }
  const verdict = deps.trust.verdict(tls, place.host, { tracer: context.tracer, at: deps.clock.wall() });
  if (!verdict.ok) {
    tls.destroy();
    return verdict;
  }
  report(deps, place, tls, verdict.value);
  return done(tls);
}

interface Opening {
  readonly event: 'connect' | 'secureConnect';
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Waits for the event, an error, the limit or the signal; unless the answer is 'open', the socket is gone afterwards. */
function opened(socket: Socket, { event, limitMs, clock, signal }: Opening): Promise<string> {
  return new Promise((resolve) => {
    const settle = (word: string) => {
      stop();
      signal.removeEventListener('abort', onAbort);
      socket.off('close', onClose);
      if (word !== 'open') socket.destroy();
      resolve(word);
    };
    const onAbort = () => settle('given up');
    const onClose = () => settle('closed by the server');
    const stop = clock.after(limitMs, () => settle('late'));
    // Stays on: an error after the end of our interest must not end the process.
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? 'failed'));
    socket.once('close', onClose).once(event, () => settle('open'));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function failureOf(deps: SecureConnectDependencies, place: WebPlace, code: FailureCode, detail?: string): Failure {
  const server = `${place.host}:${place.port}`;
  return { code, server, at: deps.clock.wall(), ...(detail === undefined ? {} : { detail }) };
}

function report(
  deps: SecureConnectDependencies,
  { host, port }: WebPlace,
  socket: TLSSocket,
  chain: readonly CertificateFacts[],
): void {
  const facts: ConnectionFacts = {
    id: deps.nextId(),
    purpose: 'web',
    host,
    peer: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? port}`,
    local: `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`,
    state: 'open',
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    chain,
    trustedBy: chain.at(-1)?.issuer ?? '',
  };
  deps.onConnection(facts);
  socket.once('close', () => deps.onConnection({ ...facts, state: 'closed' }));
}
