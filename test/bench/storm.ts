/**
 * A storm as main meets it: a thousand people change within ten seconds, or in one notification of some megabytes; and what an idle
 * client costs. CPU of the whole process, and the longest time main could do nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import type { DesktopActivity } from '../../src/main/session/presence/machine-watch.ts';
import { createPresenceService } from '../../src/main/session/presence/presence-service.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import { noOwnPresence } from '../../src/shared/model/presence.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { type BurstScene, openScene } from './burst-scene.ts';
import { median } from './median.ts';
import type { Part, Row } from './table.ts';
import { busy, contactsOf, ownUri } from './watchers.ts';

interface Cost {
  readonly cpuMs: number;
  readonly longestMs: number;
}

const many = 1000;
const spreadMs = 10_000;
const beatMs = 100;
const few = 100;
const idleMs = 60_000;
/** As the desktop's own question costs nothing to speak of, so does this one. */
const somebodyThere: DesktopActivity = { idleSeconds: () => 0, isLocked: () => false, onChange: () => () => undefined };

/** Throws when somebody's change does not arrive. */
export async function benchStorm(runs: number): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-storm-'));
  try {
    const inOne: Cost[] = [];
    for (let run = 0; run <= runs; run += 1) inOne.push(await withPeople(folder, many, oneNotification));
    const [first, ...later] = inOne;
    const spread = await withPeople(folder, many, overTenSeconds);
    const idle = await withPeople(folder, few, doingNothing);
    const one = {
      cpuMs: median(later.map(({ cpuMs }) => cpuMs)),
      longestMs: median(later.map(({ longestMs }) => longestMs)),
    };
    return { rows: rowsOf(one, spread, idle), figures: { first, one, spread, idle } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(one: Cost, spread: Cost, idle: Cost): Row[] {
  const longest = (what: string, { longestMs }: Cost): Row => ({
    what: `${what}: the longest main did nothing else`,
    measured: `${longestMs.toFixed(0)} ms`,
    value: longestMs,
    aim: { most: 50 },
  });
  const inOne = `${many} presence updates in one NOTIFY`;
  const inTen = `${many} presence updates within ${spreadMs / 1000} s`;
  return [
    { what: `${inOne}: CPU`, measured: `${one.cpuMs.toFixed(0)} ms` },
    longest(inOne, one),
    {
      what: `${inTen}: CPU`,
      measured: `${spread.cpuMs.toFixed(0)} ms, ${((spread.cpuMs / spreadMs) * 100).toFixed(1)} % of a core`,
    },
    longest(inTen, spread),
    {
      what: `idle with ${few} contacts for ${idleMs / 1000} s, in % of a core`,
      measured: `${idle.cpuMs.toFixed(0)} ms`,
      value: (idle.cpuMs / idleMs) * 100,
      aim: { most: 0.5 },
    },
  ];
}

type Trouble = (scene: BurstScene, uris: readonly string[], arrived: () => Promise<void>) => Promise<void>;

interface Watch {
  /** What was begun before has this long to end. */
  readonly settleMs: number;
  /** How often the longest pause is looked for; 0 not at all, since looking costs as much as an idle client. */
  readonly watchMs: number;
}

const watched: Watch = { settleMs: 200, watchMs: 2 };
/** V8 collects what earlier runs have left, which no idle client has had. */
const atRest: Watch = { settleMs: 60_000, watchMs: 0 };

async function withPeople(folder: string, count: number, trouble: Trouble): Promise<Cost> {
  const scene = openScene(folder);
  const contacts = contactsOf(count);
  const state = createStateStore({ ownPresence: noOwnPresence } as Slices, systemClock);
  const service = createPresenceService({
    state,
    tracer: scene.tracer,
    clock: systemClock,
    random: systemRandom,
    activity: somebodyThere,
  });
  const last = contacts.at(-1)?.uri ?? '';
  const arrived = () =>
    new Promise<void>((resolve) => {
      const stop = state.onDelta(look);
      function look(): void {
        if (state.get().presence[last]?.value !== busy) return;
        stop();
        resolve();
      }
    });
  try {
    service.watch(contacts);
    await service.start(scene.agent, ownUri, scene.signal);
    await scene.server.subscribed(count);
    const uris = contacts.map(({ uri }) => uri);
    return await costOf(() => trouble(scene, uris, arrived), trouble === doingNothing ? atRest : watched);
  } finally {
    service.goOffline();
    await scene.close();
  }
}

async function costOf(work: () => Promise<void>, { settleMs, watchMs }: Watch): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: Math.max(1, watchMs) });
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  if (watchMs > 0) delay.enable();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  return { cpuMs: (user + system) / 1000, longestMs: delay.max / 1e6 };
}

async function oneNotification(
  scene: BurstScene,
  uris: readonly string[],
  arrived: () => Promise<void>,
): Promise<void> {
  const told = arrived();
  await scene.arrive(scene.server.notificationOf(uris, busy));
  await told;
}

async function overTenSeconds(scene: BurstScene, uris: readonly string[], arrived: () => Promise<void>): Promise<void> {
  const told = arrived();
  const each = Math.ceil((uris.length * beatMs) / spreadMs);
  for (let at = 0; at < uris.length; at += each) {
    await scene.arrive(Buffer.concat(uris.slice(at, at + each).map((uri) => scene.server.notification(uri, busy))));
    await new Promise((resolve) => setTimeout(resolve, beatMs));
  }
  await told;
}

async function doingNothing(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, idleMs));
}
