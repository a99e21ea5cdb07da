/** What a soak tells of the figures it took: what was gained between its beginning and its end. */
import { median } from './median.ts';
import type { Row } from './table.ts';

/** Fewer cannot tell a beginning from an end. */
const fewestQuiets = 3;
/** Fewer cannot tell how it goes on once what is kept for the next time is there. */
const fewestLateQuiets = 3;
/** Of ten megabytes in four weeks with a hundred rounds a day, such as nobody has. */
const mostKbARound = 3.6;
/** What one round after another may add to what our own code holds. */
const mostHeapMbAnHour = 10;

/** Pss, megabytes. */
export interface Memory {
  /** Of all processes. */
  readonly memoryMb: number;
  readonly mainMb: number;
  readonly rendererMb: number;
}

/** Behind so many rounds, after a while in which nothing happened. */
export interface Quiet extends Memory {
  readonly round: number;
  /** Since the first round. */
  readonly hours: number;
  /** What JavaScript of main and of the page holds, megabytes. */
  readonly heapMb: { readonly main: number; readonly renderer: number };
  /** Of each purpose that is neither main's nor the page's. */
  readonly othersMb: Readonly<Record<string, number>>;
}

/** After one round, while the next is about to begin: what waits to be collected counts. */
export interface Sample extends Memory {
  /** WebRTC connections of the page that are not yet collected: Chromium refuses the 501st. */
  readonly connections: number;
  /** Open files and sockets of all processes. */
  readonly handles: number;
  /** Of one core, over the round. */
  readonly cpuPercent: number;
}

export interface Life {
  readonly samples: readonly Sample[];
  readonly quiets: readonly Quiet[];
}

/** The middle of the first and of the last third, since rounds differ; in quiet the least, since what a collector leaves for later adds to it. */
export function rowsOf(what: string, { samples, quiets }: Life, idlePercent: number): Row[] {
  const grown = (name: keyof Sample) =>
    growthOf(
      'rounds',
      samples.map((sample) => sample[name]),
      median,
    );
  const inQuiet = growthOf(
    'quiets',
    quiets.map((each) => each.memoryMb),
    (values) => Math.min(...values),
  );
  const hasEnough = quiets.length >= fewestQuiets;
  return [
    // Caches that fill, code that is compiled and what other processes have not collected are in it: the two rows below have aims.
    hasEnough
      ? { what: `${what}: memory gained in quiet, MB`, ...inQuiet }
      : { what: `${what}: memory gained in quiet`, measured: `too short to say: ${quiets.length} times` },
    lateRow(what, quiets),
    heapRow(what, quiets),
    { what: `${what}: memory gained while they go on, with what is not collected yet, MB`, ...grown('memoryMb') },
    { what: `${what}: connections not collected gained`, ...grown('connections'), aim: { most: 25 } },
    { what: `${what}: open files and sockets gained`, ...grown('handles'), aim: { most: 2 } },
    { what: `${what}: CPU gained, per cent of a core`, ...grown('cpuPercent'), aim: { most: 5 } },
    { what: `${what}: idle after it, per cent of a core`, measured: '', value: idlePercent, aim: { most: 0.5 } },
  ];
}

/** What each round leaves for good, once caches are full and code is compiled. */
function lateRow(what: string, quiets: readonly Quiet[]): Row {
  const late = quiets.slice(Math.floor(quiets.length / 2));
  const [first, last] = [late[0], late.at(-1)];
  const name = `${what}: memory gained in quiet by a round of the second half`;
  if (!first || !last || late.length < fewestLateQuiets)
    return { what: name, measured: `too short to say: ${late.length} times` };
  const rounds = last.round - first.round;
  return {
    what: `${name}, KB`,
    measured: `${first.memoryMb.toFixed(1)} behind ${first.round} rounds, ${last.memoryMb.toFixed(1)} behind ${last.round}`,
    value: ((last.memoryMb - first.memoryMb) * 1024) / rounds,
    aim: { most: mostKbARound },
  };
}

/** From the first quiet to the last. */
function heapRow(what: string, quiets: readonly Quiet[]): Row {
  const [first, last] = [quiets[0], quiets.at(-1)];
  const name = `${what}: memory of JavaScript gained in quiet an hour`;
  if (!first || !last || quiets.length < fewestQuiets)
    return { what: name, measured: `too short to say: ${quiets.length} times` };
  const told = ({ heapMb, hours }: Quiet) =>
    `${heapMb.main.toFixed(1)} + ${heapMb.renderer.toFixed(1)} after ${hours.toFixed(1)} h`;
  const sum = ({ heapMb }: Quiet) => heapMb.main + heapMb.renderer;
  return {
    what: `${name}, MB`,
    measured: `main and page: ${told(first)}, ${told(last)}`,
    value: (sum(last) - sum(first)) / (last.hours - first.hours),
    aim: { most: mostHeapMbAnHour },
  };
}

function growthOf(
  unit: string,
  values: readonly number[],
  oneOf: (values: readonly number[]) => number,
): { readonly measured: string; readonly value: number } {
  const third = Math.max(1, Math.floor(values.length / 3));
  const [first, last] = [oneOf(values.slice(0, third)), oneOf(values.slice(-third))];
  return {
    measured: `${first.toFixed(1)} in the first third of ${values.length} ${unit}, ${last.toFixed(1)} in the last`,
    value: last - first,
  };
}
