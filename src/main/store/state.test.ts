import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import type { Presence } from '../../shared/model/presence.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { applyDelta, type SnapshotDelta } from '../../shared/model/snapshot.ts';
import { createStateStore } from './state.ts';

const app = {
  version: '0',
  runtime: 'test',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: false, backend: 'none' },
  platform: 'linux',
};
const available: Presence = { availability: 'available', value: 3500 };

function store() {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(app, defaultSettings), clock);
  const deltas: SnapshotDelta[] = [];
  state.onDelta((delta) => deltas.push(delta));
  return { clock, state, deltas };
}

it('tells many changes as one, and a reader sees them at once', async () => {
  const { clock, state, deltas } = store();
  state.set('traceSeq', 1);
  state.set('traceSeq', 2);
  state.setPresence('sip:a@contoso.com', available);
  expect(state.get()).toMatchObject({ traceSeq: 2, presence: { 'sip:a@contoso.com': available } });
  await clock.advance(16);
  expect(deltas).toHaveLength(1);
  expect(deltas[0]).toMatchObject({ revision: 1, slices: { traceSeq: 2 } });
});

it('tells the first change at once, and what follows within a frame together', async () => {
  const { clock, state, deltas } = store();
  state.set('traceSeq', 1);
  await clock.advance(0);
  expect(deltas.map(({ slices }) => slices.traceSeq)).toEqual([1]);
  state.set('traceSeq', 2);
  await clock.advance(5);
  state.set('traceSeq', 3);
  await clock.advance(10);
  expect(deltas).toHaveLength(1);
  await clock.advance(1);
  expect(deltas.map(({ slices }) => slices.traceSeq)).toEqual([1, 3]);
});

it('waits for nothing again after a quiet frame, and leaves no timer running', async () => {
  const { clock, state, deltas } = store();
  state.set('traceSeq', 1);
  await clock.advance(16);
  expect(clock.pending).toBe(0);
  state.set('traceSeq', 2);
  await clock.advance(0);
  expect(deltas.map(({ slices }) => slices.traceSeq)).toEqual([1, 2]);
});

it('a window that asks between two changes of one frame misses neither', async () => {
  const { clock, state, deltas } = store();
  state.setPresence('sip:a@contoso.com', available);
  let window = state.get();
  state.set('traceSeq', 7);
  state.setPresence('sip:b@contoso.com', available);
  await clock.advance(16);
  for (const delta of deltas) window = applyDelta(window, delta);
  expect(window).toEqual(state.get());
});

it('an emptied table stays empty but for what came after', async () => {
  const { clock, state } = store();
  state.setPresence('sip:a@contoso.com', available);
  await clock.advance(16);
  state.resetPresence();
  expect(state.get().presence).toEqual({});
  state.setPresence('sip:b@contoso.com', available);
  expect(Object.keys(state.get().presence)).toEqual(['sip:b@contoso.com']);
  await clock.advance(16);
  expect(Object.keys(state.get().presence)).toEqual(['sip:b@contoso.com']);
});
