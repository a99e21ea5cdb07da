/** What is kept of conversations follows the account, the person's wish and the disk. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHistoryFiles } from '../../src/main/history/files.ts';
import { createHistoryService, type HistoryService } from '../../src/main/history/history-service.ts';
import { HistoryError, type OpenHistoryFile } from '../../src/main/history/thread.ts';
import type { SettingsStore } from '../../src/main/store/settings.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { AccountState } from '../../src/shared/model/account.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { HistoryEntry, HistoryState } from '../../src/shared/model/history.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { historyHere } from '../fakes/history-here.ts';
import { testApp } from '../fakes/test-app.ts';

const dayMs = 24 * 60 * 60 * 1000;
const garth = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };

let folder: string;
let clock: FakeClock;
let state: StateStore;
let settings: SettingsStore;
let history: HistoryService;
let problems: unknown[];
let inLab: boolean;
let isAllowed: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-history-'));
  clock = createFakeClock();
  problems = [];
  inLab = false;
  isAllowed = true;
  settings = openSettings(join(folder, 'settings'), clock.wall);
  state = createStateStore(firstSlices(testApp, settings.get()), clock);
  begin();
});
afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin(openFile: OpenHistoryFile = historyHere): void {
  history = createHistoryService({
    state,
    settings,
    clock,
    files: createHistoryFiles({
      folder: join(folder, 'history'),
      openFile,
      wall: clock.wall,
      keepsOnDisk: () => !inLab,
    }),
    mayKeep: () => isAllowed,
    onProblem: (error) => problems.push(error),
  });
  history.start();
}

async function signIn(address: string): Promise<void> {
  state.set('account', { kind: 'registered', account: { address } } as AccountState);
  // The state tells its changes once per frame.
  await clock.advance(20);
  await history.people(1);
}
async function signOut(): Promise<void> {
  state.set('account', { kind: 'signed-out' });
  await clock.advance(100);
}

let count = 0;
function say(text: string, more: Partial<HistoryEntry> = {}): void {
  count += 1;
  history.record({ messageId: `m${count}`, peer: garth, at: clock.wall(), from: 'me', kind: 'text', text, ...more });
}
async function found(text: string): Promise<string[] | string> {
  const answer = await history.search({ text, limit: 50 });
  return answer.ok ? answer.value.hits.map(({ snippet }) => snippet.text) : answer.failure.code;
}
const shown = (): HistoryState => state.get().history;
const names = () => (existsSync(join(folder, 'history')) ? readdirSync(join(folder, 'history')) : []);
const bytes = () =>
  names()
    .map((name) => readFileSync(join(folder, 'history', name), 'latin1'))
    .join();

describe('what is kept', () => {
  it('belongs to one account: another one neither finds nor deletes it', async () => {
    await signIn('karen@contoso.com');
    expect(shown()).toEqual({ kind: 'ready' });
    say('Lunch at twelve');
    expect(await found('lunch')).toEqual(['Lunch at twelve']);
    await signOut();
    expect(shown()).toEqual({ kind: 'off' });
    expect(await history.people(5)).toMatchObject({
      failure: { code: 'HISTORY_UNAVAILABLE', data: { reason: 'signed-out' } },
    });
    await signIn('jeremy@contoso.com');
    expect(await found('lunch')).toEqual([]);
    expect(await history.clear()).toEqual({ ok: true, value: undefined });
    await signIn('Karen@Contoso.com');
    expect(await found('lunch')).toEqual(['Lunch at twelve']);
  });

  it('is on disk when the client has closed, and there at the next start', async () => {
    await signIn('karen@contoso.com');
    say('Lunch at twelve');
    await history.close();
    begin();
    expect(await found('lunch')).toEqual(['Lunch at twelve']);
  });

  it('is not written at all while nobody wants it', async () => {
    settings.change({ keepHistory: 'off' });
    await signIn('karen@contoso.com');
    say('Lunch at twelve');
    expect(await found('lunch')).toBe('HISTORY_UNAVAILABLE');
    expect(names()).toEqual([]);
    expect(shown()).toEqual({ kind: 'off' });
  });

  it('takes nothing more once the company is known to forbid it', async () => {
    await signIn('karen@contoso.com');
    say('before');
    await history.people(1);
    isAllowed = false;
    state.set('provisioning', { ...state.get().provisioning });
    await clock.advance(100);
    say('meanwhile');
    expect(await history.search({ text: 'before', limit: 5 })).toMatchObject({
      failure: { code: 'HISTORY_UNAVAILABLE', data: { reason: 'policy' } },
    });
    expect(shown()).toEqual({ kind: 'off' });
    expect(bytes()).not.toContain('meanwhile');
  });

  it('stays when keeping is turned off, takes nothing more, and can still be deleted', async () => {
    await signIn('karen@contoso.com');
    say('before');
    await history.people(1);
    settings.change({ keepHistory: 'off' });
    say('meanwhile');
    await clock.advance(100);
    settings.change({ keepHistory: 'forever' });
    expect(await found('before')).toEqual(['before']);
    expect(await found('meanwhile')).toEqual([]);
    settings.change({ keepHistory: 'off' });
    expect(await history.clear()).toMatchObject({ ok: true });
    expect(names()).toEqual([]);
  });

  it('of the lab lives in memory: found while one is signed in, never on disk', async () => {
    inLab = true;
    await signIn('karen@contoso.com');
    say('Lunch at twelve');
    expect(await found('lunch')).toEqual(['Lunch at twelve']);
    expect(names()).toEqual([]);
    await signOut();
    await signIn('karen@contoso.com');
    expect(await found('lunch')).toEqual([]);
  });
});

describe('what is deleted', () => {
  beforeEach(() => signIn('karen@contoso.com'));

  it('with a person, or one message, is gone from the bytes', async () => {
    say('the quokka', { messageId: 'one' });
    say('another numbat', { peer: { uri: 'sip:bonnie@tailspintoys.com', name: 'Bonnie' } });
    expect(await history.remove({ messageId: 'one' })).toMatchObject({ ok: true });
    expect(await found('quokka')).toEqual([]);
    expect(await history.remove({ peerUri: 'sip:Bonnie@tailspintoys.com' })).toMatchObject({ ok: true });
    expect(await history.people(5)).toEqual({ ok: true, value: [] });
    expect(bytes()).not.toMatch(/quokka|numbat|bonnie/i);
  });

  it('as a whole is gone, and keeping goes on', async () => {
    say('the quokka');
    await history.people(1);
    expect(bytes()).toContain('quokka');
    await history.clear();
    say('later');
    expect(await found('later')).toEqual(['later']);
    expect(bytes()).not.toContain('quokka');
  });

  it('for everybody leaves no file', async () => {
    say('the quokka');
    await signIn('jeremy@contoso.com');
    say('the numbat');
    await history.people(1);
    await signOut();
    expect(names().length).toBeGreaterThan(1);
    await history.forget();
    expect(names()).toEqual([]);
  });

  it('by age goes daily, at the start, and when the person wants to keep less', async () => {
    settings.change({ keepHistory: 30 });
    say('old quokka', { at: clock.wall() - 29.5 * dayMs });
    say('fresh');
    expect(await found('quokka')).toHaveLength(1);
    await clock.advance(dayMs);
    expect(await found('quokka')).toEqual([]);
    expect(bytes()).not.toContain('quokka');

    settings.change({ keepHistory: 365 });
    say('old numbat', { at: clock.wall() - 100 * dayMs });
    settings.change({ keepHistory: 30 });
    expect(await found('numbat')).toEqual([]);

    settings.change({ keepHistory: 'forever' });
    say('old wombat', { at: clock.wall() - 2000 * dayMs });
    await history.close();
    settings.change({ keepHistory: 365 });
    begin();
    expect(await found('wombat')).toEqual([]);
    expect(await found('fresh')).toEqual(['fresh']);
  });
});

describe('trouble', () => {
  const refusing =
    (why: 'library' | 'refused'): OpenHistoryFile =>
    async () => {
      throw new HistoryError({ why, detail: 'no room' });
    };

  it('a missing native package costs the history alone, and says so', async () => {
    await history.close();
    begin(refusing('library'));
    await signIn('karen@contoso.com');
    say('Lunch at twelve');
    expect(shown()).toMatchObject({
      kind: 'failed',
      failure: { code: 'HISTORY_UNAVAILABLE', data: { reason: 'library' } },
    });
    expect(await found('lunch')).toBe('HISTORY_UNAVAILABLE');
    expect(problems).toEqual([]);
  });

  it('a folder that cannot be made is told', async () => {
    writeFileSync(join(folder, 'history'), 'in the way');
    await signIn('karen@contoso.com');
    expect(shown()).toMatchObject({ kind: 'failed', failure: { code: 'STORAGE_FAILED', data: { what: 'history' } } });
    expect(await found('lunch')).toBe('STORAGE_FAILED');
    expect(problems).toHaveLength(1);
  });

  it('a damaged file is put aside, told, and begun anew', async () => {
    await signIn('karen@contoso.com');
    say('before');
    await history.close();
    writeFileSync(join(folder, 'history', names()[0] ?? ''), 'rubbish '.repeat(600));
    begin();
    await history.people(1);
    expect(shown()).toEqual({ kind: 'ready' });
    expect(String(problems[0])).toMatch(/damaged/);
    say('after');
    expect(await found('after')).toEqual(['after']);
  });

  it('a file that is damaged while it is open is put aside, and what was just said is kept', async () => {
    let isBroken = false;
    await history.close();
    begin(async (file) => {
      const opened = await historyHere(file);
      if (isBroken) return opened;
      const record: typeof opened.record = (entries) => {
        if (!isBroken) return opened.record(entries);
        writeFileSync(file, 'rubbish '.repeat(600));
        return Promise.reject(new HistoryError({ why: 'damaged', detail: 'database disk image is malformed' }));
      };
      return { ...opened, record };
    });
    await signIn('karen@contoso.com');
    say('before');
    await history.people(1);
    isBroken = true;
    say('Lunch at twelve');
    await clock.advance(10);
    expect(await found('lunch')).toEqual(['Lunch at twelve']);
    expect(names().some((name) => name.includes('damaged'))).toBe(true);
  });

  it('a disk that is full for a while is told, and keeping goes on afterwards', async () => {
    let isFull = false;
    await history.close();
    begin(async (file) => {
      const opened = await historyHere(file);
      const record: typeof opened.record = (entries) =>
        isFull
          ? Promise.reject(new HistoryError({ why: 'refused', detail: 'database or disk is full (SQLITE_FULL)' }))
          : opened.record(entries);
      return { ...opened, record };
    });
    await signIn('karen@contoso.com');
    isFull = true;
    say('lost');
    await clock.advance(10);
    expect(shown()).toMatchObject({ kind: 'failed', failure: { code: 'STORAGE_FAILED', detail: /full/ } });
    isFull = false;
    say('kept again');
    expect(await found('kept')).toEqual(['kept again']);
    expect(shown()).toEqual({ kind: 'ready' });
  });
});
