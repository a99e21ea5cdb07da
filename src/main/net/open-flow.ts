/** One attempt at one address: TCP, then TLS, then the verdict on the certificate; only then is it a flow. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { CertificateFacts, ConnectionFacts } from '../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { Trust } from '../trust/trust.ts';
import type { Flow, FlowFacts, ServerTarget } from './flow.ts';
import { createStreamFlow } from './stream-flow.ts';

const tcpLimitMs = 3000;
const tlsLimitMs = 3000;

export interface OpenDependencies {
  readonly clock: Clock;
  readonly trust: Trust;
  /** The local address to bind to for a peer, by the chosen interface; undefined leaves it to the system. */
  readonly localAddressFor: (peerAddress: string) => string | undefined;
  /** Keeps the list of connections that diagnostics shows. */
  readonly onConnection: (facts: ConnectionFacts) => void;
  readonly nextId: () => string;
}

export interface OpenRequest {
  readonly target: ServerTarget;
  readonly address: string;
  readonly purpose: ConnectionFacts['purpose'];
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Opens a flow. Failures: CONNECT_*, TLS_*, CERTIFICATE_*. An aborted attempt closes what it opened and says CONNECT_TIMEOUT to nobody. */
export async function openFlow(deps: OpenDependencies, request: OpenRequest): Promise<Outcome<Flow>> {
  const { target, address, tracer, signal } = request;
  const peer = `${address}:${target.port}`;
  tracer.record({ kind: 'connect', host: target.host, peer, state: 'connecting' });
  const outcome = await connect(deps, request);
  if (!outcome.ok) {
    if (!signal.aborted) tracer.record({ kind: 'connect', host: target.host, peer, state: outcome.failure.code });
    return outcome;
  }
  return done(flowOver(deps, request, outcome.value));
}

interface Opened {
  readonly socket: Socket | TLSSocket;
  readonly chain: readonly CertificateFacts[];
}

async function connect(deps: OpenDependencies, request: OpenRequest): Promise<Outcome<Opened>> {
  const tcp = await reach(deps, request);
  if (!tcp.ok || request.target.transport === 'tcp') {
    return tcp.ok ? done({ socket: tcp.value, chain: [] }) : tcp;
  }
  const secured = await secure(deps, request, tcp.value);
  if (!secured.ok) return secured;
  const verdict = deps.trust.verdict(secured.value, request.target.host, {
    tracer: request.tracer,
    at: deps.clock.wall(),
  });
  if (verdict.ok) return done({ socket: secured.value, chain: verdict.value });
  secured.value.destroy();
  return verdict;
}

function reach(deps: OpenDependencies, request: OpenRequest): Promise<Outcome<Socket>> {
  const localAddress = deps.localAddressFor(request.address);
  const socket = connectTcp({
    host: request.address,
    port: request.target.port,
    ...(localAddress ? { localAddress } : {}),
  });
  socket.setNoDelay(true);
  return opening(deps, request, { socket, event: 'connect', limitMs: tcpLimitMs, late: 'CONNECT_TIMEOUT' });
}

function secure(deps: OpenDependencies, request: OpenRequest, tcp: Socket): Promise<Outcome<TLSSocket>> {
  // From here on the TLS socket tells what happens to the one below it.
  tcp.on('error', () => undefined);
  const socket = connectTls({ ...deps.trust.tlsOptions(request.target.host), socket: tcp });
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
  deps: OpenDependencies,
  request: OpenRequest,
  step: Opening<S>,
): Promise<Outcome<S>> {
  const { socket, event, late } = step;
  return new Promise((resolve) => {
    const fail = (code: FailureCode, detail?: string) => {
      release();
      socket.on('error', () => undefined);
      socket.destroy();
      const { host, port } = request.target;
      const failure: Failure = {
        code,
        server: `${host}:${port}`,
        at: deps.clock.wall(),
        ...(detail ? { detail } : {}),
      };
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
  if (event === 'secureConnect') return 'TLS_FAILED';
  if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') return 'CONNECT_REFUSED';
  return error.code === 'ETIMEDOUT' ? 'CONNECT_TIMEOUT' : 'CONNECT_UNREACHABLE';
}

function flowOver(deps: OpenDependencies, request: OpenRequest, opened: Opened): Flow {
  const { socket, chain } = opened;
  const { target, purpose } = request;
  const tls = 'getProtocol' in socket ? socket : undefined;
  const protocol = tls?.getProtocol();
  const facts: FlowFacts = {
    id: deps.nextId(),
    transport: target.transport,
    host: target.host,
    peerAddress: socket.remoteAddress ?? request.address,
    peerPort: socket.remotePort ?? target.port,
    localAddress: socket.localAddress ?? '',
    localPort: socket.localPort ?? 0,
    chain,
    ...(protocol ? { protocol } : {}),
    ...(tls ? { cipher: tls.getCipher().name } : {}),
  };
  const shown = connectionOf(facts, purpose);
  request.tracer.record({ kind: 'connect', host: target.host, peer: shown.peer, local: shown.local, state: 'open' });
  deps.onConnection(shown);
  return createStreamFlow({
    stream: socket,
    facts,
    clock: deps.clock,
    tracer: request.tracer,
    onClosed: () => deps.onConnection({ ...shown, state: 'closed' }),
  });
}

function connectionOf(facts: FlowFacts, purpose: ConnectionFacts['purpose']): ConnectionFacts {
  return {
    id: facts.id,
    purpose,
    host: facts.host,
    peer: `${facts.peerAddress}:${facts.peerPort}`,
    local: `${facts.localAddress}:${facts.localPort}`,
    state: 'open',
    chain: facts.chain,
    ...(facts.protocol ? { protocol: facts.protocol } : {}),
    ...(facts.cipher ? { cipher: facts.cipher } : {}),
    ...(facts.chain.length > 0 ? { trustedBy: facts.chain.at(-1)?.issuer ?? '' } : {}),
  };
}
