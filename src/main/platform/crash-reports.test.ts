import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { keepCrashReports, onUncaught } from './crash-reports.ts';

it('lets reports be written, and sends none', () => {
  const started: unknown[] = [];
  const reporter = { start: (options: unknown) => void started.push(options) };
  expect(keepCrashReports(reporter, { getPath: (name) => `/profile/${name}` })).toBe('/profile/crashDumps');
  expect(started).toEqual([{ uploadToServer: false, compress: false }]);
});

it('hands on what nobody caught, whatever was thrown', () => {
  const main = new EventEmitter();
  const told: string[] = [];
  onUncaught(main as unknown as NodeJS.Process, (text) => told.push(text));
  main.emit('uncaughtException', new Error('one'));
  main.emit('unhandledRejection', 'two');
  expect(told[0]).toMatch(/^Error: one\n/);
  expect(told[1]).toBe('two');
});
