/**
 * What a Monday morning costs: 500 people change at once. From the bytes behind TLS on, with the redacted trace on disk:
 * as far as the agent hands each notification over, and as far as each person's state stands in the store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { FlowFacts } from '../../src/main/net/flow.ts';
import { createStreamFlow } from '../../src/main/net/stream-flow.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import { openTraceFiles } from '../../src/main/trace/trace-files.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import { median } from './median.ts';
import { createPresenceServer } from './presence-server.ts';
import { atTheAgent, busy, inTheStore, ownUri, people, type Watcher } from './watchers.ts';

export interface BurstBench {
  readonly notifications: number;
  /** Bytes of one notification. */
  readonly bytes: number;
  /** CPU of the whole process, milliseconds: the first burst of all, in the store, before anything was compiled. */
  readonly firstMs: number;
  /** Medians of the later bursts. */
  readonly agentMs: number;
  readonly storeMs: number;
  readonly runs: number;
}

const tlsRecord = 16_384;
/** The compiler is still at work in the first bursts; those are told by `firstMs`. */
const warmUps = 3;
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

/** Each burst has a connection of its own. Throws when somebody's notification does not arrive. */
export async function benchBurst(runs: number): Promise<BurstBench> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-burst-'));
  try {
    const first = await burstOnce(folder, inTheStore);
    const agent: number[] = [];
    const store: number[] = [];
    for (let run = -warmUps; run < runs; run += 1) {
      const [agentMs, storeMs] = [
        (await burstOnce(folder, atTheAgent)).cpuMs,
        (await burstOnce(folder, inTheStore)).cpuMs,
      ];
      if (run < 0) continue;
      agent.push(agentMs);
      store.push(storeMs);
    }
    const medians = { agentMs: median(agent), storeMs: median(store) };
    return { notifications: people.length, bytes: first.bytes, firstMs: first.cpuMs, ...medians, runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function burstOnce(folder: string, watcher: Watcher): Promise<{ cpuMs: number; bytes: number }> {
  const clock = systemClock;
  const files = openTraceFiles({ folder, wall: clock.wall(), processId: process.pid });
  const tracing = createTracing({ clock, files });
  const { tracer } = tracing;
  const server = createPresenceServer();
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Uint8Array, _encoding, written) {
      stream.push(server.answer(chunk));
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
  try {
    const arrived = await watcher({ agent, tracer, signal: end.signal });
    await server.subscribed(people.length);
    const burst = Buffer.concat(people.map(({ uri }) => server.notification(uri, busy)));
    const before = process.cpuUsage();
    for (let at = 0; at < burst.length; at += tlsRecord) stream.push(burst.subarray(at, at + tlsRecord));
    await arrived();
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1000, bytes: Math.round(burst.length / people.length) };
  } finally {
    end.abort();
    agent.close();
    await tracing.close();
  }
}
