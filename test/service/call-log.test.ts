/** The list of calls follows the account, the person's wish and the disk, as the history does that it is kept in. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loggedCall } from '../../src/main/app/logged-call.ts';
import { type CallLog, createCallLog } from '../../src/main/history/call-log.ts';
import { createHistoryFiles } from '../../src/main/history/files.ts';
import { createHistoryService, type HistoryService } from '../../src/main/history/history-service.ts';
import { HistoryError, type OpenHistoryFile } from '../../src/main/history/thread.ts';
import type { EndedCall } from '../../src/main/session/calls/calls-api.ts';
import type { SettingsStore } from '../../src/main/store/settings.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { AccountState } from '../../src/shared/model/account.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { historyHere } from '../fakes/history-here.ts';
import { testApp } from '../fakes/test-app.ts';

const dayMs = 24 * 60 * 60 * 1000;
const garth = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };
const bonnie = { uri: 'sip:bonnie@tailspintoys.com', name: 'Bonnie Kearney' };

let folder: string;
let clock: FakeClock;
let state: StateStore;
let settings: SettingsStore;
let history: HistoryService;
let log: CallLog;
let inLab: boolean;
let isAllowed: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-call-log-'));
  clock = createFakeClock();
  inLab = false;
  isAllowed = true;
  settings = openSettings(join(folder, 'settings'), clock.wall);
  begin();
});
afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A start of the application, with what the one before left on the disk. */
function begin(openFile: OpenHistoryFile = historyHere): void {
  state = createStateStore(firstSlices(testApp, settings.get()), clock);
  const keepsOnDisk = () => !inLab;
  history = createHistoryService({
    state,
    settings,
    clock,
    files: createHistoryFiles({ folder: join(folder, 'history'), openFile, wall: clock.wall, keepsOnDisk }),
    mayKeep: () => isAllowed,
    onProblem: () => undefined,
  });
  log = createCallLog({ state, history, keepsOnDisk });
  history.start();
}

async function restart(openFile?: OpenHistoryFile): Promise<void> {
  await history.close();
  begin(openFile);
}

async function signIn(address = 'karen@contoso.com'): Promise<void> {
  state.set('account', { kind: 'registered', account: { address } } as AccountState);
  await settle();
}
async function signOut(): Promise<void> {
  state.set('account', { kind: 'signed-out' });
  log.forget();
  await settle();
}
/** The state tells its changes once per frame, and a file answers in its own time, after what was asked before. */
async function settle(): Promise<void> {
  await clock.advance(20);
  await history.people(1);
  for (let round = 0; round < 5; round += 1) await history.calls.lastCalled();
  await clock.advance(20);
}

let count = 0;
async function end(more: Partial<EndedCall> = {}): Promise<void> {
  count += 1;
  const at = clock.wall();
  const times = { startedAt: at, answeredAt: at + 1000, endedAt: at + 62_000 };
  const call = { id: `c${count}`, direction: 'out', peer: garth, end: { why: 'hung-up' }, hadPicture: false } as const;
  log.add(loggedCall({ ...call, ...times, ...more }));
  await settle();
}

const shown = () => state.get().callLog;
const names = () => shown().entries.map(({ peer }) => peer.name);
const files = () => (existsSync(join(folder, 'history')) ? readdirSync(join(folder, 'history')) : []);
const bytes = () =>
  files()
    .map((name) => readFileSync(join(folder, 'history', name), 'latin1'))
    .join();

describe('the list of calls', () => {
  it('is there at the next start, and so is whom one called last', async () => {
    await signIn();
    await end();
    await end({ direction: 'in', peer: bonnie, end: { why: 'missed' } });
    expect(names()).toEqual(['Bonnie Kearney', 'Garth Fort']);
    await restart();
    await signIn();
    expect(shown()).toMatchObject({
      entries: [
        { direction: 'in', ending: 'missed' },
        { direction: 'out', talkedMs: 61_000 },
      ],
      more: false,
      lastCalled: garth,
      isKept: true,
    });
  });

  it('holds the newest fifty, gives older ones when asked, and knows whom one called before them', async () => {
    await signIn();
    await end({ peer: bonnie });
    for (let n = 0; n < 55; n += 1) log.add(loggedCall(answered(n)));
    await settle();
    const { entries, more, lastCalled } = shown();
    expect([entries.length, more, lastCalled]).toEqual([50, true, bonnie]);
    const older = await log.older({ before: entries.at(-1)?.seq ?? 0, limit: 50 });
    expect(older).toMatchObject({ ok: true, value: { more: false } });
    expect(older.ok && older.value.entries.map(({ id }) => id)).toEqual(['n4', 'n3', 'n2', 'n1', 'n0', `c${count}`]);
  });

  it('belongs to one account', async () => {
    await signIn();
    await end();
    await signOut();
    expect(shown()).toEqual({ entries: [], more: false, isKept: false });
    await signIn('jeremy@contoso.com');
    expect(names()).toEqual([]);
    await signOut();
    await signIn();
    expect(names()).toEqual(['Garth Fort']);
  });

  it('keeps no words of servers, no addresses of machines, and nothing that is secret there', async () => {
    await signIn();
    await end({
      end: {
        why: 'failed',
        failure: {
          code: 'CALL_REFUSED',
          data: { why: 'busy' },
          detail: 'marker-detail inline:marker-key',
          server: 'marker-server',
          sip: { status: 486, reason: 'marker-reason' },
          diagnostics: [{ code: 1, params: { response: 'marker-params' } }],
          at: 5,
        },
      },
      quality: {
        mos: 4.1,
        lossPercent: 0,
        codec: 'G.722',
        localAddress: '192.0.2.17:50000',
        remoteAddress: '198.51.100.4:5004',
        wholeCall: { meanMos: 2.2, worstMos: 1.4, lossPercent: 19.7 },
      },
      withoutRelay: 'silent',
      encryption: 'srtp',
    });
    expect(shown().entries[0]).toMatchObject({
      failure: { code: 'CALL_REFUSED', data: { why: 'busy' } },
      withoutRelay: 'silent',
      encryption: 'srtp',
    });
    // The last seconds were good; the call was not.
    expect(shown().entries[0]?.quality).toEqual({
      codec: 'G.722',
      wholeCall: { meanMos: 2.2, worstMos: 1.4, lossPercent: 19.7 },
    });
    await history.close();
    expect(bytes()).toContain('CALL_REFUSED');
    expect(bytes()).not.toMatch(/marker|192\.0\.2|198\.51/);
  });
});

function answered(n: number): EndedCall {
  const at = clock.wall();
  const times = { startedAt: at, answeredAt: at, endedAt: at };
  return { id: `n${n}`, direction: 'in', peer: garth, end: { why: 'hung-up' }, hadPicture: false, ...times };
}

describe('where nothing is kept', () => {
  it('the last fifty of this run are there, and none of them on disk', async () => {
    settings.change({ keepHistory: 'off' });
    await signIn();
    await end({ peer: bonnie });
    for (let n = 0; n < 51; n += 1) log.add(loggedCall(answered(n)));
    await end();
    expect(shown()).toMatchObject({ more: false, isKept: false, lastCalled: garth });
    expect(shown().entries).toHaveLength(50);
    expect(files()).toEqual([]);
    expect(await log.remove(shown().entries[0]?.id ?? '')).toMatchObject({ ok: true });
    expect(shown().entries[0]?.id).toBe('n50');
    expect(await log.clear()).toMatchObject({ ok: true });
    expect(names()).toEqual([]);
  });

  it('nor where the company forbids to keep conversations, which are in the same file', async () => {
    isAllowed = false;
    await signIn();
    await end();
    expect(shown()).toMatchObject({ entries: [{ peer: garth }], isKept: false });
    expect(files()).toEqual([]);
  });

  it('another account sees none of them, however the one before went', async () => {
    settings.change({ keepHistory: 'off' });
    await signIn();
    await end();
    await signIn('jeremy@contoso.com');
    await end({ peer: bonnie });
    expect(names()).toEqual(['Bonnie Kearney']);
  });

  it('the lab has its list while one is signed in, and leaves nothing behind', async () => {
    inLab = true;
    await signIn();
    await end();
    expect(shown()).toMatchObject({ entries: [{ peer: garth }], isKept: false });
    expect(files()).toEqual([]);
    await signOut();
    await signIn();
    expect(names()).toEqual([]);
  });

  it('a missing package costs the next start alone', async () => {
    await restart(async () => {
      throw new HistoryError({ why: 'library', detail: 'not here' });
    });
    await signIn();
    await end();
    expect(shown()).toMatchObject({ entries: [{ peer: garth }], lastCalled: garth, isKept: false });
  });

  it('turning it off shows the calls of this run, and on again those that were kept', async () => {
    await signIn();
    await end();
    settings.change({ keepHistory: 'off' });
    await end({ peer: bonnie });
    expect(names()).toEqual(['Bonnie Kearney', 'Garth Fort']);
    settings.change({ keepHistory: 'forever' });
    await settle();
    expect(names()).toEqual(['Garth Fort']);
    expect(bytes()).not.toContain('bonnie');
  });
});

describe('deleting', () => {
  beforeEach(async () => {
    await signIn();
    await end();
    await end({ peer: bonnie });
  });

  it('one call, or all, takes them from the list and the disk', async () => {
    expect(await log.remove(shown().entries[0]?.id ?? '')).toMatchObject({ ok: true });
    expect(names()).toEqual(['Garth Fort']);
    expect(bytes()).not.toMatch(/bonnie/i);
    expect(await log.clear()).toMatchObject({ ok: true });
    expect(shown()).toEqual({ entries: [], more: false, isKept: true });
    expect(bytes()).not.toMatch(/garth/i);
  });

  it('what was said with a person takes the calls, in memory too', async () => {
    await history.remove({ peerUri: 'SIP:Bonnie@tailspintoys.com' });
    await settle();
    expect(names()).toEqual(['Garth Fort']);
    settings.change({ keepHistory: 'off' });
    await settle();
    expect(names()).toEqual(['Garth Fort']);
  });

  it('the account’s history takes the calls, in memory too', async () => {
    expect(await history.clear()).toMatchObject({ ok: true });
    await settle();
    expect(names()).toEqual([]);
    expect(bytes()).not.toMatch(/garth|bonnie/i);
    settings.change({ keepHistory: 'off' });
    await settle();
    expect(names()).toEqual([]);
  });

  it('everybody’s, as Forget me does, leaves no file', async () => {
    await signOut();
    await history.forget();
    expect(files()).toEqual([]);
    expect(shown().entries).toEqual([]);
  });

  it('by age takes them from the list when a day begins', async () => {
    settings.change({ keepHistory: 30 });
    await end({ peer: bonnie, startedAt: clock.wall() - 29.5 * dayMs });
    expect(names()).toHaveLength(3);
    await clock.advance(dayMs);
    await settle();
    expect(names()).toEqual(['Bonnie Kearney', 'Garth Fort']);
  });
});

it('begins anew where the file was damaged, which is put aside', async () => {
  await signIn();
  await end();
  await history.close();
  writeFileSync(join(folder, 'history', files()[0] ?? ''), 'rubbish '.repeat(600));
  begin();
  await signIn();
  await end({ peer: bonnie });
  expect(names()).toEqual(['Bonnie Kearney']);
  expect(files().some((name) => name.includes('damaged'))).toBe(true);
});
