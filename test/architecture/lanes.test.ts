/** The parts of `npm test` side by side: their order, their sum, and what a signal to end makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Job, workThrough } from '../../scripts/lib/lanes.mjs';
import { tally } from '../../scripts/lib/tally.mjs';

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const one = { passed: 1, failed: 0, skipped: 0 };

/** Jobs that write down when they begin. */
function jobsOf() {
  const begun: string[] = [];
  const job = (name: string, rest: Partial<Job> = {}): Job => ({
    name,
    ...rest,
    work: async (lane) => {
      begun.push(name);
      return (await rest.work?.(lane)) ?? one;
    },
  });
  return { begun, job };
}

it('begins what comes after a job when that has ended, before all that waits', async () => {
  const { begun, job } = jobsOf();
  const after = job('peers');
  const total = await workThrough([job('window', { next: [after] }), job('unit 1'), job('unit 2')], 1);
  expect(begun).toEqual(['window', 'peers', 'unit 1', 'unit 2']);
  expect(total).toEqual({ passed: 4, failed: 0, skipped: 0 });
});

it('counts a job that throws as one failure, and goes on', async () => {
  const { job } = jobsOf();
  const bad = job('bad', { work: () => Promise.reject(new Error('it broke')) });
  expect(await workThrough([bad, job('good')], 2)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('begins nothing more after a signal to end, and is no success then', async () => {
  const { begun, job } = jobsOf();
  const listeners = process.listenerCount('SIGHUP');
  const first = job('first', {
    work: async () => {
      process.emit('SIGHUP');
      return one;
    },
    next: [job('second')],
  });
  expect(await workThrough([first, job('third')], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(begun).toEqual(['first']);
  expect(process.listenerCount('SIGHUP')).toBe(listeners);
});

it('takes a runner without a report, or one that failed without a failed test, for one failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-tally-'));
  const file = join(folder, 'unit.json');
  const read = (report: { passed: number; failed: number }) => ({ ...report, skipped: 0 });
  try {
    expect(await tally(file, 0, read)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    writeFileSync(file, '{"passed":3,"failed":0}');
    expect(await tally(file, 0, read)).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(await tally(file, 1, read)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    writeFileSync(file, '{"passed":');
    await expect(tally(file, 0, read)).rejects.toThrow(SyntaxError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
