/** What the relay adds to a packet and costs the machine, as it ships: in Electron's utility process, under a main that may stand still. */
import { type Case, type Measured, stallMs } from './relay-case.ts';
import { measureInElectron, whyNoRelay } from './relay-electron.ts';
import { setUpRows } from './relay-setup.ts';
import type { Part, Row } from './table.ts';

const cases: readonly Omit<Case, 'seconds'>[] = [
  { calls: 1 },
  { calls: 1, isStalled: true },
  { calls: 20 },
  { calls: 20, isStalled: true },
  { calls: 1, lossPercent: 1 },
  { calls: 1, lossPercent: 5 },
  { calls: 1, withPicture: true },
];

/** Part `relay` of the bench: 2 to 20 s for each case, and the set-up of a call. */
export async function benchRelay(runs: number): Promise<Part> {
  const setUp = await setUpRows(runs);
  const skipped = whyNoRelay();
  if (skipped) {
    const row = { what: 'packets through the relay', measured: `skipped (${skipped})` };
    return { rows: [row, ...setUp.rows], figures: { skipped, setUp: setUp.figures } };
  }
  const seconds = Math.max(2, Math.min(20, runs * 2));
  const [alone, ...measured] = await measureInElectron([{ calls: 0 }, ...cases].map((each) => ({ ...each, seconds })));
  if (!alone) throw new Error('nothing was measured');
  const rows = [...measured.flatMap((each) => rowsOf(each, alone)), ...setUp.rows];
  return { rows, figures: { seconds, alone, measured, setUp: setUp.figures } };
}

function rowsOf(each: Measured, alone: Measured): readonly Row[] {
  const { calls, lossPercent = 0, cpuPercent, withPicture } = each;
  const name = nameOf(each);
  if (lossPercent > 0) return [missingRow(each, name)];
  const cost: Row = {
    what: `${name}: per cent of a core for a call`,
    measured: `${cpuPercent.toFixed(1)} % in all, ${each.memoryMb.toFixed(0)} MB`,
    value: cpuPercent / calls,
    aim: { most: withPicture ? 5 : 2 },
  };
  if (withPicture) return [cost, missingRow(each, name)];
  const measured = `${pair(each)}; ${pair(alone)} without it`;
  return [
    { what: `${name}: added, median, ms`, measured, value: each.p50Ms - alone.p50Ms, aim: { most: 0.25 } },
    { what: `${name}: added, 99 %, ms`, measured, value: each.p99Ms - alone.p99Ms, aim: { most: 1 } },
    cost,
    missingRow(each, name),
  ];
}

function nameOf({ calls, lossPercent = 0, isStalled, withPicture }: Case): string {
  return [
    `${calls} ${calls === 1 ? 'call' : 'calls'} through the relay`,
    ...(isStalled ? [`main busy ${stallMs} ms each second`] : []),
    ...(withPicture ? ['with a picture of 720p size out'] : []),
    ...(lossPercent > 0 ? [`${lossPercent} % lost before it`] : []),
  ].join(', ');
}

function pair({ p50Ms, p99Ms }: Measured): string {
  return `${p50Ms.toFixed(2)} and ${p99Ms.toFixed(2)} ms`;
}

function missingRow({ givenLossPercent, toldLossPercent, missingPercent }: Measured, name: string): Row {
  const measured =
    toldLossPercent === undefined
      ? ''
      : `lost before it: ${givenLossPercent.toFixed(1)} %; it says ${toldLossPercent.toFixed(1)} %`;
  return { what: `${name}: packets it lost, per cent`, measured, value: missingPercent, aim: { most: 0.1 } };
}
