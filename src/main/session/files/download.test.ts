import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { numbered } from '../../../protocol/file-transfer/file-name.ts';
import { beginDownload } from './download.ts';

const kept = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'offhook-download-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('leaves no part of a file behind that cannot get its name', async () => {
  const download = await beginDownload(folder, 'a.txt', 4);
  await download.write(Buffer.from('half'));
  expect(readdirSync(folder)).toEqual(['a.txt.part']);
  for (let count = 1; count <= 1000; count += 1)
    writeFileSync(join(folder, count === 1 ? 'a.txt' : numbered('a.txt', count)), '');
  await expect(download.finish(kept)).rejects.toThrow('no name is free');
  await download.discard();
  expect(existsSync(join(folder, 'a.txt.part'))).toBe(false);
  expect(readdirSync(folder)).toHaveLength(1000);
});

it('is whole under its name, and discarding it then takes nothing away', async () => {
  const download = await beginDownload(folder, 'a.txt', 5);
  await download.write(Buffer.from('whole'));
  expect(await download.finish(kept)).toBe(join(folder, 'a.txt'));
  await download.discard();
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

it('gets no name where it is given up while it goes on the disk', async () => {
  const download = await beginDownload(folder, 'a.txt', 5);
  await download.write(Buffer.from('whole'));
  const givenUp = new AbortController();
  const finished = download.finish(givenUp.signal);
  givenUp.abort();
  await expect(finished).rejects.toThrow(/abort/i);
  await download.discard();
  expect(readdirSync(folder)).toEqual([]);
});
