import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../lab/pki/certificate.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { readAuthorities } from '../trust/company-authorities.ts';
import { openSettings, upgrade } from './settings-file.ts';

let folder: string;
let aside: string[];
const open = () =>
  openSettings(
    folder,
    () => 7,
    () => undefined,
    (path) => aside.push(path),
  );
const file = () => join(folder, 'settings.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-settings-'));
  aside = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a change', () => {
  it('is kept, readable by the owner only, in a folder that is made when missing', () => {
    folder = join(folder, 'deep', 'down');
    open().change({ theme: 'dark', trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] } });
    expect(open().get()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] },
    });
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ version: 2, theme: 'dark' });
    folder = join(folder, '..', '..');
  });

  it('is told to whoever listens, until they stop', () => {
    const settings = open();
    const heard: Settings[] = [];
    const stop = settings.onChange((changed) => heard.push(changed));
    settings.change({ guestName: 'Karen Berg' });
    stop();
    settings.change({ guestName: '' });
    expect(heard).toEqual([{ ...defaultSettings, guestName: 'Karen Berg' }]);
  });

  it('works on where the disk cannot be written, and is written when it can be again', async () => {
    const settings = open();
    // A folder in the way of the new file: nobody can write it, root included.
    mkdirSync(`${file()}.new`);
    settings.change({ guestName: 'Karen Berg' });
    expect(settings.get().guestName).toBe('Karen Berg');
    await settings.flush();
    expect(open().get().guestName).toBe('');
    rmSync(`${file()}.new`, { recursive: true });
    await settings.flush();
    expect(open().get().guestName).toBe('Karen Berg');
  });
});

describe('an authority of a company', () => {
  it('is there again at the next start, however long its certificate is', () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    // As issuer and as subject; the file it comes in has a quarter of a megabyte at most.
    const commonName = 'x'.repeat(90_000);
    const [notBefore, notAfter] = [Date.UTC(2026, 0, 1), Date.UTC(2036, 0, 1)];
    const plan = { commonName, isAuthority: true, ...keys, notBefore, notAfter, serial: Buffer.of(7) };
    const pem = makeCertificate(plan, { name: commonName, ...keys });
    const companyAuthorities = { 'karen@contoso.com': readAuthorities(Buffer.from(pem)) };
    open().change({ companyAuthorities });
    expect(open().get().companyAuthorities['karen@contoso.com']).toHaveLength(1);
    expect(open().get().companyAuthorities).toEqual(companyAuthorities);
  });
});

describe('a file', () => {
  it('that is missing means the defaults, and opening writes nothing', () => {
    expect(open().get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', '{', '[]', '7', 'null', '\u0000', '{"version":"x"}', '{"version":0}', '{"version":-1e300}'])(
    'that is damaged is kept aside, and said so once: %j',
    (text) => {
      writeFileSync(file(), text);
      expect(open().get()).toEqual(defaultSettings);
      expect(readdirSync(folder)).toEqual(['settings.damaged-7.json']);
      expect(readFileSync(join(folder, 'settings.damaged-7.json'), 'utf8')).toBe(text);
      open();
      expect(aside).toEqual([join(folder, 'settings.damaged-7.json')]);
    },
  );

  it('that was set aside goes with whoever is forgotten, and nothing else does', () => {
    writeFileSync(file(), '{');
    writeFileSync(join(folder, 'settings.jsonl'), '');
    const settings = open();
    settings.change({ theme: 'dark' });
    settings.forgetSetAside();
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.jsonl']);
  });

  it('that is none is kept aside too, rather than lost with the next change', () => {
    mkdirSync(file());
    expect(open().get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual(['settings.damaged-7.json']);
    open().change({ theme: 'dark' });
    expect([open().get().theme, aside.length]).toEqual(['dark', 1]);
  });

  it.each([
    { theme: 'purple' },
    { theme: 7 },
    { manualServers: { internal: 'a' } },
    { manualServers: { internal: 'a', external: 7 } },
    { trustedNames: { 'contoso.com': 'sip.contoso.net' } },
    { trustedNames: { 'contoso.com': [7] } },
    { trustedNames: [] },
    { chosenDevices: null },
    { chosenDevices: { camera: 7, speaker: '', microphone: 'x'.repeat(600) } },
    { lastAddress: 'x'.repeat(10_000) },
    { signInAtStart: 'yes' },
    { password: 'secret' },
  ])('with %j has that value replaced or dropped, and the others kept', (values) => {
    writeFileSync(file(), JSON.stringify({ version: 1, allowTcp: true, ...values }));
    expect(open().get()).toEqual({ ...defaultSettings, allowTcp: true });
  });

  it('of which a part does not fit is kept as it was before a change is written over it, and said so once', async () => {
    const contact = { uri: 'sip:kim@fabrikam.com', name: 'Kim', groupIds: [], isTagged: false };
    const contacts = [contact, { ...contact, isTagged: 'yes' }];
    const text = JSON.stringify({ version: 2, localContacts: { 'sip:karen@contoso.com': { groups: [], contacts } } });
    writeFileSync(file(), text);
    open();
    const settings = open();
    expect(readdirSync(folder)).toEqual(['settings.json']);
    settings.change({ theme: 'dark' });
    settings.change({ theme: 'light' });
    await settings.flush();
    expect(readFileSync(join(folder, 'settings.damaged-7.json'), 'utf8')).toBe(text);
    expect(statSync(join(folder, 'settings.damaged-7.json')).mode & 0o077).toBe(0);
    expect(aside).toEqual([join(folder, 'settings.damaged-7.json')]);
    open().change({ theme: 'dark' });
    expect([readdirSync(folder).length, aside.length]).toEqual([2, 1]);
  });

  it('whose damaged part cannot be kept is not written over, and the disk is said to refuse', async () => {
    const text = JSON.stringify({ version: 2, theme: 'purple' });
    writeFileSync(file(), text);
    // A folder in the way of the copy: nobody can write it, root included.
    mkdirSync(join(folder, 'settings.damaged-7.json'));
    const problems: unknown[] = [];
    const settings = openSettings(
      folder,
      () => 7,
      (error) => problems.push(error),
    );
    settings.change({ allowTcp: true });
    expect(settings.get().allowTcp).toBe(true);
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(problems).toHaveLength(1);
    rmSync(join(folder, 'settings.damaged-7.json'), { recursive: true });
    await settings.flush();
    expect(open().get().allowTcp).toBe(true);
  });

  it('of which a part does not fit, and which is gone by the next change, is written anew', () => {
    writeFileSync(file(), JSON.stringify({ version: 2, theme: 'purple' }));
    const settings = open();
    rmSync(file());
    settings.change({ allowTcp: true });
    expect([open().get().allowTcp, aside]).toEqual([true, []]);
  });

  it.runIf(process.platform !== 'win32')('that is a pipe is not waited for', () => {
    execFileSync('mkfifo', [file()]);
    expect(open().get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual(['settings.damaged-7.json']);
  });

  it('[F2] of version 1 keeps the devices that were chosen, by their ids', () => {
    const chosenDevices = { camera: '/dev/video2', speaker: '', microphone: 'mic' };
    writeFileSync(file(), JSON.stringify({ version: 1, chosenDevices }));
    expect(open().get().devicePreferences).toEqual({
      camera: [{ id: '/dev/video2', label: '' }],
      speaker: [],
      microphone: [{ id: 'mic', label: '' }],
      ringer: [],
    });
  });

  it('of a newer version is read as far as it is understood', () => {
    writeFileSync(file(), JSON.stringify({ version: 9, theme: 'light', later: true }));
    expect(open().get()).toEqual({ ...defaultSettings, theme: 'light' });
  });
});

describe('upgrading', () => {
  const steps = {
    1: (old: object) => ({ ...old, second: true }),
    2: (old: object) => ({ ...old, third: true }),
  };
  it('goes step by step from the version of the file', () => {
    expect(upgrade({ version: 1 }, 3, steps)).toMatchObject({ second: true, third: true });
    expect(upgrade({ version: 2 }, 3, steps)).toEqual({ version: 2, third: true });
    expect(upgrade({ version: 3 }, 3, steps)).toEqual({ version: 3 });
    expect(upgrade({}, 3, steps)).toEqual({});
  });
  it('fails where a step is missing', () => {
    expect(() => upgrade({ version: 0 }, 3, steps)).toThrow();
  });
});
