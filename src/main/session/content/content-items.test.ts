import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentBench, createContentBench, ownEntity } from '../../../../test/fakes/content-bench.ts';
import { encodePng } from '../../../lab/data-mcu/png.ts';
import type { ContentItem } from '../../../shared/model/meeting-content.ts';

let bench: ContentBench;
beforeEach(async () => {
  bench = await createContentBench();
});
afterEach(() => bench.close());

const page = encodePng(4, new Uint8Array(16), [[255, 255, 255]]);
const board = { id: 'b1', kind: 'whiteboard', title: 'Ideas' };

describe('whiteboards, polls, questions', () => {
  it('[N9] draws, and shows what others draw and where they point', async () => {
    bench.attend();
    const side = await bench.open([board]);
    const stroke = { tool: 'pen', colour: 'red', width: 60, points: [{ x: 1, y: 2 }] } as const;
    const drawing = bench.content.draw('b1', stroke);
    const asked = await side.next();
    expect(asked).toMatchObject({ do: 'draw', id: 'b1', stroke: { points: [1, 2] } });
    side.tell(
      { re: asked.n, ok: true, stroke: 'k1' },
      { on: 'drawn', id: 'b1', strokes: [{ ...stroke, points: [1, 2], id: 'k1', who: ownEntity, by: 'Ben Ode' }] },
      { on: 'pointer', id: 'b1', who: 'sip:karen@contoso.com', by: 'Karen Berg', x: 5, y: 6 },
    );
    expect((await drawing).ok).toBe(true);
    await bench.until(({ items }) => items[0]?.kind === 'whiteboard' && items[0].strokeCount === 1);
    expect(bench.content.board('b1', 0)).toMatchObject({
      value: {
        whole: true,
        strokes: [{ id: 'k1', isOwn: true }],
        pointers: [{ x: 5, by: 'Karen Berg', isOwn: false }],
      },
    });
  });

  it('[N9] of a board that is told anew after a break nothing from before is kept, however little was drawn since', async () => {
    bench.attend();
    const drawn = (id: string) => ({
      ...{ on: 'drawn', id: 'b1' },
      strokes: [{ id, who: ownEntity, by: 'Ben Ode', tool: 'pen', colour: 'red', width: 60, points: [1, 2] }],
    });
    const isDrawn = ({ items: [item] }: { readonly items: readonly ContentItem[] }) =>
      item?.kind === 'whiteboard' && item.strokeCount === 1;
    const first = await bench.open([board]);
    first.tell(drawn('k1'));
    await bench.until(isDrawn);
    const before = bench.content.board('b1', 0);
    const since = before.ok ? before.value.revision : 0;
    first.hangUp();
    const second = await bench.open([board]);
    // Erased by somebody meanwhile; what they drew instead counts as much.
    second.tell(drawn('k2'));
    await bench.until(isDrawn);
    const after = bench.content.board('b1', since);
    expect(after).toMatchObject({ value: { whole: true, strokes: [{ id: 'k2' }] } });
    expect(after.ok && after.value.revision).toBeGreaterThan(since);
  });

  it('[N9] points as often as others can follow, and says when it stops', async () => {
    bench.attend();
    const side = await bench.open([board]);
    for (let x = 0; x < 50; x += 1) bench.content.point('b1', { x, y: 0 });
    bench.content.point('b1', undefined);
    expect(await side.next()).toEqual({ do: 'point', id: 'b1', x: 0, y: 0 });
    expect(await side.next()).toEqual({ do: 'point', id: 'b1' });
  });

  it('[N9] [O4] votes and sees the results that are shown', async () => {
    bench.attend();
    const poll = { id: 'p1', kind: 'poll', question: 'Lunch?', choices: ['Pizza', 'Soup'], open: true, shows: false };
    const side = await bench.open([poll]);
    const voting = bench.content.vote('p1', 1);
    const { n, ...asked } = await side.next();
    expect(asked).toEqual({ do: 'vote', id: 'p1', choice: 1 });
    side.tell({ re: n, ok: true }, { on: 'item', item: { ...poll, own: 1, shows: true, votes: [0, 1] } });
    expect((await voting).ok).toBe(true);
    const { items } = await bench.until(({ items: [item] }) => item?.kind === 'poll' && item.showsResults);
    expect(items).toMatchObject([{ ownVote: 1, choices: [{ votes: 0 }, { text: 'Soup', votes: 1 }] }]);
  });

  it('[N9] a question gets its answer, and an item with a known id replaces it', async () => {
    bench.attend();
    const side = await bench.open([{ id: 'q1', kind: 'questions', title: 'Questions' }]);
    const question = { id: 'x', who: ownEntity, by: 'Ben Ode', text: 'When?', at: 7 };
    side.tell(
      { on: 'question', question },
      { on: 'question', question: { ...question, answer: { text: 'Now', by: 'K' } } },
    );
    const { items } = await bench.until(
      ({ items: [item] }) => item?.kind === 'questions' && !!item.questions[0]?.answer,
    );
    expect(items).toMatchObject([{ questions: [{ isOwn: true, asker: 'Ben Ode', answer: { text: 'Now' } }] }]);
  });

  it('bounds what it holds of a server that never ends', async () => {
    bench.attend();
    const items = Array.from({ length: 80 }, (_, at) => ({ ...board, id: `b${at}` }));
    await bench.open(items);
    expect(bench.state.get().meetingContent?.items).toHaveLength(50);
  });
});

describe('documents of one’s own', () => {
  it('[O4] goes up page by page, in frames of 64 KiB, and says how far', async () => {
    bench.attend();
    const side = await bench.open();
    const begun = bench.content.beginPages({ title: 'Plan.pdf', pageCount: 1 });
    const asked = await side.next();
    expect(asked).toMatchObject({ do: 'slides', title: 'Plan.pdf', pages: 1 });
    side.tell({ re: asked.n, ok: true, upload: 'u1' });
    const id = await begun;
    if (!id.ok) throw new Error(id.failure.code);
    expect((await bench.until(({ sending }) => sending !== undefined)).sending).toMatchObject({ sentPages: 0 });
    const large = encodePng(
      900,
      Uint8Array.from({ length: 900 * 600 }, (_, at) => (at * 7919) % 251),
      Array(251).fill([1, 2, 3]),
    );
    const adding = bench.content.addPage(id.value, large);
    const announced = await side.next();
    expect(announced).toMatchObject({ do: 'page', upload: 'u1', index: 0, type: 'image/png', bytes: large.length });
    side.tell({ re: announced.n, ok: true });
    expect((await adding).ok).toBe(true);
    await bench.until(({ sending }) => sending === undefined);
    void bench.content.askQuestion('after');
    await side.next();
    expect(side.pageBytes().equals(large)).toBe(true);
  });

  it('[O4] takes no page that is no picture, and drops what is cancelled', async () => {
    bench.attend();
    const side = await bench.open();
    const begun = bench.content.beginPages({ title: 'Plan.pdf', pageCount: 2 });
    side.tell({ re: (await side.next()).n, ok: true, upload: 'u1' });
    const id = await begun;
    if (!id.ok) throw new Error(id.failure.code);
    expect(await bench.content.addPage(id.value, Buffer.from('%PDF-1.7'))).toMatchObject({
      failure: { code: 'DOCUMENT_STRANGE' },
    });
    expect(await bench.content.addPage('u2', page)).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
    bench.content.cancelPages();
    expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
    expect(await bench.content.addPage(id.value, page)).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
  });
});
