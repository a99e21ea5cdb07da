import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { noContacts } from '../../shared/model/contacts.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import type { Presence } from '../../shared/model/presence.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { applyDelta, type SnapshotDelta } from '../../shared/model/snapshot.ts';
import { createStateStore } from './state.ts';

const available: Presence = { availability: 'available', value: 3500 };

function store() {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const deltas: SnapshotDelta[] = [];
  state.onDelta((delta) => deltas.push(delta));
  return { clock, state, deltas };
}

it('tells many changes as one, and a reader sees them at once', async () => {
  const { clock, state, deltas } = store();
  state.set('pendingLink', '1');
  state.set('pendingLink', '2');
  state.setPresence('sip:a@contoso.com', available);
  expect(state.get()).toMatchObject({ pendingLink: '2', presence: { 'sip:a@contoso.com': available } });
  await clock.advance(16);
  expect(deltas).toHaveLength(1);
  expect(deltas[0]).toMatchObject({ revision: 1, slices: { pendingLink: '2' } });
});

it('tells the first two changes at once, and what follows within a frame together', async () => {
  const { clock, state, deltas } = store();
  state.set('pendingLink', '1');
  await clock.advance(0);
  expect(deltas.map(({ slices }) => slices.pendingLink)).toEqual(['1']);
  await clock.advance(5);
  state.set('pendingLink', '2');
  await clock.advance(0);
  expect(deltas.map(({ slices }) => slices.pendingLink)).toEqual(['1', '2']);
  state.set('pendingLink', '3');
  await clock.advance(5);
  state.set('pendingLink', '4');
  await clock.advance(10);
  expect(deltas).toHaveLength(2);
  await clock.advance(1);
  expect(deltas.map(({ slices }) => slices.pendingLink)).toEqual(['1', '2', '4']);
});

it('sets no timer for two changes after a quiet while, and tells no more than one in a frame of what goes on', async () => {
  const { clock, state, deltas } = store();
  for (const time of [1, 2]) {
    state.set('pendingLink', `${time}, one connection closed`);
    await clock.advance(10);
    state.set('pendingLink', `${time}, the other one`);
    await clock.advance(0);
    expect([deltas.length, clock.pending]).toEqual([time * 2, 0]);
    await clock.advance(100);
  }
  deltas.length = 0;
  for (let ms = 0; ms < 160; ms += 1) {
    state.set('pendingLink', `${ms}`);
    await clock.advance(1);
  }
  expect(deltas.length).toBeLessThanOrEqual(12);
});

it('waits for nothing again after a quiet frame, and leaves no timer running', async () => {
  const { clock, state, deltas } = store();
  state.set('pendingLink', '1');
  await clock.advance(16);
  expect(clock.pending).toBe(0);
  state.set('pendingLink', '2');
  await clock.advance(0);
  expect(deltas.map(({ slices }) => slices.pendingLink)).toEqual(['1', '2']);
});

it('a window that asks between two changes of one frame misses neither', async () => {
  const { clock, state, deltas } = store();
  state.setPresence('sip:a@contoso.com', available);
  let window = state.get();
  state.set('pendingLink', '7');
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

const busy: Presence = { availability: 'busy', value: 6500 };
const people = (deltas: readonly SnapshotDelta[]) => deltas.map(({ presence }) => presence?.changed);

it('tells the first change of presence at once, and a storm ten times a second', async () => {
  const { clock, state, deltas } = store();
  for (let update = 0; update < 100; update += 1) {
    state.setPresence(`sip:person${update}@contoso.com`, available);
    await clock.advance(10);
    if (update === 0) expect(deltas).toHaveLength(1);
  }
  await clock.advance(100);
  expect(deltas.length).toBeLessThanOrEqual(11);
  expect(Object.keys(Object.assign({}, ...people(deltas)))).toHaveLength(100);
  await clock.advance(100);
  expect(clock.pending).toBe(0);
});

it('tells the number of the last line of the trace with presence, and a reader sees it at once', async () => {
  const { clock, state, deltas } = store();
  state.set('traceSeq', 1);
  await clock.advance(0);
  for (let seq = 2; seq <= 100; seq += 1) {
    state.set('traceSeq', seq);
    state.setPresence(`sip:${seq}@contoso.com`, available);
    await clock.advance(1);
  }
  expect(state.get().traceSeq).toBe(100);
  expect(deltas).toHaveLength(1);
  await clock.advance(100);
  expect(deltas.map(({ slices }) => slices.traceSeq)).toEqual([1, 100]);
  expect(Object.keys(deltas[1]?.presence?.changed ?? {})).toHaveLength(99);
});

it('holds back nothing else for that, and a reader still sees everybody', async () => {
  const { clock, state, deltas } = store();
  state.setPresence('sip:a@contoso.com', available);
  await clock.advance(16);
  state.setPresence('sip:a@contoso.com', busy);
  state.set('pendingLink', '1');
  expect(state.get()).toMatchObject({ pendingLink: '1', presence: { 'sip:a@contoso.com': busy } });
  expect(state.get()).toBe(state.get());
  await clock.advance(0);
  expect(deltas.at(-1)).toEqual({ revision: 2, slices: { pendingLink: '1' } });
  await clock.advance(84);
  expect(people(deltas).at(-1)).toEqual({ 'sip:a@contoso.com': busy });
});

it('an emptied table is told with what emptied it', async () => {
  const { clock, state, deltas } = store();
  state.setPresence('sip:a@contoso.com', available);
  await clock.advance(16);
  state.set('journey', null);
  state.resetPresence();
  await clock.advance(0);
  expect(deltas.at(-1)).toMatchObject({ slices: { journey: null }, presence: { reset: true } });
});

it('tells a crowd after the list it belongs to, as far as known by then, and a reader sees it at once', async () => {
  const { clock, state, deltas } = store();
  const unknown: Presence = { availability: 'unknown', unknownBecause: 'not-asked' };
  const uris = Array.from({ length: 1000 }, (_, person) => `sip:${person}@contoso.com`);
  state.set('contacts', { ...noContacts, state: 'ready' });
  for (const uri of uris) state.setPresence(uri, unknown);
  expect(Object.keys(state.get().presence)).toHaveLength(1000);
  await clock.advance(16);
  expect(deltas).toEqual([{ revision: 1, slices: { contacts: state.get().contacts } }]);
  for (const uri of uris) state.setPresence(uri, available);
  await clock.advance(74);
  state.set('pendingLink', '1');
  await clock.advance(1);
  // The list again, with names that came meanwhile: nobody is held back twice.
  state.set('contacts', { ...noContacts, state: 'ready', updatedAt: 1 });
  expect(people(deltas)).toEqual([undefined, undefined]);
  await clock.advance(15);
  expect(deltas).toHaveLength(3);
  expect(deltas[2]).toMatchObject({ slices: { contacts: { updatedAt: 1 } } });
  expect(people(deltas)[2]).toEqual(Object.fromEntries(uris.map((uri) => [uri, available])));
  await clock.advance(100);
  expect(clock.pending).toBe(0);
});
