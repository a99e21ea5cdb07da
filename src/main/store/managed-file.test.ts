import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { managedPlace, readManagedFile } from './managed-file.ts';

let folder: string;
const me = process.getuid?.() ?? 0;
const path = () => join(folder, 'managed.json');
const read = (owners: readonly number[] | undefined = [me]) =>
  readManagedFile({ path: path(), isForTests: true, owners });
const refused = (reason: string) => ({ kind: 'refused', reason });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-managed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file', () => {
  it('is read as it stands, or missing', () => {
    expect(read()).toEqual({ kind: 'none' });
    writeFileSync(path(), '{"é": 1}', { mode: 0o644 });
    expect(read()).toEqual({ kind: 'text', text: '{"é": 1}' });
    expect(readManagedFile({ path: join(path(), 'below'), isForTests: true, owners: [me] })).toEqual({ kind: 'none' });
  });

  it('of somebody else is refused', () => {
    writeFileSync(path(), '{}', { mode: 0o644 });
    expect(read([me + 1])).toEqual(refused('owner'));
    expect(read(undefined)).toEqual({ kind: 'text', text: '{}' });
  });

  it.each([0o664, 0o646, 0o666])('that others may write is refused: %o', (mode) => {
    writeFileSync(path(), '{}');
    chmodSync(path(), mode);
    expect(read()).toEqual(refused('writable'));
  });

  it('in a folder where others may put another is refused', () => {
    writeFileSync(path(), '{}', { mode: 0o644 });
    chmodSync(folder, 0o777);
    expect(read()).toEqual(refused('folder'));
  });

  it('that is a link, a folder or a pipe is refused, and none of them is waited for', () => {
    writeFileSync(join(folder, 'other.json'), '{}', { mode: 0o644 });
    symlinkSync(join(folder, 'other.json'), path());
    expect(read()).toEqual(refused('link'));
    rmSync(path());
    symlinkSync(join(folder, 'nothing'), path());
    expect(read()).toEqual(refused('link'));
    rmSync(path());
    mkdirSync(path());
    expect(read()).toEqual(refused('not-a-file'));
    rmSync(path(), { recursive: true });
    execFileSync('mkfifo', [path()]);
    expect(read()).toEqual(refused('not-a-file'));
  });

  it('of ten megabytes, or of no text, is refused', () => {
    writeFileSync(path(), Buffer.alloc(10_000_000, ' '), { mode: 0o644 });
    expect(read()).toEqual(refused('too-large'));
    writeFileSync(path(), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(read()).toEqual(refused('not-json'));
  });
});

describe('its place', () => {
  it('is the system’s', () => {
    expect(managedPlace('linux', {}, 1000)).toEqual({
      path: '/etc/offhook/managed.json',
      isForTests: false,
      owners: [0],
    });
    expect(managedPlace('darwin', {}, 501)).toMatchObject({
      path: '/Library/Application Support/Offhook/managed.json',
      owners: [0],
    });
    expect(managedPlace('win32', { ProgramData: 'D:\\Data' }, undefined)).toEqual({
      path: 'D:\\Data\\Offhook\\managed.json',
      isForTests: false,
      owners: undefined,
    });
  });

  it('is another one by the variable, which is said, and may belong to oneself', () => {
    expect(managedPlace('linux', { OFFHOOK_MANAGED_FILE: path() }, 1000)).toEqual({
      path: path(),
      isForTests: true,
      owners: [0, 1000],
    });
  });
});
