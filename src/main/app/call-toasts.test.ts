import { expect, it } from 'vitest';
import { testApp } from '../../../test/fakes/test-app.ts';
import type { Call, CallState } from '../../shared/model/call.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Slices, Snapshot, SnapshotDelta } from '../../shared/model/snapshot.ts';
import { followCalls } from './call-toasts.ts';

const call = (id: string, state: CallState): Call => ({
  id,
  direction: 'in',
  peer: { uri: `sip:${id}@contoso.com`, name: id },
  state,
  startedAt: 0,
  hold: 'none',
  isMuted: false,
  picture: 'none',
  hasPeerPicture: false,
  canShowPicture: false,
});

/** A state to change, and what the toasts did of it. */
function setUp() {
  let snapshot: Snapshot = {
    ...firstSlices(testApp, defaultSettings),
    account: { kind: 'signing-in', address: 'karen@contoso.com' },
    presence: {},
    revision: 0,
  };
  const listeners = new Set<(delta: SnapshotDelta) => void>();
  const did: string[] = [];
  const window = { isInFront: false, isThere: true };
  const leave = followCalls({
    state: {
      get: () => snapshot,
      onDelta: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    open: (id, place, rings) => {
      did.push(`open ${id} at ${place}${rings ? ', ringing' : ''}`);
      return { close: () => did.push(`close ${id}`), tell: ({ revision }) => did.push(`tell ${id} of ${revision}`) };
    },
    isInFront: () => window.isInFront,
    hasWindow: () => window.isThere,
    onAnswered: (id) => {
      did.push(`answered ${id}`);
      window.isThere = true;
    },
  });
  const change = (slices: Partial<Slices>) => {
    did.length = 0;
    const delta: SnapshotDelta = { revision: snapshot.revision + 1, slices };
    snapshot = { ...snapshot, ...slices, revision: delta.revision };
    for (const listener of [...listeners]) listener(delta);
    return [...did];
  };
  return { change, window, leave, did };
}

it('opens one for each call that rings, tells it what changes, and closes it when the call is taken', () => {
  const { change } = setUp();
  expect(change({ calls: [call('a', 'incoming')] })).toEqual(['open a at 0']);
  expect(change({ calls: [call('a', 'incoming'), call('b', 'incoming')] })).toEqual(['tell a of 2', 'open b at 1']);
  expect(change({ calls: [call('a', 'connecting'), call('b', 'incoming')] })).toEqual([
    'tell a of 3',
    'tell b of 3',
    'close a',
    'answered a',
  ]);
  expect(change({ calls: [call('a', 'active'), call('b', 'incoming'), call('c', 'incoming')] })).toEqual([
    'tell b of 4',
    'open c at 0',
  ]);
});

it('closes without a word when the caller gives up or the call is gone', () => {
  const { change } = setUp();
  change({ calls: [call('a', 'incoming'), call('b', 'incoming')] });
  expect(change({ calls: [call('a', 'ended')] }).filter((deed) => !deed.startsWith('tell'))).toEqual([
    'close a',
    'close b',
  ]);
});

it('opens none over the window in front, nor for somebody who must not be disturbed, nor for calls that go out', () => {
  const { change, window } = setUp();
  window.isInFront = true;
  expect(change({ calls: [call('a', 'incoming')] })).toEqual([]);
  window.isInFront = false;
  expect(change({ calls: [call('a', 'incoming')] })).toEqual([]);
  const own = { ...firstSlices(testApp, defaultSettings).ownPresence, availability: 'do-not-disturb' as const };
  expect(change({ ownPresence: own, calls: [call('b', 'incoming')] })).toEqual([]);
  expect(change({ calls: [call('c', 'ringing')] })).toEqual([]);
});

it('rings in one of them where there is no window, and in the next when that caller gives up', () => {
  const { change, window } = setUp();
  window.isThere = false;
  expect(change({ calls: [call('a', 'incoming')] })).toEqual(['open a at 0, ringing']);
  expect(change({ calls: [call('a', 'incoming'), call('b', 'incoming')] })).toContain('open b at 1');
  expect(change({ calls: [call('b', 'incoming')] }).slice(2)).toEqual(['close a', 'close b', 'open b at 1, ringing']);
  expect(change({ calls: [call('b', 'incoming')] })).toEqual(['tell b of 4']);
});

it('leaves the ringing to the window in which a call was taken', () => {
  const { change, window } = setUp();
  window.isThere = false;
  change({ calls: [call('a', 'incoming'), call('b', 'incoming')] });
  expect(change({ calls: [call('a', 'connecting'), call('b', 'incoming')] }).slice(2)).toEqual([
    'close a',
    'answered a',
  ]);
});

it('takes all back when it ends, and hears nothing any more', () => {
  const { change, leave, did } = setUp();
  change({ calls: [call('a', 'incoming')] });
  did.length = 0;
  leave();
  expect(did).toEqual(['close a']);
  expect(change({ calls: [call('b', 'incoming')] })).toEqual([]);
});
