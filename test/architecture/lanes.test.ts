/** The parts of `npm test` side by side: their order, their sum, and what a signal to end makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Job, workThrough } from '../../scripts/lib/lanes.mjs';
import { ofPlaywright, ofVitest, tally } from '../../scripts/lib/tally.mjs';

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const one = { passed: 1, failed: 0, skipped: 0, failures: [] };

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
  expect(total).toEqual({ passed: 4, failed: 0, skipped: 0, failures: [] });
});

it('counts a job that throws as one failure, and goes on', async () => {
  const { job } = jobsOf();
  const bad = job('bad', { work: () => Promise.reject(new Error('it broke')) });
  expect(await workThrough([bad, job('good')], 2)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    failures: ['bad: could not be run'],
  });
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
  const total = await workThrough([first, job('third')], 1);
  expect(total).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ['ended by a signal'] });
  expect(begun).toEqual(['first']);
  expect(process.listenerCount('SIGHUP')).toBe(listeners);
});

it('takes a runner without a report, or one that failed without a failed test, for one failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-tally-'));
  const file = join(folder, 'unit.json');
  const read = (report: { passed: number; failed: number }) => ({ ...report, skipped: 0, failures: [] });
  try {
    const left = 'unit: left no report (exit code 0)';
    expect(await tally(file, 0, read)).toEqual({ passed: 0, failed: 1, skipped: 0, failures: [left] });
    writeFileSync(file, '{"passed":3,"failed":0}');
    expect(await tally(file, 0, read)).toEqual({ passed: 3, failed: 0, skipped: 0, failures: [] });
    const failures = ['unit: ended with exit code 1'];
    expect(await tally(file, 1, read)).toEqual({ passed: 3, failed: 1, skipped: 0, failures });
    writeFileSync(file, '{"passed":');
    await expect(tally(file, 0, read)).rejects.toThrow(SyntaxError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('names each test of Vitest that failed, and a file that could not be loaded', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      {
        name: '/somewhere/src/relay/guard.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'guard lets in', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'guard keeps out',
            failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n    at x'],
          },
        ],
      },
      { name: '/somewhere/src/main/bad.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  expect(ofVitest(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    failures: ['guard.test.ts: guard keeps out\n    expected 1 to be 2', 'bad.test.ts: the file\n    no such module'],
  });
});

it('names each test of Playwright that failed, however deep, and what failed outside of them', () => {
  const failed = {
    status: 'unexpected',
    results: [{ error: { message: 'first' } }, { error: { message: 'last\nmore' } }],
  };
  const spec = { file: 'calls.test.ts', title: 'rings', tests: [failed] };
  const good = { file: 'calls.test.ts', title: 'talks', tests: [{ status: 'expected', results: [{}] }] };
  const report = {
    stats: { expected: 1, unexpected: 1, skipped: 0 },
    suites: [{ specs: [good], suites: [{ specs: [spec] }] }],
    errors: [{ message: 'no browser' }],
  };
  expect(ofPlaywright(report)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    failures: ['calls.test.ts: rings\n    last\n    more', 'app: outside of a test\n    no browser'],
  });
});
