import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, fakeResponse } from '../../../test/fakes/fake-sip-agent.ts';
import { historyHere } from '../../../test/fakes/history-here.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import type { HistoryEntry } from '../../shared/model/history.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { done } from '../../shared/outcome.ts';
import type { Answer } from '../sip/agent.ts';
import { createStateStore } from '../store/state.ts';
import { wireTalks } from './talks.ts';

function setUp(keep: (entry: HistoryEntry, how: 'record' | 'change') => unknown = () => undefined) {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const kept: HistoryEntry[] = [];
  const take = (how: 'record' | 'change') => (entry: HistoryEntry) => {
    kept.push(entry);
    keep(entry, how);
  };
  const history = { record: take('record'), change: take('change') };
  const talks = wireTalks(
    { state, clock, random: createFakeRandom(3) },
    { history, mailbox: { addLocalMissed: () => undefined } },
  );
  const agent = createFakeSipAgent();
  Object.assign(agent, { dialect: 'standard' });
  return { talks, agent, kept };
}

it('keeps what is said with its fate, and what became of a file', async () => {
  const { talks, agent, kept } = setUp();
  const failure = { code: 'SIP_TIMEOUT', at: 0 } as const;
  agent.answer = () => ({ ok: false, failure });
  talks.start({ agent, ownUri: 'sip:karen@contoso.com', signal: new AbortController().signal });
  const opened = talks.open({ uri: 'jeremy@contoso.com' });
  const id = opened.ok ? opened.value : '';
  talks.send(id, 'Hello\nthere');
  await new Promise((resolve) => setImmediate(resolve));
  const peer = { uri: 'sip:jeremy@contoso.com', name: 'jeremy@contoso.com' };
  const text = { conversationId: id, peer, from: 'me', kind: 'text', text: 'Hello\nthere' };
  expect(kept).toMatchObject([
    { ...text, failed: true },
    { ...text, failed: true },
  ]);
  expect(kept[1]?.messageId).toBe(kept[0]?.messageId);
  const transfer = { direction: 'incoming', name: 'a.txt', size: 1, isProgram: false } as const;
  talks.showFile(id, {
    messageId: 'f1',
    from: 'peer',
    at: 5,
    transfer: { ...transfer, progress: { kind: 'offered' } },
  });
  expect(kept.at(-1)).toEqual({
    messageId: 'f1',
    conversationId: id,
    peer,
    at: 5,
    from: 'them',
    kind: 'file',
    text: 'a.txt',
  });
});

it('keeps our file as failed until it is over', () => {
  const { talks, agent, kept } = setUp();
  talks.start({ agent, ownUri: 'sip:karen@contoso.com', signal: new AbortController().signal });
  const opened = talks.open({ uri: 'jeremy@contoso.com' });
  const file = { direction: 'outgoing', name: 'a.txt', size: 1, isProgram: false } as const;
  for (const progress of [{ kind: 'offered' }, { kind: 'declined' }, { kind: 'done' }] as const)
    talks.showFile(opened.ok ? opened.value : '', {
      messageId: 'f1',
      from: 'me',
      at: 5,
      transfer: { ...file, progress },
    });
  expect(kept.map(({ failed }) => failed)).toEqual([true, true, undefined]);
});

it('a file that moves does not come back into a history that was deleted meanwhile', () => {
  const { talks, agent, kept } = setUp();
  talks.start({ agent, ownUri: 'sip:karen@contoso.com', signal: new AbortController().signal });
  const opened = talks.open({ uri: 'jeremy@contoso.com' });
  const moving = [1, 2, 3].map((bytes) => ({ kind: 'moving', bytes }) as const);
  for (const from of ['me', 'peer'] as const)
    for (const progress of [{ kind: 'offered' }, ...moving, { kind: 'done' }] as const)
      talks.showFile(opened.ok ? opened.value : '', {
        messageId: `of ${from}`,
        from,
        at: 5,
        transfer: {
          direction: from === 'me' ? 'outgoing' : 'incoming',
          name: 'a',
          size: 3,
          isProgram: false,
          progress,
        },
      });
  expect(kept.map(({ messageId, failed = false }) => [messageId, failed])).toEqual([
    ['of me', true],
    ['of me', false],
    ['of peer', false],
    ['of peer', false],
  ]);
});

it('what is deleted while it is on its way does not come back with the answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-deleted-'));
  const history = await historyHere(join(folder, 'kept.db'));
  const { talks, agent } = setUp((entry, how) => history[how]([entry]));
  const answers: ((answer: Answer) => void)[] = [];
  agent.answer = () => new Promise((resolve) => answers.push(resolve));
  talks.start({ agent, ownUri: 'sip:karen@contoso.com', signal: new AbortController().signal });
  const opened = talks.open({ uri: 'jeremy@contoso.com' });
  talks.send(opened.ok ? opened.value : '', 'a secret');
  await new Promise((resolve) => setImmediate(resolve));
  const page = () => history.page({ peerUri: 'sip:jeremy@contoso.com', limit: 9 });
  expect((await page()).entries).toMatchObject([{ text: 'a secret', failed: true }]);
  await history.removePeer('sip:jeremy@contoso.com');
  answers[0]?.(done(fakeResponse(200)));
  await new Promise((resolve) => setImmediate(resolve));
  expect((await page()).entries).toEqual([]);
  expect(await history.people(9)).toEqual([]);
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});

it('what is not known to have arrived when the program is killed is not shown as arrived at the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-killed-'));
  const lived = join(folder, 'lived');
  const history = await historyHere(`${lived}.db`);
  const writes: Promise<void>[] = [];
  const { talks, agent } = setUp((entry, how) => writes.push(history[how]([entry])));
  const answers: ((answer: Answer) => void)[] = [];
  agent.answer = () => new Promise((resolve) => answers.push(resolve));
  talks.start({ agent, ownUri: 'sip:karen@contoso.com', signal: new AbortController().signal });
  const opened = talks.open({ uri: 'jeremy@contoso.com' });
  const id = opened.ok ? opened.value : '';
  for (const text of ['arrives', 'has no answer yet', 'waits for its turn']) talks.send(id, text);
  answers[0]?.(done(fakeResponse(200)));
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all(writes);
  // As a killed program leaves it: nothing is closed, and the log of the file is not emptied.
  for (const ending of ['.db', '.db-wal']) cpSync(`${lived}${ending}`, `${join(folder, 'found')}${ending}`);
  const found = await historyHere(`${join(folder, 'found')}.db`);
  const { entries } = await found.page({ peerUri: 'sip:jeremy@contoso.com', limit: 9 });
  expect(entries.map(({ text, failed = false }) => [text, failed])).toEqual([
    ['arrives', false],
    ['has no answer yet', true],
    ['waits for its turn', true],
  ]);
  await found.close();
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});
