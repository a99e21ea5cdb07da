/** What is measured inside main: how long it stands still, and which short timers it sets. */
import type { ElectronApplication } from '@playwright/test';

interface Watch {
  readonly delays: { readonly max: number; reset(): void; enable(): boolean };
  timers: number[];
}

export interface MainSeen {
  /** The longest main did nothing else, milliseconds. */
  readonly longestBlockMs: number;
  /** The timers below a second that were set, milliseconds each. */
  readonly shortTimers: readonly number[];
}

/** Coarse enough to cost next to nothing: a block of 50 ms is told as 40 to 60. */
const resolutionMs = 10;

/** Puts the watch in its place; it counts from `beginWatch` on. */
export async function watchMain(app: ElectronApplication): Promise<void> {
  await again(() =>
    app.evaluate((_electron, resolution) => {
      if (Reflect.has(globalThis, 'benchWatch')) return;
      const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
      const watch: Watch = { delays: monitorEventLoopDelay({ resolution }), timers: [] };
      const set = globalThis.setTimeout;
      const counted = (task: () => void, ms = 0) => {
        if (ms < 1000) watch.timers.push(ms);
        return set(task, ms);
      };
      Object.assign(globalThis, { benchWatch: watch, setTimeout: counted });
    }, resolutionMs),
  );
}

/** Begins anew. Looking for blocks costs some CPU by itself, so it can be left out. */
export async function beginWatch(app: ElectronApplication, withBlocks = true): Promise<void> {
  await again(() =>
    app.evaluate((_electron, looks) => {
      const watch = Reflect.get(globalThis, 'benchWatch') as Watch;
      watch.timers = [];
      watch.delays.reset();
      if (looks) watch.delays.enable();
    }, withBlocks),
  );
}

/** What was seen since. */
export async function readWatch(app: ElectronApplication): Promise<MainSeen> {
  return again(() =>
    app.evaluate((_electron, resolution) => {
      const { delays, timers } = Reflect.get(globalThis, 'benchWatch') as Watch;
      return { longestBlockMs: Math.max(0, delays.max / 1e6 - resolution), shortTimers: timers };
    }, resolutionMs),
  );
}

/** Node's inspector now and then loses the promise it waits for, after the work was done: all that is asked here may be asked twice. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!String(error).includes('garbage collected')) throw error;
    return ask();
  }
}
