import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodePng } from '../../../lab/data-mcu/png.ts';
import { readPdfFile, readPictureFile } from './documents.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

it('[O4] knows pictures and PDFs by what is in them', async () => {
  const png = encodePng(2, new Uint8Array(4), [[0, 0, 0]]);
  expect(await readPictureFile(file('a.jpg', png))).toMatchObject({ ok: true, file: { title: 'a.jpg' } });
  expect(await readPdfFile(file('b.pdf', '%PDF-1.7\n'))).toMatchObject({ ok: true, file: { title: 'b.pdf' } });
});

it.each([
  ['talk.pptx', 'PK', 'DOCUMENT_POWERPOINT'],
  ['talk.PPT', 'x', 'DOCUMENT_POWERPOINT'],
  ['a.png', 'no picture', 'DOCUMENT_STRANGE'],
  ['a.pdf', 'no PDF', 'DOCUMENT_STRANGE'],
  ['cut.png', encodePng(2, new Uint8Array(4), [[0, 0, 0]]).subarray(0, 40), 'DOCUMENT_UNREADABLE'],
])('[O4] %s', async (name, bytes, code) => {
  const read = name.endsWith('.pdf') ? readPdfFile : readPictureFile;
  expect(await read(file(name, bytes))).toMatchObject({ ok: false, problem: { code, data: { name } } });
});

it('says what is too large without reading it, and what is not there', async () => {
  const large = file('large.pdf', '%PDF-');
  truncateSync(large, 51 * 1024 * 1024);
  expect(await readPdfFile(large)).toMatchObject({ problem: { code: 'DOCUMENT_TOO_LARGE', data: { limit: '50 MB' } } });
  expect(await readPictureFile(join(folder, 'none.png'))).toMatchObject({ problem: { code: 'DOCUMENT_UNREADABLE' } });
  expect(await readPictureFile(folder)).toMatchObject({ problem: { code: 'DOCUMENT_UNREADABLE' } });
});
