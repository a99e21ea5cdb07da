/** What the processes of an application take of the machine, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

export type ProcessKind = 'main' | 'renderer' | 'other';

export interface ProcessFacts {
  readonly id: number;
  readonly kind: ProcessKind;
}

/** Of all processes, and of the two that run our code. Milliseconds of CPU since their start. */
export type CpuTimes = Readonly<Record<'all' | 'main' | 'renderer', number>>;

/** Linux counts in hundredths of a second on every machine in use. proc(5), sysconf(_SC_CLK_TCK) */
const tickMs = 10;

/** False where there is no /proc: nothing here can be measured then. */
export function canMeasureProcesses(): boolean {
  return process.platform === 'linux';
}

/** A process and all that descend from it. */
export function processesOf(rootId: number): readonly ProcessFacts[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    const parent = Number.isInteger(id) ? Number(statOf(id)?.[1]) : Number.NaN;
    if (Number.isInteger(parent)) parents.set(id, parent);
  }
  const found = [rootId];
  for (const id of found) found.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child));
  return found.map((id) => ({ id, kind: id === rootId ? 'main' : kindOf(id) }));
}

/** CPU of all of them until now. One that has ended counts nothing any more. */
export function cpuTimes(processes: readonly ProcessFacts[]): CpuTimes {
  const sum = (wanted: readonly ProcessFacts[]) => wanted.reduce((ms, { id }) => ms + cpuMsOf(id), 0);
  const of = (kind: ProcessKind) => sum(processes.filter((each) => each.kind === kind));
  return { all: sum(processes), main: of('main'), renderer: of('renderer') };
}

export function cpuBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  return { all: after.all - before.all, main: after.main - before.main, renderer: after.renderer - before.renderer };
}

/** Megabytes of memory, shared pages divided among those who share them. */
export function memoryMb(processes: readonly ProcessFacts[]): number {
  const kilobytes = processes.map(({ id }) => Number(/^Pss:\s+(\d+) kB/m.exec(read(id, 'smaps_rollup'))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** What a process is for, as Chromium names it: a service of its own by the service's name. */
export function purposeOf({ id, kind }: ProcessFacts): string {
  if (kind === 'main') return kind;
  const command = read(id, 'cmdline');
  return (/--utility-sub-type=([\w.]+)/.exec(command) ?? /--type=([\w-]+)/.exec(command))?.[1] ?? 'unnamed';
}

/** How often the first thread of a process was woken until now: each timer that fires wakes it once. */
export function wakeUps(id: number): number {
  return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(read(id, 'status'))?.[1] ?? Number.NaN);
}

/** The fields after the name, which may hold blanks and brackets: state, parent, … */
function statOf(id: number): readonly string[] | undefined {
  const text = read(id, 'stat');
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function cpuMsOf(id: number): number {
  const fields = statOf(id);
  return fields ? (Number(fields[11]) + Number(fields[12])) * tickMs : 0;
}

function kindOf(id: number): ProcessKind {
  return read(id, 'cmdline').includes('--type=renderer') ? 'renderer' : 'other';
}

/** Empty for a process that ended meanwhile. */
function read(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
