import { expect, it } from 'vitest';
import type { WireStroke } from '../../../protocol/content/messages.ts';
import { createBoard } from './board.ts';

const stroke = (id: string, who = 'sip:a@b.c'): WireStroke => ({
  ...{ id, who, by: 'A', tool: 'pen', colour: 'red', width: 5 },
  points: [{ x: 1, y: 2 }],
});
const board = () => createBoard((who) => who === 'sip:me@b.c');
const idsOf = (strokes: readonly { readonly id: string }[]) => strokes.map(({ id }) => id);

it('[N9] tells the whole first, then what is new', () => {
  const one = board();
  one.draw([stroke('1'), stroke('2', 'sip:me@b.c')]);
  const first = one.changesSince(0);
  expect(first).toMatchObject({ whole: true, removed: [], strokes: [{ isOwn: false }, { isOwn: true }] });
  one.draw([stroke('3')]);
  one.erase(['1', 'nobody']);
  const second = one.changesSince(first.revision);
  expect(second).toMatchObject({ whole: false, removed: ['1'] });
  expect(idsOf(second.strokes)).toEqual(['3']);
  expect(one.changesSince(second.revision)).toEqual({ ...second, strokes: [], removed: [] });
});

it('[N9] what is put back lies on top, and is told as gone and new', () => {
  const one = board();
  one.draw([stroke('1'), stroke('2')]);
  const { revision } = one.changesSince(0);
  one.erase(['1']);
  one.draw([stroke('1')]);
  expect(one.changesSince(revision)).toMatchObject({ removed: ['1'], strokes: [{ id: '1' }] });
  expect(idsOf(one.changesSince(0).strokes)).toEqual(['2', '1']);
});

it('holds 2,000 strokes and 50 pointers, and forgets old removals for the whole', () => {
  const one = board();
  const { revision } = one;
  one.draw(Array.from({ length: 2100 }, (_, at) => stroke(`${at}`)));
  expect(one.strokeCount).toBe(2000);
  for (let who = 0; who < 60; who += 1) one.point(`${who}`, { x: 1, y: 1, by: 'A', isOwn: false });
  expect(one.changesSince(0).pointers).toHaveLength(50);
  one.point('3', undefined);
  expect(one.changesSince(0).pointers).toHaveLength(49);
  for (let round = 0; round < 3; round += 1) {
    one.erase(Array.from({ length: 2000 }, (_, at) => `${at}`));
    one.draw(Array.from({ length: 2000 }, (_, at) => stroke(`${at}`)));
  }
  expect(one.changesSince(revision).whole).toBe(true);
  expect(one.changesSince(one.revision + 1).whole).toBe(true);
});
