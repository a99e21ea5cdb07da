/** One attempt at one address that ends in a flow: a verified socket, framed for SIP. */
import type { TLSSocket } from 'node:tls';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { Flow, FlowFacts, ServerTarget } from './flow.ts';
import { type OpenSocket, openPlain, openSecure, type ShownSocketDependencies, showConnection } from './open-secure.ts';
import { createStreamFlow } from './stream-flow.ts';

export interface OpenRequest {
  readonly target: ServerTarget;
  readonly address: string;
  readonly purpose: ConnectionFacts['purpose'];
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Opens a flow. Failures: CONNECT_*, TLS_*, CERTIFICATE_*. An aborted attempt closes what it opened and is not traced. */
export async function openFlow(deps: ShownSocketDependencies, request: OpenRequest): Promise<Outcome<Flow>> {
  const { target, address, signal, tracer } = request;
  const open = target.transport === 'tls' ? openSecure : openPlain;
  const outcome = await open(deps, { host: target.host, port: target.port, address, signal, tracer });
  return outcome.ok ? done(flowOver(deps, request, outcome.value)) : outcome;
}

function flowOver(deps: ShownSocketDependencies, request: OpenRequest, opened: OpenSocket): Flow {
  const { target, purpose, tracer } = request;
  const shown = showConnection(deps, { purpose, host: target.host, tracer }, opened);
  return createStreamFlow({
    stream: opened.socket,
    facts: flowFacts(shown.facts.id, request, opened),
    clock: deps.clock,
    tracer,
    onClosed: shown.closed,
  });
}

function flowFacts(id: string, { target, address }: OpenRequest, { socket, chain }: OpenSocket): FlowFacts {
  const tls = 'getProtocol' in socket ? (socket as TLSSocket) : undefined;
  const protocol = tls?.getProtocol();
  return {
    id,
    transport: target.transport,
    host: target.host,
    peerAddress: socket.remoteAddress ?? address,
    peerPort: socket.remotePort ?? target.port,
    localAddress: socket.localAddress ?? '',
    localPort: socket.localPort ?? 0,
    chain,
    ...(protocol ? { protocol } : {}),
    ...(tls ? { cipher: tls.getCipher().name } : {}),
  };
}
