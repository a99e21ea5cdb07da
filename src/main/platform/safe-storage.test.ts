import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSafeStorageSecrets } from './safe-storage.ts';

let folder: string;
let problems: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-sealed-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A keyring that turns bytes round: nothing of the plain text can stand in the file. */
function open(options: { backend?: string; isLocked?: boolean } = {}) {
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  const keyring = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => options.backend ?? 'gnome_libsecret',
    encryptString(text: string) {
      if (options.isLocked) throw new Error('the keyring is locked');
      return turned(Buffer.from(text));
    },
    decryptString: (sealed: Buffer) => turned(sealed).toString(),
  };
  return createSafeStorageSecrets({
    safeStorage: keyring as unknown as SafeStorage,
    file: join(folder, 'sealed.json'),
    platform: 'linux',
    onProblem: (what) => problems.push(what),
    onSetAside: (path) => problems.push(`set aside as ${basename(path)}`),
    wall: () => 7,
  });
}

it('keeps a password sealed, for the owner only, and gives it back', async () => {
  expect(await open().set('password:karen@contoso.com', 'MARK')).toBe(true);
  expect(await open().get('password:karen@contoso.com')).toBe('MARK');
  expect(readFileSync(join(folder, 'sealed.json'), 'utf8')).not.toContain('MARK');
  expect(statSync(join(folder, 'sealed.json')).mode & 0o077).toBe(0);
  expect(await open().delete('password:karen@contoso.com')).toBe(true);
  expect(await open().get('password:karen@contoso.com')).toBeUndefined();
});

it.each(['', '{', '[]', 'null', '"text"'])('keeps a damaged file aside and says so once: %j', async (text) => {
  const file = join(folder, 'sealed.json');
  writeFileSync(file, text);
  const secrets = open();
  expect(await secrets.get('password:a@b.c')).toBeUndefined();
  expect(await secrets.set('password:a@b.c', 'MARK')).toBe(true);
  expect(await secrets.get('password:a@b.c')).toBe('MARK');
  expect(readFileSync(join(folder, 'sealed.damaged-7.json'), 'utf8')).toBe(text);
  expect(problems).toEqual(['set aside as sealed.damaged-7.json']);
  // Forgotten is also what nobody could read.
  writeFileSync(join(folder, 'settings.damaged-7.json'), '');
  expect(await secrets.clear()).toBe(true);
  expect(readdirSync(folder)).toEqual(['settings.damaged-7.json']);
});

it('keeps nothing where the desktop would store plain text', async () => {
  const secrets = open({ backend: 'basic_text' });
  expect(secrets.available).toBe(false);
  expect(await secrets.set('password:a@b.c', 'MARK')).toBe(false);
  expect(await secrets.get('password:a@b.c')).toBeUndefined();
  expect(problems).toEqual([]);
});

it('says so where disk or keyring refuse, and does not throw', async () => {
  expect(await open({ isLocked: true }).set('password:a@b.c', 'x')).toBe(false);
  // A folder in the way of the new file: nobody can write it, root included.
  mkdirSync(join(folder, 'sealed.json.new'));
  expect(await open().set('password:a@b.c', 'x')).toBe(false);
  writeFileSync(join(folder, 'sealed.json'), JSON.stringify({ 'password:a@b.c': 'eA==' }));
  expect(await open().delete('password:a@b.c')).toBe(false);
  expect(await open().clear()).toBe(false);
  expect(problems).toEqual(['password', 'password', 'forgotten', 'forgotten']);
});

it.each(['[]', 'null', '{"password:a@b.c":7}', 'not json'])(
  'takes a damaged file for an empty one: %s',
  async (text) => {
    writeFileSync(join(folder, 'sealed.json'), text);
    const secrets = open();
    expect(await secrets.get('password:a@b.c')).toBeUndefined();
    expect(await secrets.get('__proto__')).toBeUndefined();
    expect(await secrets.set('password:a@b.c', 'x')).toBe(true);
    expect(await secrets.get('password:a@b.c')).toBe('x');
  },
);
