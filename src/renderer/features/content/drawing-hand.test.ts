import { expect, it } from 'vitest';
import type { Stroke } from '../../../shared/model/meeting-content.ts';
import { firstKit } from './board-tools.ts';
import { createHand } from './drawing-hand.ts';

const at = { x: 10, y: 10 };
const line = (): Stroke => ({
  ...{ id: 's1', tool: 'line', colour: 'black', width: 60, points: [at, at] },
  ...{ by: 'Karen', isOwn: true },
});

/** An eraser over a board on which `lies` lies. */
function overBoard(isAllowed = true) {
  const board: { lies: Stroke | undefined } = { lies: line() };
  const asked: Stroke[] = [];
  const hand = createHand({
    draw: async () => undefined,
    async erase(stroke) {
      asked.push(stroke);
      return isAllowed;
    },
    point: () => undefined,
    strokeAt: () => board.lies,
    show: () => undefined,
  });
  const rub = async () => {
    hand.begin({ ...firstKit, tool: 'eraser' }, at);
    hand.end();
    await Promise.resolve();
  };
  return { board, asked, rub };
}

it('erases what lies there once, however often it is rubbed before it is gone', async () => {
  const { asked, rub } = overBoard();
  await rub();
  await rub();
  expect(asked).toHaveLength(1);
});

it('erases again what was brought back', async () => {
  const { board, asked, rub } = overBoard();
  await rub();
  board.lies = undefined;
  await rub();
  board.lies = line();
  await rub();
  expect(asked).toHaveLength(2);
});

it('tries again what was refused', async () => {
  const { asked, rub } = overBoard(false);
  await rub();
  await rub();
  expect(asked).toHaveLength(2);
});
