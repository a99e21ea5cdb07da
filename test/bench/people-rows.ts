/** The figures of the window with many contacts as rows of the table, against the budgets of mission 5.3. */
import { median } from './median.ts';
import type { Scrolled } from './page-probe.ts';
import type { CpuTimes } from './process-cost.ts';
import type { Row } from './table.ts';

/** How many contacts, in the long list and in the one of somebody usual. */
export const many = 1000;
export const few = 100;
export const stormMs = 10_000;
export const idleMs = 60_000;
/** As large as a real one with services and free and busy times. */
export const updateBytes = 4000;

export interface ListFigures {
  /** Of each start: milliseconds from the list's arrival in the page to its first paint. */
  readonly firstPaintMs: readonly number[];
  readonly reopenMs: number;
  readonly scrolled: Scrolled;
  readonly memoryMb: number;
}

export interface IdleFigures {
  readonly ms: number;
  readonly cpu: CpuTimes;
  readonly memoryMb: number;
  readonly wakeUps: number;
  /** Timers below a second that main set meanwhile. */
  readonly shortTimers: readonly number[];
}

/** What one storm cost the application. */
export interface StormCost {
  readonly ms: number;
  readonly cpu: CpuTimes;
  /** The window's tasks of 50 ms and more. */
  readonly longTasks: readonly number[];
  readonly drawings: number;
  /** Of main. */
  readonly longestBlockMs: number;
}

const aims = { firstPaintMs: 100, rows: 100, framesPerSecond: 55, memoryOfMany: 125, memoryOfFew: 100 };
const stormAims = { percent: 25, taskMs: 50, drawingsPerSecond: 10 };
const idleAims = { percent: 0.5, shortTimers: 0 };

/** Painting, scrolling and memory with the long list; `bareMb` is what one empty window of the runtime takes. */
export function listRows({ firstPaintMs, reopenMs, scrolled, memoryMb }: ListFigures, bareMb: number): Row[] {
  const first = median(firstPaintMs);
  const rate = (scrolled.frames * 1000) / scrolled.ms;
  return [
    {
      what: `${many} contacts: from the list's arrival in the window to its first paint`,
      measured: `${first.toFixed(0)} ms (${firstPaintMs.map((ms) => ms.toFixed(0)).join(', ')})`,
      value: first,
      aim: { most: aims.firstPaintMs },
    },
    {
      what: `${many} contacts: from the click on the tab to the list's paint`,
      measured: `${reopenMs.toFixed(0)} ms`,
      value: reopenMs,
      aim: { most: aims.firstPaintMs },
    },
    {
      what: `${many} contacts, scrolled from end to end: frames a second`,
      measured: `${scrolled.frames} frames, the longest ${scrolled.longestFrameMs.toFixed(0)} ms, ${scrolled.emptyFrames} with an empty middle`,
      value: rate,
      aim: { least: aims.framesPerSecond },
    },
    {
      what: `${many} contacts: rows in the page at once`,
      measured: `${scrolled.mostRows}`,
      value: scrolled.mostRows,
      aim: { most: aims.rows },
    },
    memoryRow(`${many} contacts`, { memoryMb, bareMb }, aims.memoryOfMany),
  ];
}

/** A storm of presence, spread over seconds and in one notification. */
export function stormRows(spread: StormCost, atOnce: readonly StormCost[]): Row[] {
  const wide = `${many} presence updates over ${stormMs / 1000} s, in the window`;
  const single = `${many} presence updates in one notification (${(many * updateBytes) / 1e6} MB), in the window`;
  const perSecond = (spread.drawings * 1000) / spread.ms;
  const { all, main, renderer } = spread.cpu;
  const [first] = atOnce;
  return [
    {
      what: `${wide}: percent of one core, main and page`,
      measured: `${percent(main + renderer, spread.ms)} (main ${percent(main, spread.ms)}, page ${percent(renderer, spread.ms)}; all processes ${percent(all, spread.ms)})`,
      value: ((main + renderer) * 100) / spread.ms,
      aim: { most: stormAims.percent },
    },
    {
      what: `${wide}: the list drawn anew in a second`,
      measured: `${spread.drawings} times in ${(spread.ms / 1000).toFixed(1)} s`,
      value: perSecond,
      aim: { most: stormAims.drawingsPerSecond },
    },
    ...longestRows(wide, [spread]),
    {
      what: `${single}: CPU`,
      measured: `main ${median(atOnce.map(({ cpu }) => cpu.main)).toFixed(0)} ms, page ${median(atOnce.map(({ cpu }) => cpu.renderer)).toFixed(0)} ms (the first: ${first?.cpu.main} and ${first?.cpu.renderer} ms)`,
    },
    ...longestRows(single, atOnce),
  ];
}

/** The application left alone. */
export function idleRows({ ms, cpu, memoryMb, wakeUps, shortTimers }: IdleFigures, bareMb: number): Row[] {
  const idle = `idle with ${few} contacts over ${idleMs / 1000} s`;
  return [
    {
      what: `${idle}: percent of one core, all processes`,
      measured: `${cpu.all} ms (main ${cpu.main} ms, page ${cpu.renderer} ms; main woken ${wakeUps} times)`,
      value: (cpu.all * 100) / ms,
      aim: { most: idleAims.percent },
    },
    {
      what: `${idle}: timers below a second`,
      measured: `${shortTimers.length}`,
      value: shortTimers.length,
      aim: { most: idleAims.shortTimers },
    },
    memoryRow(`${few} contacts`, { memoryMb, bareMb }, aims.memoryOfFew),
  ];
}

/** What is ours: the runtime's own part cannot be saved by anybody. docs/decisions/0016 */
function memoryRow(what: string, taken: { readonly memoryMb: number; readonly bareMb: number }, most: number): Row {
  const ours = taken.memoryMb - taken.bareMb;
  return {
    what: `${what}: memory of all processes (PSS, MB) above an empty window`,
    measured: `${taken.memoryMb.toFixed(0)} MB, an empty window ${taken.bareMb.toFixed(0)} MB`,
    value: ours,
    aim: { most },
  };
}

function longestRows(what: string, costs: readonly StormCost[]): Row[] {
  const page = Math.max(0, ...costs.flatMap(({ longTasks }) => longTasks));
  const main = Math.max(...costs.map(({ longestBlockMs }) => longestBlockMs));
  return [
    {
      what: `${what}: longest task of the page`,
      measured: page === 0 ? 'none of 50 ms' : `${page.toFixed(0)} ms`,
      value: page,
      aim: { most: stormAims.taskMs },
    },
    {
      what: `${what}: the longest main did nothing else`,
      measured: `${main.toFixed(0)} ms`,
      value: main,
      aim: { most: stormAims.taskMs },
    },
  ];
}

function percent(cpuMs: number, ms: number): string {
  return `${((cpuMs * 100) / ms).toFixed(1)} %`;
}
