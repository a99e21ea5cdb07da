import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBridge } from '../gallery/fake-bridge.ts';
import { karen } from '../gallery/fixtures.ts';
import { createClient } from '../ipc/client.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { createSnapshotStore } from '../state/snapshot-store.ts';
import { createDrafts } from './drafts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function following(kept: readonly { readonly id: string; readonly text: string }[] = []) {
  const bridge = createFakeBridge({ ...firstSnapshot, revision: 1 });
  bridge.answer('app.drafts', { ok: true, value: kept });
  const drafts = createDrafts();
  const client = createClient(bridge, () => 0);
  const store = createSnapshotStore(client);
  const following = drafts.follow({ client, store });
  store.start(() => undefined);
  await following;
  const sent = () => bridge.asked.filter(({ name }) => name === 'app.keepDraft').map(({ input }) => input);
  return { bridge, drafts, sent };
}

describe('what is typed and not sent', () => {
  it('comes back from the page before, and goes to main in the next pause', async () => {
    const { drafts, sent } = await following([{ id: 'c1', text: 'Hel' }]);
    expect(drafts.get('c1')).toBe('Hel');
    drafts.set('c1', 'Hello');
    expect(sent()).toEqual([]);
    vi.runAllTimers();
    expect(sent()).toEqual([{ id: 'c1', text: 'Hello' }]);
  });

  it('is nobody’s any more once nobody is signed in, and goes to main no more', async () => {
    const { bridge, drafts, sent } = await following();
    bridge.push({ revision: 2, slices: { account: { kind: 'registered', account: karen } } });
    drafts.set('c1', 'Hello');
    expect(drafts.get('c1')).toBe('Hello');
    bridge.push({ revision: 3, slices: { account: { kind: 'signed-out' } } });
    expect(drafts.get('c1')).toBeUndefined();
    vi.runAllTimers();
    expect(sent()).toEqual([]);
  });

  it('of a guest stays when a sign-in beside the meeting fails', async () => {
    const { bridge, drafts } = await following([{ id: 'guest', text: 'My number is' }]);
    bridge.push({ revision: 2, slices: { account: { kind: 'signing-in', address: 'karen@contoso.com' } } });
    bridge.push({ revision: 3, slices: { account: { kind: 'signed-out' } } });
    expect(drafts.get('guest')).toBe('My number is');
  });

  it('is forgotten when told', async () => {
    const { drafts } = await following([{ id: 'guest', text: 'x' }]);
    drafts.clear();
    expect(drafts.get('guest')).toBeUndefined();
  });
});
