// @vitest-environment jsdom
/** A whiteboard: what is painted, and what a hand, a pen and keys do on it. */
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardChanges, whiteboard } from '../../gallery/fixtures-content.ts';
import { clearWindow, settle } from '../../testing/window.tsx';
import {
  askedOf,
  attending,
  type Prepared,
  prepareContent,
  press,
  pushContent,
  refusal,
  showContent,
} from './content-in-tests.tsx';

let prepared: Prepared;
beforeEach(() => {
  prepared = prepareContent();
});
afterEach(clearWindow);

describe('a whiteboard', () => {
  const board = () => screen.getByRole('application', { name: /^Whiteboard/ });
  const keys = async (...names: string[]) => {
    for (const key of names) fireEvent.keyDown(board(), { key });
    await settle();
  };
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

  it('paints what is there, says who drew it, and shows where others point', async () => {
    await showContent({ shownId: whiteboard.id });
    expect(prepared.done.filter((step) => step.startsWith('stroke'))).toHaveLength(boardChanges.strokes.length);
    expect(document.body.textContent?.replace(/[\u2068\u2069]/g, '')).toContain(
      'Drawn by Garth Fort 4, Bonnie Kearney 2, you 1.',
    );
    expect(screen.getAllByText('Garth Fort').length).toBeGreaterThan(0);
  });

  it('asks only for what is new, and paints only that', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    const [first] = boardChanges.strokes;
    if (!first) throw new Error('a stroke');
    const news = { ...boardChanges, revision: 10, whole: false, strokes: [{ ...first, id: 'new', width: 77 }] };
    drawn.bridge.answer('content.board', { ok: true, value: { ok: true, value: news } });
    prepared.done.length = 0;
    await pushContent(drawn, { shownId: whiteboard.id, items: [{ ...whiteboard, revision: 10 }] });
    expect(askedOf(drawn, 'content.board')).toEqual([
      { itemId: 'w1', sinceRevision: 0 },
      { itemId: 'w1', sinceRevision: 9 },
    ]);
    expect(prepared.done).toEqual(['stroke 77']);
  });

  it('shows two of one name, as guests may be, and none of them any more when they point nowhere', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    const marks = () => screen.queryAllByText(/^(Guest|Zoë)$/).map(({ textContent }) => textContent);
    const pointing = async (revision: number, ...names: string[]) => {
      const pointers = names.map((by, at) => ({ by, isOwn: false, x: 100 * at, y: 100 }));
      const news = { revision, whole: false, strokes: [], removed: [], pointers };
      drawn.bridge.answer('content.board', { ok: true, value: { ok: true, value: news } });
      await pushContent(drawn, { shownId: whiteboard.id, items: [{ ...whiteboard, revision }] });
    };
    await pointing(10, 'Zoë', 'Guest', 'Guest');
    expect(marks()).toEqual(['Zoë', 'Guest', 'Guest']);
    await pointing(11, 'Guest', 'Guest');
    expect(marks()).toEqual(['Guest', 'Guest']);
    await pointing(12);
    expect(marks()).toEqual([]);
  });

  it('sends what a pointer draws, in the board’s own units', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.click(screen.getByRole('radio', { name: 'Rectangle' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Red' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Thick' }));
    fireEvent.pointerDown(board(), { isPrimary: true, button: 0, clientX: 40, clientY: 30 });
    fireEvent.pointerMove(board(), { isPrimary: true, clientX: 100, clientY: 100 });
    fireEvent.pointerMove(board(), { isPrimary: true, clientX: 200, clientY: 150 });
    fireEvent.pointerUp(board(), { isPrimary: true });
    await settle();
    expect(askedOf(drawn, 'content.draw')).toEqual([
      {
        itemId: 'w1',
        stroke: {
          tool: 'rectangle',
          colour: 'red',
          width: 140,
          points: [
            { x: 1000, y: 750 },
            { x: 5000, y: 3750 },
          ],
        },
      },
    ]);
  });

  it('draws nothing for a second finger, another button, or a stroke that was broken off', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.pointerDown(board(), { isPrimary: false, button: 0, clientX: 40, clientY: 30 });
    fireEvent.pointerUp(board(), { isPrimary: false });
    fireEvent.pointerDown(board(), { isPrimary: true, button: 2, clientX: 40, clientY: 30 });
    fireEvent.pointerUp(board(), { isPrimary: true });
    fireEvent.pointerDown(board(), { isPrimary: true, button: 0, clientX: 40, clientY: 30 });
    fireEvent.pointerCancel(board(), { isPrimary: true });
    fireEvent.pointerUp(board(), { isPrimary: true });
    await settle();
    expect(askedOf(drawn, 'content.draw')).toEqual([]);
  });

  it('is drawn on by keys alone, and says what they do', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.click(screen.getByRole('radio', { name: 'Arrow' }));
    await keys('Enter');
    expect(said()).toContain('Arrow begins at 50 %, 50 %. Enter ends it.');
    await keys('ArrowRight', 'ArrowDown', 'Enter');
    expect(said()).toContain('Arrow drawn');
    expect(askedOf(drawn, 'content.draw')).toMatchObject([
      {
        stroke: {
          tool: 'arrow',
          points: [
            { x: 5000, y: 3750 },
            { x: 5200, y: 3950 },
          ],
        },
      },
    ]);
    await keys('Enter', 'ArrowLeft', 'Escape');
    expect(askedOf(drawn, 'content.draw')).toHaveLength(1);
  });

  it('loses to the eraser what lies under it, once, and says whose it was', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.click(screen.getByRole('radio', { name: 'Eraser' }));
    // The orange rectangle's left side.
    const place = { isPrimary: true, button: 0, clientX: (5200 / 10_000) * 400, clientY: (5000 / 7500) * 300 };
    fireEvent.pointerMove(board(), place);
    await settle();
    expect(said().map((words) => words?.replace(/[\u2068\u2069]/g, ''))).toContain('Orange rectangle by Garth Fort');
    fireEvent.pointerDown(board(), place);
    fireEvent.pointerMove(board(), place);
    fireEvent.pointerUp(board(), place);
    await settle();
    expect(askedOf(drawn, 'content.erase')).toEqual([{ itemId: 'w1', strokeId: 's2' }]);
  });

  it('tells the others where one points, until one leaves', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.click(screen.getByRole('radio', { name: 'Pointer' }));
    fireEvent.pointerMove(board(), { isPrimary: true, clientX: 200, clientY: 150 });
    fireEvent.pointerLeave(board());
    expect(askedOf(drawn, 'content.point')).toEqual([{ itemId: 'w1', at: { x: 5000, y: 3750 } }, { itemId: 'w1' }]);
  });

  it('says what was taken back, and nothing where there was nothing', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    await press('Undo');
    expect(said()).not.toContain('Taken back');
    const gone = { ...boardChanges, revision: 10, whole: false, strokes: [], removed: ['s1'] };
    drawn.bridge.answer('content.board', { ok: true, value: { ok: true, value: gone } });
    fireEvent.keyDown(board(), { key: 'z', ctrlKey: true });
    await settle();
    expect(said()).toContain('Taken back');
  });

  it('keeps the sheet in its place when a tool needs no colour', async () => {
    await showContent({ shownId: whiteboard.id });
    fireEvent.click(screen.getByRole('radio', { name: 'Eraser' }));
    expect(screen.queryByRole('radio', { name: 'Red' })).toBeNull();
    expect(screen.getByLabelText('Red')).toBeTruthy();
  });

  it('takes back with the key and the button, and is cleared only after a second word', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    fireEvent.keyDown(board(), { key: 'z', ctrlKey: true });
    await press('Undo');
    expect(askedOf(drawn, 'content.undo')).toHaveLength(2);
    await press('Clear…');
    expect(askedOf(drawn, 'content.clear')).toEqual([]);
    await press('Clear');
    expect(askedOf(drawn, 'content.clear')).toEqual([{ itemId: 'w1' }]);
  });

  it('tells of a stroke that was refused on top of the window', async () => {
    const drawn = await showContent({ shownId: whiteboard.id });
    drawn.bridge.answer('content.draw', refusal);
    fireEvent.click(screen.getByRole('radio', { name: 'Line' }));
    await keys('Enter', 'ArrowRight', 'Enter');
    expect(drawn.services.notice.get()?.code).toBe('CONTENT_FORBIDDEN');
  });

  it('is a picture, without tools, for those who may not draw', async () => {
    await showContent({ ...attending, shownId: whiteboard.id });
    expect(screen.getByRole('img', { name: /^Whiteboard/ })).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText(/Only presenters draw here/)).toBeTruthy();
  });
});
