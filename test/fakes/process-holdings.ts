/** What this process holds open, so that a test can demand that nothing of it grows. */
import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';

export interface Holdings {
  readonly sockets: number;
  readonly servers: number;
  /** Of UDP: sound, checks, questions for addresses. */
  readonly datagrams: number;
  readonly timers: number;
  readonly threads: number;
  readonly files: number;
}

/** Lets the loop turn: what is closing has its turn, and no time is waited for. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** What is held now, by kind. A closed socket leaves the list a turn of the loop after its last event. */
export async function holdings(): Promise<Holdings> {
  await turns(30);
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    sockets: counts.TCPSocketWrap ?? 0,
    servers: counts.TCPServerWrap ?? 0,
    datagrams: counts.UDPWRAP ?? 0,
    timers: counts.Timeout ?? 0,
    threads: counts.MessagePort ?? 0,
    files: (await readdir('/proc/self/fd')).length,
  };
}

/** What comes and goes by itself. */
const allowed: Holdings = { sockets: 1, servers: 0, datagrams: 0, timers: 3, threads: 1, files: 2 };

/**
 * Fails unless no more is held than before, but for what comes and goes by itself. Files of threads that end, and of files that were read, are closed by other
 * threads in their own time, which a busy machine makes long; something that was leaked stays, however often one looks.
 */
export async function expectNoMoreThan(before: Holdings): Promise<void> {
  await expect.poll(async () => excessOf(await holdings(), before)).toEqual({});
}

/** By kind, how many more than allowed. */
function excessOf(after: Holdings, before: Holdings): Partial<Holdings> {
  const kinds = Object.keys(allowed) as (keyof Holdings)[];
  const more = kinds.map((kind) => [kind, after[kind] - before[kind] - allowed[kind]] as const);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}
