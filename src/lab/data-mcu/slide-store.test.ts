import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { SlideStore } from './slide-store.ts';

const page = () => ({ status: 200, bytes: new Uint8Array(), delayMs: 0 });

it('holds no more than it may, and has room again when a folder goes', () => {
  const store = new SlideStore(createFakeRandom(), 100);
  const folder = store.open();
  store.put(folder, page, 60);
  expect([store.hasRoomFor(40), store.hasRoomFor(41)]).toEqual([true, false]);
  store.drop(folder);
  expect(store.hasRoomFor(100)).toBe(true);
});

it('finds a page by its whole path alone', () => {
  const store = new SlideStore(createFakeRandom());
  const path = store.put(store.open(), page, 1).toLowerCase();
  expect(store.find(path)?.kind).toBe('page');
  expect(store.find(`${path}/more`)?.kind).toBe('nothing');
  expect(store.find('/meet')).toBeUndefined();
});
