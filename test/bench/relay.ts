/** What the relay adds to a packet and costs the machine, as it ships: in Electron's utility process, under a main that may stand still. */
import { median } from './median.ts';
import { type Case, type Measured, stallMs } from './relay-case.ts';
import { measureInElectron, whyNoRelay } from './relay-electron.ts';
import { setUpRows } from './relay-setup.ts';
import type { Part, Row } from './table.ts';

type Wanted = Omit<Case, 'seconds'>;

/** Told by few packets, and so by whatever else the machine does in these seconds: measured in turns, the one in the middle counts. */
const lone: readonly Wanted[] = [{ calls: 1, isFloor: true }, { calls: 1 }, { calls: 1, isStalled: true }];
const others: readonly Wanted[] = [
  { calls: 20, isFloor: true },
  { calls: 20 },
  { calls: 20, isStalled: true },
  { calls: 1, lossPercent: 1 },
  { calls: 1, lossPercent: 5 },
  { calls: 1, withPicture: true, isFloor: true },
  { calls: 1, withPicture: true },
];
const turns = 3;
/** Of a lone call, so much longer: in the seconds after its beginning V8 still makes the relay's functions fast, which is no part of a call of minutes. */
const loneTimes = 3;

/** Part `relay` of the bench: 2 to 20 s for each case and three times that for a lone call, each kind first through a forwarder that does nothing, and the set-up of a call. */
export async function benchRelay(runs: number): Promise<Part> {
  const setUp = await setUpRows(runs);
  const skipped = whyNoRelay();
  if (skipped) {
    const row = { what: 'packets through the relay', measured: `skipped (${skipped})` };
    return { rows: [row, ...setUp.rows], figures: { skipped, setUp: setUp.figures } };
  }
  const seconds = Math.max(2, Math.min(20, runs * 2));
  const inTurns = Array.from({ length: turns }, () => lone).flat();
  const wanted = [
    { calls: 0, seconds },
    ...inTurns.map((each) => ({ ...each, seconds: loneTimes * seconds })),
    ...others.map((each) => ({ ...each, seconds })),
  ];
  const [alone, ...measured] = await measureInElectron(wanted);
  if (!alone) throw new Error('nothing was measured');
  const byCase = [...lone, ...others].map((each) => measured.filter((one) => nameOf(one) === nameOf(each)));
  const rows = [...byCase.flatMap((same) => rowsOf(same, alone)), ...setUp.rows];
  return { rows, figures: { seconds, alone, measured, setUp: setUp.figures } };
}

/** Of one case, measured once or in turns: each figure's own middle, and the most that was lost. */
function rowsOf(same: readonly Measured[], alone: Measured): readonly Row[] {
  const [each] = same;
  if (!each) return [];
  const { calls, lossPercent = 0, withPicture, isFloor } = each;
  const name = nameOf(each);
  const missing = missingRow(same, name);
  if (lossPercent > 0) return [missing];
  const row = (what: string, measured: string, values: readonly number[], most: number): Row => ({
    what: `${name}: ${what}`,
    measured: same.length > 1 ? `${values.map((value) => value.toFixed(2)).join(', ')}; ${measured}` : measured,
    value: median(values),
    // What the machine takes is not ours to better.
    ...(!isFloor && { aim: { most } }),
  });
  const inAll = `${middle(same, 'cpuPercent').toFixed(1)} % in all, ${middle(same, 'memoryMb').toFixed(0)} MB`;
  const costs = same.map(({ cpuPercent }) => cpuPercent / calls);
  const cost = row('per cent of a core for a call', inAll, costs, withPicture ? 5 : 2);
  const lost = isFloor ? [] : [missing];
  if (withPicture) return [cost, ...lost];
  const both = `${pair(same)}; ${pair([alone])} without it`;
  const later = (key: 'p50Ms' | 'p99Ms') => same.map((one) => one[key] - alone[key]);
  return [
    row('added, median, ms', both, later('p50Ms'), 0.25),
    row('added, 99 %, ms', both, later('p99Ms'), 1),
    cost,
    ...lost,
  ];
}

function middle(same: readonly Measured[], key: 'p50Ms' | 'p99Ms' | 'cpuPercent' | 'memoryMb'): number {
  return median(same.map((one) => one[key]));
}

function nameOf({ calls, lossPercent = 0, isStalled, withPicture, isFloor }: Wanted): string {
  return [
    `${calls} ${calls === 1 ? 'call' : 'calls'} through ${isFloor ? 'a bare forwarder in its place' : 'the relay'}`,
    ...(isStalled ? [`main busy ${stallMs} ms each second`] : []),
    ...(withPicture ? ['with a picture of 720p size out'] : []),
    ...(lossPercent > 0 ? [`${lossPercent} % lost before it`] : []),
  ].join(', ');
}

function pair(same: readonly Measured[]): string {
  return `${middle(same, 'p50Ms').toFixed(2)} and ${middle(same, 'p99Ms').toFixed(2)} ms`;
}

function missingRow(same: readonly Measured[], name: string): Row {
  const told = same.flatMap(({ givenLossPercent, toldLossPercent }) =>
    toldLossPercent === undefined
      ? []
      : [`lost before it: ${givenLossPercent.toFixed(1)} %; it says ${toldLossPercent.toFixed(1)} %`],
  );
  const value = Math.max(...same.map(({ missingPercent }) => missingPercent));
  return { what: `${name}: packets it lost, per cent`, measured: told.join('; '), value, aim: { most: 0.1 } };
}
