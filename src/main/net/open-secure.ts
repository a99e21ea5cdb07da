/** TCP, then TLS, then the verdict on the certificate: the one way to a socket that may be written to, for SIP and for the web. */
import { connect as connectTcp, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts, ConnectionFacts } from '../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { handshakeFailureOf } from '../trust/handshake-failure.ts';
import type { Trust } from '../trust/trust.ts';

const tcpLimitMs = 3000;
const tlsLimitMs = 3000;
/** After so much silence the system itself asks whether the peer is still there. */
const tcpKeepAliveMs = 30_000;

export interface SocketDependencies {
  readonly clock: Clock;
  readonly trust: Trust;
  /** The local address to bind to for a peer, by the chosen interface; undefined leaves it to the system. */
  readonly localAddressFor: (peerAddress: string) => string | undefined;
}

/** Dependencies of whoever shows in diagnostics what it opens. */
export interface ShownSocketDependencies extends SocketDependencies {
  /** Keeps the list of connections that diagnostics shows. */
  readonly onConnection: (facts: ConnectionFacts) => void;
  readonly nextId: () => string;
}

export interface SocketRequest {
  /** The name the certificate must bear. */
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** An open socket. Its errors are swallowed until its owner listens; the owner closes it. */
export interface OpenSocket<S extends Socket = Socket> {
  readonly socket: S;
  /** Leaf first; empty where there is no TLS. */
  readonly chain: readonly CertificateFacts[];
}

/**
 * A connection whose certificate is good; nothing was written to it. Failures: CONNECT_*, TLS_*, CERTIFICATE_*. Without an
 * outcome of its own nothing stays open. An aborted attempt is a failure too, and is not traced.
 */
export function openSecure(deps: SocketDependencies, request: SocketRequest): Promise<Outcome<OpenSocket<TLSSocket>>> {
  return traced(request, async () => {
    const tcp = await reach(deps, request);
    if (!tcp.ok) return tcp;
    const secured = await secure(deps, request, tcp.value);
    if (!secured.ok) return secured;
    const socket = secured.value;
    const verdict = deps.trust.verdict(socket, request.host, { tracer: request.tracer, at: deps.clock.wall() });
    if (verdict.ok) return done({ socket, chain: verdict.value });
    socket.destroy();
    return verdict;
  });
}

/** A connection in clear text, for the one place where the person allowed it. Failures: CONNECT_*. */
export function openPlain(deps: SocketDependencies, request: SocketRequest): Promise<Outcome<OpenSocket>> {
  return traced(request, async () => {
    const tcp = await reach(deps, request);
    return tcp.ok ? done({ socket: tcp.value, chain: [] }) : tcp;
  });
}

/** A connection on show in diagnostics; whoever learns first that it is over calls `closed`, once. */
export interface ShownConnection {
  readonly facts: ConnectionFacts;
  closed(): void;
}

/** Traces an open socket and puts it on the list that diagnostics shows. */
export function showConnection(
  deps: ShownSocketDependencies,
  { purpose, host, tracer }: Pick<ConnectionFacts, 'purpose' | 'host'> & { readonly tracer: Tracer },
  opened: OpenSocket,
): ShownConnection {
  const facts = connectionFacts({ id: deps.nextId(), purpose, host }, opened);
  tracer.record({ kind: 'connect', host, peer: facts.peer, local: facts.local, state: 'open' });
  deps.onConnection(facts);
  return { facts, closed: () => deps.onConnection({ ...facts, state: 'closed' }) };
}

function connectionFacts(
  shown: Pick<ConnectionFacts, 'id' | 'purpose' | 'host'>,
  { socket, chain }: OpenSocket,
): ConnectionFacts {
  const tls = 'getProtocol' in socket ? (socket as TLSSocket) : undefined;
  return {
    ...shown,
    peer: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`,
    local: `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`,
    state: 'open',
    chain,
    ...(tls ? { protocol: tls.getProtocol() ?? '', cipher: tls.getCipher().name } : {}),
    ...(chain.length > 0 ? { trustedBy: chain.at(-1)?.issuer ?? '' } : {}),
  };
}

async function traced<T>({ host, port, address, tracer, signal }: SocketRequest, attempt: () => Promise<Outcome<T>>) {
  const peer = `${address}:${port}`;
  tracer.record({ kind: 'connect', host, peer, state: 'connecting' });
  const outcome = await attempt();
  if (!outcome.ok && !signal.aborted) tracer.record({ kind: 'connect', host, peer, state: outcome.failure.code });
  return outcome;
}

function reach(deps: SocketDependencies, request: SocketRequest): Promise<Outcome<Socket>> {
  const { address: host, port } = request;
  const localAddress = deps.localAddressFor(host);
  const socket = connectTcp({ host, port, ...(localAddress ? { localAddress } : {}) });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, tcpKeepAliveMs);
  return opening(deps, request, { socket, event: 'connect', limitMs: tcpLimitMs, late: 'CONNECT_TIMEOUT' });
}

function secure(deps: SocketDependencies, request: SocketRequest, tcp: Socket): Promise<Outcome<TLSSocket>> {
  const socket = deps.trust.connect(request.host, tcp);
  return opening(deps, request, { socket, event: 'secureConnect', limitMs: tlsLimitMs, late: 'TLS_TIMEOUT' });
}

interface Opening<S> {
  readonly socket: S;
  readonly event: 'connect' | 'secureConnect';
  readonly limitMs: number;
  readonly late: FailureCode;
}

/** Waits for the event, an error, the limit or the signal; unless the event came, the socket is gone afterwards. */
function opening<S extends Socket>(
  deps: SocketDependencies,
  request: SocketRequest,
  step: Opening<S>,
): Promise<Outcome<S>> {
  const { socket, event, late } = step;
  return new Promise((resolve) => {
    const fail = (code: FailureCode, detail?: string) => {
      release();
      socket.destroy();
      const server = `${request.host}:${request.port}`;
      const failure: Failure = { code, server, at: deps.clock.wall(), ...(detail ? { detail } : {}) };
      resolve(failed(failure));
    };
    const onError = (error: NodeJS.ErrnoException) => fail(codeOf(error, event), error.code ?? error.message);
    const onClose = () => fail(event === 'connect' ? 'CONNECT_REFUSED' : 'TLS_FAILED', 'closed by the server');
    const onAbort = () => fail(late, 'given up');
    const stop = deps.clock.after(step.limitMs, () => fail(late));
    const release = () => {
      stop();
      socket.off('error', onError).off('close', onClose);
      request.signal.removeEventListener('abort', onAbort);
    };
    // Stays on: an error that nobody waits for any more, or nobody listens for yet, must not end the process; and of TLS that breaks when it
    // stands the runtime only tells, and leaves the socket open.
    socket.on('error', () => socket.destroy());
    socket.once('error', onError).once('close', onClose);
    request.signal.addEventListener('abort', onAbort, { once: true });
    socket.once(event, () => {
      release();
      resolve(done(socket));
    });
    if (request.signal.aborted) onAbort();
  });
}

function codeOf(error: NodeJS.ErrnoException, event: 'connect' | 'secureConnect'): FailureCode {
  if (event === 'secureConnect') return handshakeFailureOf(error);
  if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') return 'CONNECT_REFUSED';
  return error.code === 'ETIMEDOUT' ? 'CONNECT_TIMEOUT' : 'CONNECT_UNREACHABLE';
}
