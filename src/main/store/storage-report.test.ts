import { expect, it } from 'vitest';
import type { Failure } from '../../shared/model/failure.ts';
import { createStorageReport } from './storage-report.ts';

it('tells each kind of thing once, also what failed before anybody listened', () => {
  const report = createStorageReport(() => 7);
  report.failed('trace', new Error('EROFS: read-only file system'));
  const told: Failure[] = [];
  report.onProblem((failure) => told.push(failure));
  report.failed('trace', new Error('again'));
  report.failed('settings', 'full');
  report.setAside('settings', '/home/karen/settings.damaged-7.json');
  report.setAside('settings', '/home/karen/settings.damaged-8.json');
  expect(told).toEqual([
    { code: 'STORAGE_FAILED', data: { what: 'trace' }, detail: 'EROFS: read-only file system', at: 7 },
    { code: 'STORAGE_FAILED', data: { what: 'settings' }, detail: 'full', at: 7 },
    {
      code: 'STORAGE_DAMAGED',
      data: { what: 'settings', file: 'settings.damaged-7.json' },
      detail: '/home/karen/settings.damaged-7.json',
      at: 7,
    },
  ]);
});
