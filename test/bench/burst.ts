/**
 * What a Monday morning costs: 500 people change at once. From the bytes behind TLS to the presence in the store,
 * with everything the application has between: framer, reader, agent, presence service, redacted trace on disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { FlowFacts } from '../../src/main/net/flow.ts';
import { createStreamFlow } from '../../src/main/net/stream-flow.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createPresenceService } from '../../src/main/session/presence/presence-service.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import { openTraceFiles } from '../../src/main/trace/trace-files.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import type { Contact } from '../../src/shared/model/contacts.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { median } from './median.ts';
import { createPresenceServer } from './presence-server.ts';

export interface BurstBench {
  readonly notifications: number;
  /** Bytes of one notification. */
  readonly bytes: number;
  /** CPU of this process, user and system, milliseconds: the first burst ever, and the median of those after it. */
  readonly coldMs: number;
  readonly cpuMs: number;
  readonly runs: number;
}

const count = 500;
const tlsRecord = 16_384;
const ownUri = 'sip:karen@contoso.com';
const people: readonly Contact[] = Array.from({ length: count }, (_, at) => ({
  uri: `sip:person${at}@contoso.com`,
  name: `Person ${at}`,
  groupIds: ['1'],
  kind: 'same-enterprise' as const,
}));
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

/** Runs one cold burst and `runs` more, each on a connection of its own. Throws when a person's new state does not arrive. */
export async function benchBurst(runs = 7): Promise<BurstBench> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-burst-'));
  try {
    const first = await burstOnce(folder);
    const later: number[] = [];
    for (let run = 0; run < runs; run += 1) later.push((await burstOnce(folder)).cpuMs);
    return { notifications: count, bytes: first.bytes, coldMs: first.cpuMs, cpuMs: median(later), runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function burstOnce(folder: string): Promise<{ cpuMs: number; bytes: number }> {
  const clock = systemClock;
  const random = systemRandom;
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
    random,
    tracer,
  });
  const state = createStateStore(emptySlices(), clock);
  const presence = createPresenceService({ state, tracer, clock, random });
  const signal = new AbortController();
  try {
    presence.watch(people);
    await presence.start(agent, ownUri, signal.signal);
    await server.subscribed(people.length);
    const notifications = people.map(({ uri }) => server.notification(uri, 6500));
    const burst = Buffer.concat(notifications);
    const before = process.cpuUsage();
    for (let at = 0; at < burst.length; at += tlsRecord) stream.push(burst.subarray(at, at + tlsRecord));
    const last = people.at(-1)?.uri ?? '';
    await new Promise<void>((resolve) => {
      const stop = state.onDelta(() => {
        if (state.get().presence[last]?.value !== 6500) return;
        stop();
        resolve();
      });
    });
    const { user, system } = process.cpuUsage(before);
    const missing = people.filter(({ uri }) => state.get().presence[uri]?.value !== 6500);
    if (missing.length > 0) throw new Error(`${missing.length} people did not change`);
    return { cpuMs: (user + system) / 1000, bytes: Math.round(burst.length / count) };
  } finally {
    signal.abort();
    agent.close();
    await tracing.close();
  }
}

/** The store's other slices play no part. */
function emptySlices(): Slices {
  return { ownPresence: { availability: 'offline', manual: false } } as Slices;
}
