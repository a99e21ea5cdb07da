/** A client on a connection whose other end is played here: real framing, SIP, trace on disk; no network, no TLS. */
import { Duplex } from 'node:stream';
import type { FlowFacts } from '../../src/main/net/flow.ts';
import { createStreamFlow } from '../../src/main/net/stream-flow.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import type { SipAgent } from '../../src/main/sip/agent.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import { openTraceFiles } from '../../src/main/trace/trace-files.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import { createPresenceServer, type PresenceServer } from './presence-server.ts';
import { ownUri } from './watchers.ts';

export interface BurstScene {
  readonly agent: SipAgent;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
  readonly server: PresenceServer;
  /** As TLS hands it over: in records of 16 KB, one after the other without a break. */
  push(bytes: Uint8Array): void;
  /** As a socket does: up to 64 KB at a time, other work in between. */
  arrive(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const ping = 4;
const pong = Buffer.from('\r\n');
const tlsRecord = 16_384;
const socketRead = 65_536;
const facts: FlowFacts = {
  id: 'burst',
  transport: 'tls',
  host: 'sip.contoso.com',
  peerAddress: '192.0.2.1',
  peerPort: 443,
  localAddress: '192.0.2.10',
  localPort: 50230,
  chain: [],
};

/** Opens a scene of its own; the trace goes into the folder. */
export function openScene(folder: string): BurstScene {
  const clock = systemClock;
  const files = openTraceFiles({ folder, wall: clock.wall(), processId: process.pid });
  const tracing = createTracing({ clock, files });
  const { tracer } = tracing;
  const server = createPresenceServer();
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Uint8Array, _encoding, written) {
      // A ping is answered with a pong. RFC 5626 3.5.1
      stream.push(chunk.length === ping ? pong : server.answer(chunk));
      written();
    },
  });
  const agent = createSipAgent({
    flow: createStreamFlow({ stream, facts, clock, tracer }),
    identity: accountIdentity(ownUri, '0'.repeat(32)),
    dialect: 'microsoft',
    userAgent: 'Offhook/bench',
    credentialsFor: () => undefined,
    clock,
    random: systemRandom,
    tracer,
  });
  const end = new AbortController();
  const push = (bytes: Uint8Array, from: number, to: number) => {
    for (let at = from; at < to; at += tlsRecord) stream.push(bytes.subarray(at, Math.min(to, at + tlsRecord)));
  };
  return {
    agent,
    tracer,
    signal: end.signal,
    server,
    push: (bytes) => push(bytes, 0, bytes.length),
    async arrive(bytes) {
      for (let at = 0; at < bytes.length; at += socketRead) {
        push(bytes, at, Math.min(bytes.length, at + socketRead));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async close() {
      end.abort();
      agent.close();
      await tracing.close();
    },
  };
}
