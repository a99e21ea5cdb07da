/**
 * What the relay adds to a packet and costs the machine: the relay in a Node process of its own (what Electron's utility process is, without
 * Electron), its load in another, and this one in the place of main.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { RelayMessage } from '../../src/shared/model/relay-messages.ts';
import { cpuTimes, memoryMb, type ProcessFacts } from './process-cost.ts';
import type { LoadFigures, LoadOrder, LoadReport } from './relay-load.ts';
import type { Part, Row } from './table.ts';

interface Case {
  readonly calls: number;
  readonly lossPercent?: number;
  /** This process stands still for 60 ms each second. */
  readonly isStalled?: true;
}

interface Measured extends LoadFigures, Case {
  /** Per cent of a core. */
  readonly cpuPercent: number;
  readonly memoryMb: number;
}

const stallMs = 60;
const cases: readonly Case[] = [
  { calls: 1 },
  { calls: 1, isStalled: true },
  { calls: 6 },
  { calls: 20 },
  { calls: 1, lossPercent: 1 },
  { calls: 1, lossPercent: 5 },
];

export async function benchRelay(runs: number): Promise<Part> {
  const seconds = Math.max(2, Math.min(20, runs * 2));
  const alone = await measure({ calls: 0 }, seconds);
  const measured: Measured[] = [];
  for (const each of cases) measured.push(await measure(each, seconds));
  return { rows: measured.flatMap((each) => rowsOf(each, alone)), figures: { seconds, alone, measured } };
}

function rowsOf(each: Measured, alone: Measured): readonly Row[] {
  const { calls, lossPercent = 0, isStalled, p50Ms, p99Ms, cpuPercent, missingPercent, toldLossPercent } = each;
  const name = [
    `${calls} ${calls === 1 ? 'call' : 'calls'} through the relay`,
    ...(isStalled ? [`main busy ${stallMs} ms each second`] : []),
    ...(lossPercent > 0 ? [`${lossPercent} % lost before it`] : []),
  ].join(', ');
  const measured = `${p50Ms.toFixed(2)} and ${p99Ms.toFixed(2)} ms; ${alone.p50Ms.toFixed(2)} and ${alone.p99Ms.toFixed(2)} ms without it`;
  const missing: Row = {
    what: `${name}: packets it lost, per cent`,
    measured:
      toldLossPercent === undefined
        ? ''
        : `lost before it: ${each.givenLossPercent.toFixed(1)} %; it says ${toldLossPercent.toFixed(1)} %`,
    value: missingPercent,
    aim: { most: 0.1 },
  };
  if (lossPercent > 0) return [missing];
  return [
    { what: `${name}: added, median, ms`, measured, value: p50Ms - alone.p50Ms, aim: { most: 0.25 } },
    { what: `${name}: added, 99 %, ms`, measured, value: p99Ms - alone.p99Ms, aim: { most: 1 } },
    {
      what: `${name}: per cent of a core for a call`,
      measured: `${cpuPercent.toFixed(1)} % in all, ${each.memoryMb.toFixed(0)} MB`,
      value: cpuPercent / calls,
      aim: { most: 2 },
    },
    missing,
  ];
}

/** One case, with processes of its own. */
async function measure(each: Case, seconds: number): Promise<Measured> {
  const relay = fork(join(import.meta.dirname, 'relay-process.js'));
  const load = fork(join(import.meta.dirname, 'relay-load.js'));
  relay.on('message', (message: RelayMessage) => load.send({ kind: 'relay', message }));
  const facts: readonly ProcessFacts[] = [{ id: relay.pid ?? 0, kind: 'other' }];
  try {
    const order: LoadOrder = { kind: 'run', calls: each.calls, seconds, lossPercent: each.lossPercent ?? 0 };
    load.send(order);
    await reported(load, relay, 'begun');
    const before = { cpu: cpuTimes(facts).all, atMs: performance.now() };
    const stop = each.isStalled ? stall() : () => undefined;
    const { figures } = await reported(load, relay, 'done');
    stop();
    const cpuPercent = (100 * (cpuTimes(facts).all - before.cpu)) / (performance.now() - before.atMs);
    return { ...each, ...figures, cpuPercent, memoryMb: memoryMb(facts) };
  } finally {
    for (const child of [relay, load]) child.kill();
  }
}

/** Hands the load's questions on until it reports this. */
function reported<Kind extends LoadReport['kind']>(
  load: ChildProcess,
  relay: ChildProcess,
  kind: Kind,
): Promise<Extract<LoadReport, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const hear = (report: LoadReport) => {
      if (report.kind === 'ask') relay.send(report.request);
      else if (report.kind === 'failed') reject(new Error(report.reason));
      if (report.kind !== kind) return;
      load.off('message', hear);
      resolve(report as Extract<LoadReport, { kind: Kind }>);
    };
    load.on('message', hear);
    load.once('exit', () => reject(new Error('the load ended')));
    relay.once('exit', () => reject(new Error('the relay ended')));
  });
}

function stall(): () => void {
  const timer = setInterval(() => {
    const until = performance.now() + stallMs;
    while (performance.now() < until);
  }, 1000);
  return () => clearInterval(timer);
}
