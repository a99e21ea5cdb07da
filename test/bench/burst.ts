/**
 * What a Monday morning costs: 500 people change at once. From the bytes behind TLS on, with the redacted trace on disk:
 * as far as the agent hands each notification over, and as far as each person's state stands in the store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScene } from './burst-scene.ts';
import { median } from './median.ts';
import { atTheAgent, busy, inTheStore, people, type Watcher } from './watchers.ts';

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

/** The compiler is still at work in the first bursts; those are told by `firstMs`. */
const warmUps = 3;
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
  const scene = openScene(folder);
  try {
    const arrived = await watcher(scene);
    await scene.server.subscribed(people.length);
    const burst = Buffer.concat(people.map(({ uri }) => scene.server.notification(uri, busy)));
    const before = process.cpuUsage();
    scene.push(burst);
    await arrived();
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1000, bytes: Math.round(burst.length / people.length) };
  } finally {
    await scene.close();
  }
}
