/** The real thread: the worker bundled as the application has it, SQLite loaded in it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundledHistoryWorker } from '../../../test/fakes/history-worker.ts';
import type { HistoryEntry } from '../../shared/model/history.ts';
import { createHistoryFiles } from './files.ts';
import { historyThread, type OpenHistoryFile } from './thread.ts';

let bundle: Awaited<ReturnType<typeof bundledHistoryWorker>>;
let openFile: OpenHistoryFile;
let folder: string;
beforeAll(async () => {
  bundle = await bundledHistoryWorker();
  openFile = historyThread(bundle.script);
});
afterAll(() => bundle.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () =>
  createHistoryFiles({ folder: join(folder, 'history'), openFile, wall: () => 77, keepsOnDisk: () => true });
const karen = 'karen@contoso.com';

function said(text: string): HistoryEntry {
  return { messageId: text, peer: { uri: 'sip:g@t.com', name: 'G' }, at: 1, from: 'me', kind: 'text', text };
}

/** The files this process holds open, deleted ones included. */
function openHandles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [statSync(`/proc/self/fd/${fd}`).ino.toString()];
    } catch {
      return [];
    }
  });
}

it('keeps, finds and lets go of the file, so that nothing is left in the log', async () => {
  const { history } = await files().open(karen);
  await history.record([said('Lunch at twelve')]);
  expect(await history.search({ text: 'lunch', limit: 5 })).toMatchObject({ hits: [{ messageId: 'Lunch at twelve' }] });
  const names = readdirSync(join(folder, 'history'));
  const inodes = names.map((name) => statSync(join(folder, 'history', name)).ino.toString());
  for (const name of names) expect(statSync(join(folder, 'history', name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'history')).mode & 0o777).toBe(0o700);
  expect(names.join()).not.toContain('karen');
  await history.close();
  if (process.platform === 'linux') expect(openHandles().filter((inode) => inodes.includes(inode))).toEqual([]);
  await history.close();
  await expect(history.people(1)).rejects.toMatchObject({ trouble: { why: 'library' } });
});

it('puts a damaged file aside, says where, and begins a new one', async () => {
  const first = await files().open(karen);
  await first.history.record([said('old')]);
  await first.history.close();
  const file = join(folder, 'history', readdirSync(join(folder, 'history'))[0] ?? '');
  writeFileSync(file, 'rubbish '.repeat(1000));
  const { history, putAside } = await files().open(karen);
  expect(putAside).toMatch(/\.damaged-77\.db$/);
  expect(readFileSync(putAside ?? '', 'utf8')).toContain('rubbish');
  await history.record([said('new')]);
  expect(await history.people(5)).toHaveLength(1);
  await history.close();
  await files().remove(karen);
  expect(readdirSync(join(folder, 'history'))).toEqual([]);
});

it('leaves a file of a newer Offhook alone', async () => {
  const first = await files().open(karen);
  await first.history.close();
  const file = join(folder, 'history', readdirSync(join(folder, 'history'))[0] ?? '');
  const bytes = readFileSync(file);
  // The user version in the header. sqlite.org/fileformat2.html 1.3
  bytes.writeUInt32BE(99, 60);
  writeFileSync(file, bytes);
  await expect(files().open(karen)).rejects.toMatchObject({ trouble: { why: 'newer' } });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

it('says which when the thread cannot be started or the folder cannot be made', async () => {
  await expect(historyThread(join(folder, 'none.js'))(':memory:')).rejects.toMatchObject({
    trouble: { why: 'library' },
  });
  writeFileSync(join(folder, 'history'), 'in the way');
  await expect(files().open(karen)).rejects.toThrow(/EEXIST|ENOTDIR/);
});

it('says so when the package is missing', async () => {
  const without = await bundledHistoryWorker({ withoutLibrary: true });
  await expect(historyThread(without.script)(':memory:')).rejects.toMatchObject({ trouble: { why: 'library' } });
  await without.remove();
});
