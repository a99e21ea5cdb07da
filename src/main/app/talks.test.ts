import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../test/fakes/fake-sip-agent.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import type { HistoryEntry } from '../../shared/model/history.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { createStateStore } from '../store/state.ts';
import { wireTalks } from './talks.ts';

function setUp() {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const kept: HistoryEntry[] = [];
  const history = { record: (entry: HistoryEntry) => void kept.push(entry) };
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
  expect(kept).toMatchObject([text, { ...text, failed: true }]);
  expect(kept[0]?.failed).toBeUndefined();
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
