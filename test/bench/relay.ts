/** What the relay adds to a packet and costs the machine, as it ships: in Electron's utility process, under a main that may stand still. */
import { type Case, type Measured, stallMs } from './relay-case.ts';
import { measureInElectron, whyNoRelay } from './relay-electron.ts';
import { setUpRows } from './relay-setup.ts';
import type { Part, Row } from './table.ts';

const cases: readonly Omit<Case, 'seconds'>[] = [
  { calls: 1, isFloor: true },
  { calls: 1 },
  { calls: 1, isStalled: true },
  { calls: 20, isFloor: true },
  { calls: 20 },
  { calls: 20, isStalled: true },
  { calls: 1, lossPercent: 1 },
  { calls: 1, lossPercent: 5 },
  { calls: 1, withPicture: true, isFloor: true },
  { calls: 1, withPicture: true },
];

/** Part `relay` of the bench: 2 to 20 s for each case, each kind first through a forwarder that does nothing, and the set-up of a call. */
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
  const { calls, lossPercent = 0, cpuPercent, withPicture, isFloor } = each;
  const name = nameOf(each);
  if (lossPercent > 0) return [missingRow(each, name)];
  // What the machine takes is not ours to better.
  const row = (what: string, measured: string, value: number, most: number): Row => ({
    what: `${name}: ${what}`,
    measured,
    value,
    ...(!isFloor && { aim: { most } }),
  });
  const inAll = `${cpuPercent.toFixed(1)} % in all, ${each.memoryMb.toFixed(0)} MB`;
  const cost = row('per cent of a core for a call', inAll, cpuPercent / calls, withPicture ? 5 : 2);
  const missing = isFloor ? [] : [missingRow(each, name)];
  if (withPicture) return [cost, ...missing];
  const both = `${pair(each)}; ${pair(alone)} without it`;
  return [
    row('added, median, ms', both, each.p50Ms - alone.p50Ms, 0.25),
    row('added, 99 %, ms', both, each.p99Ms - alone.p99Ms, 1),
    cost,
    ...missing,
  ];
}

function nameOf({ calls, lossPercent = 0, isStalled, withPicture, isFloor }: Case): string {
  return [
    `${calls} ${calls === 1 ? 'call' : 'calls'} through ${isFloor ? 'a bare forwarder in its place' : 'the relay'}`,
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
