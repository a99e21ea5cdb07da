/** What is measured inside main: how long it stands still, and which short timers it sets. */
import type { AppWindow } from './app-window.ts';

interface Watch {
  readonly delays: { readonly max: number; reset(): void };
  timers: number[];
}

/** Coarse enough to cost next to nothing: a block of 50 ms is told as 40 to 60. */
const resolutionMs = 10;

/** Begins to watch. Timers set before are not seen. */
export async function watchMain({ app }: AppWindow): Promise<void> {
  await app.evaluate((_electron, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution });
    const watch: Watch = { delays, timers: [] };
    const set = globalThis.setTimeout;
    const counted = (task: () => void, ms = 0) => {
      if (ms < 1000) watch.timers.push(ms);
      return set(task, ms);
    };
    Object.assign(globalThis, { benchWatch: watch, benchDelays: delays, setTimeout: counted });
  }, resolutionMs);
}

/** The longest main did nothing else since the last call, milliseconds. It is looked for from the first call on, until the next. */
export async function longestBlock({ app }: AppWindow): Promise<number> {
  return app.evaluate((_electron, resolution) => {
    const { delays } = Reflect.get(globalThis, 'benchWatch') as Watch & {
      delays: { enable(): boolean; disable(): boolean };
    };
    const longest = Math.max(0, delays.max / 1e6 - resolution);
    if (!delays.disable()) delays.enable();
    delays.reset();
    return longest;
  }, resolutionMs);
}

/** The short timers main has set since the last call, milliseconds each. */
export async function shortTimers({ app }: AppWindow): Promise<readonly number[]> {
  return app.evaluate(() => {
    const watch = Reflect.get(globalThis, 'benchWatch') as Watch;
    const { timers } = watch;
    watch.timers = [];
    return timers;
  });
}
