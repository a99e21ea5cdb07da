/** One case of the relay's bench, in the place of main: forks the load, hands questions on, and looks at what the relay's process takes. */
import { type ChildProcess, fork } from 'node:child_process';
import { cpuTimes, memoryMb, type ProcessFacts } from './process-cost.ts';
import type { LoadFigures, LoadOrder, LoadReport } from './relay-load.ts';

export interface Case {
  /** 0: the machine without a relay. */
  readonly calls: number;
  readonly lossPercent?: number;
  /** Main stands still for 60 ms each second. */
  readonly isStalled?: true;
  readonly withPicture?: true;
  /** Through a bare forwarder in the relay's place, to see what the machine takes. */
  readonly isFloor?: true;
  readonly seconds: number;
}

export interface Measured extends LoadFigures, Case {
  /** Per cent of a core. */
  readonly cpuPercent: number;
  /** Of the relay's process, when the calls stand and at the end. */
  readonly memoryBeforeMb: number;
  readonly memoryMb: number;
}

/** The part of Electron's UtilityProcess that is used, of the relay or of what stands in its place. */
export interface MeasuredProcess {
  readonly pid?: number | undefined;
  postMessage(message: unknown): void;
  kill(): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'spawn' | 'exit', listener: () => void): unknown;
}

export const stallMs = 60;

/** The load is no part of the application: a program for a Node of its own. */
export interface Load {
  readonly node: string;
  readonly program: string;
}

/** Rejects when a process ends early, or the relay refuses a call. */
export async function measureCase(each: Case, relay: MeasuredProcess, by: Load): Promise<Measured> {
  const load = fork(by.program, [], { execPath: by.node });
  relay.on('message', (message) => load.connected && load.send({ kind: 'relay', message }));
  try {
    const order: LoadOrder = {
      kind: 'run',
      calls: each.calls,
      seconds: each.seconds,
      lossPercent: each.lossPercent ?? 0,
      withPicture: each.withPicture ?? false,
      isFloor: each.isFloor ?? false,
    };
    const begun = reported(load, relay, 'begun');
    load.send(order);
    await begun;
    const facts: readonly ProcessFacts[] = [{ id: relay.pid ?? 0, kind: 'other' }];
    const before = { cpu: cpuTimes(facts).all, memory: memoryMb(facts), atMs: performance.now() };
    const stop = each.isStalled ? stall() : () => undefined;
    const { figures } = await reported(load, relay, 'done');
    stop();
    const cpuPercent = (100 * (cpuTimes(facts).all - before.cpu)) / (performance.now() - before.atMs);
    return { ...each, ...figures, cpuPercent, memoryBeforeMb: before.memory, memoryMb: memoryMb(facts) };
  } finally {
    load.kill();
    relay.kill();
  }
}

/** Hands the load's questions on until it reports this. */
function reported<Kind extends LoadReport['kind']>(
  load: ChildProcess,
  relay: MeasuredProcess,
  kind: Kind,
): Promise<Extract<LoadReport, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const hear = (report: LoadReport) => {
      if (report.kind === 'ask') relay.postMessage(report.request);
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
