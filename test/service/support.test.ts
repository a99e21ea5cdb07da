/** "Save for support" and the file of a session, with a real sign-in, a talk and a meeting behind them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { supportHandlersFor } from '../../src/main/ipc/support-handlers.ts';
import { noManagedPolicy } from '../../src/main/store/managed.ts';
import { unmanaged } from '../../src/shared/model/managed.ts';
import { type SupportFileName, supportFileNames } from '../../src/shared/model/support.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const marks = {
  said: 'MARK-said-to-Jeremy',
  chat: 'MARK-in-the-meeting',
  broke: 'MARK-secret-in-an-error',
  friend: 'MARK-somebody-she-knows',
  friendAddress: 'mark-friend@fabrikam.com',
};
let world: LabClient;
/** Kept on this computer, where a server keeps no contacts. */
const friend = { uri: `sip:${marks.friendAddress}`, name: marks.friend, groupIds: [], isTagged: false };
let saved: { readonly name: string; readonly text: Uint8Array } | undefined;

/** Karen signs in, writes to Jeremy, is in a meeting and writes there; something inside breaks. */
beforeAll(async () => {
  const path = '/home/karen/managed.json';
  const managed = {
    ...noManagedPolicy,
    state: () => ({ ...unmanaged, path, isForTests: true, state: 'held' as const }),
  };
  world = await startLabClient({ managed });
  const { client, lab } = world;
  await world.signIn(karen);
  const opened = client.talks.open({ uri: 'jeremy@contoso.com' });
  if (!opened.ok) throw new Error(opened.failure.code);
  client.talks.send(opened.value, marks.said);
  const meeting = lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ');
  await world.join(meeting?.links.conf ?? '');
  await world.until(({ meetingChat }) => meetingChat?.state === 'open');
  client.meetingChat.send(marks.chat);
  await world.until(({ conversations }) => conversations.some(({ lastText }) => lastText === marks.said));
  client.settings.change({
    localContacts: { 'sip:kim@fabrikam.com': { contacts: [friend], groups: [] } },
  });
  client.support.broke(`TypeError: cannot read password="${marks.broke}"\n    at somewhere`);
});
afterAll(() => world.stop());

/** Every line as the window reads it. */
function allLines(name: SupportFileName): string[] {
  const { support } = world.client;
  const lines: string[] = [];
  for (;;) {
    const page = support.lines(name, lines.length, 500);
    if (page.length === 0) return lines;
    lines.push(...page);
  }
}

/** The content of the only file of a zip. */
function onlyFile(zip: Uint8Array): string {
  const bytes = Buffer.from(zip);
  const begin = 30 + bytes.readUInt16LE(26);
  return inflateRawSync(bytes.subarray(begin, begin + bytes.readUInt32LE(18))).toString('utf8');
}

const handlers = () =>
  supportHandlersFor(world.client.support, {
    saveFile: async (file) => {
      saved = { name: file.name, text: Buffer.from(file.text) };
      return true;
    },
    showCrashes: async () => undefined,
  });

it('[X5] shows every line before it is saved, and none holds a secret, what people said, or who was in a meeting', () => {
  const files = world.client.support.gather();
  expect(files.map(({ name }) => name)).toEqual(supportFileNames);
  const password = world.passwordOf(karen);
  for (const { name, lines } of files) {
    const all = allLines(name);
    expect(all).toHaveLength(lines);
    const text = all.join('\n');
    for (const secret of [...Object.values(marks), password, 'Cynthia Carey', 'Garth Fort']) {
      expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
    }
  }
  expect(allLines('trace.jsonl').join('\n')).toMatch(/MESSAGE|INVITE/);
  expect(allLines('outcome.txt').join('\n')).toContain(
    'something inside Offhook broke: TypeError: cannot read password',
  );
  expect(JSON.parse(allLines('settings.json').join('\n'))).toMatchObject({
    updates: 'off',
    localContacts: { 'sip:kim@fabrikam.com': '1 people' },
  });
  expect(allLines('versions.txt').join('\n')).toContain(
    'Managed file: held (/home/karen/managed.json), named for tests',
  );
});

it('saves the files that were chosen, as they were shown', async () => {
  const { support } = world.client;
  support.gather();
  const shown = allLines('outcome.txt');
  // What happens afterwards is not in a copy that somebody has read.
  support.broke('later');
  expect(await handlers()['support.save']({ names: ['outcome.txt'] })).toEqual({ ok: true, value: true });
  expect(saved?.name).toMatch(/^offhook-support-\d{4}-\d\d-\d\d\.zip$/);
  expect(onlyFile(saved?.text ?? new Uint8Array())).toBe(`${shown.join('\n')}\n`);
  support.letGo();
  expect(support.lines('outcome.txt', 0, 10)).toEqual([]);
  expect(await handlers()['support.save']({ names: ['outcome.txt'] })).toEqual({ ok: true, value: false });
});

it('says in the window that something broke, until that was read', async () => {
  const { client } = world;
  expect(client.state.get().support.brokeAt).toBeTypeOf('number');
  handlers()['support.dismiss'](undefined);
  expect(client.state.get().support).toEqual({ endedBadly: null, brokeAt: null, crashFolder: '' });
});

it('the first line of the session’s file is its outcome, while it runs, after a crash and at its end', async () => {
  const folder = join(world.folder, 'traces');
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.txt'));
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const first = (file: string) => read(file).split('\n')[0] ?? '';
  expect(first(name)).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d UTC: Karen Berg signed in to \S+ with \S+; 1 meeting, \d inner errors; it is still running\.$/,
  );
  // As another start finds what a crash left.
  const crashed = 'session-2026-01-01T00-00-00-000Z.txt';
  writeFileSync(join(folder, crashed), read(name));
  world.client.support.start();
  expect(first(crashed)).toMatch(/; Offhook ended without a word\.$/);
  expect(world.client.state.get().support.endedBadly).toBe(first(crashed));

  await world.client.close();
  expect(first(name)).toMatch(/; signed out (?:\S+ )?\d\d:\d\d; 1 meeting, \d inner errors\.$/);
});
