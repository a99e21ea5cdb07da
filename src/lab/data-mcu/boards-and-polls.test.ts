import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { type JsonObject, objectFrame } from './frames.ts';
import { createContentBench, events, idOf, KAREN, pen } from './test-content-bench.ts';
import { settled } from './test-content-client.ts';

const setUp = () => createContentBench(createFakeClock(), createFakeRandom());

describe('whiteboards', () => {
  it('are drawn on by everybody, and each takes back his own last deed', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const { client: other } = await world.open(world.visitor());
    const board = idOf(await client.answerTo('board', { title: 'Ideas' }));
    const mine = idOf(await client.answerTo('draw', { id: board, stroke: pen }), 'stroke');
    const theirs = idOf(await other.answerTo('draw', { id: board, stroke: { ...pen, tool: 'line' } }), 'stroke');
    client.take();
    expect(await other.answerTo('erase', { id: board, stroke: mine })).toMatchObject({ error: 'forbidden' });
    expect(await other.ask('undo', { id: board })).toMatchObject([{ ok: true }, { on: 'erased', strokes: [theirs] }]);
    expect(await other.ask('undo', { id: board })).toMatchObject([{ ok: true }]);
    expect(await other.answerTo('clear', { id: board })).toMatchObject({ error: 'forbidden' });
    other.take();
    expect(await client.ask('clear', { id: board })).toMatchObject([
      { on: 'erased' },
      { ok: true },
      { on: 'erased', strokes: [mine] },
    ]);
    expect(await client.ask('undo', { id: board })).toMatchObject([
      { ok: true },
      { on: 'drawn', strokes: [{ id: mine, who: `sip:${KAREN}` }] },
    ]);
    expect(events(other.take())).toEqual(['erased', 'drawn']);
  });

  it.each([
    { ...pen, tool: 'brush' },
    { ...pen, width: 501 },
    { ...pen, points: [0, 0, 1] },
    { ...pen, points: [0, 7501] },
    { ...pen, tool: 'line' as const, points: [1, 1, 2, 2, 3, 3] },
    { ...pen, points: [1.5, 2] },
    { ...pen, points: [] },
  ])('refuse a stroke that is none: %j', async (stroke) => {
    const { presenter } = setUp();
    const { client } = await presenter();
    const id = idOf(await client.answerTo('board', { title: 'Ideas' }));
    expect(await client.answerTo('draw', { id, stroke })).toMatchObject({ error: 'bad' });
  });

  it('show thousands of strokes in events that fit, and take no more when they are full', async () => {
    const world = setUp();
    world.content.addStrokes(5000);
    const { client, seen } = await world.open(world.karen());
    const boards = seen.filter(({ item }) => (item as JsonObject)?.kind === 'whiteboard');
    expect(boards).toHaveLength(3);
    const drawn = seen.filter(({ on }) => on === 'drawn').map(({ strokes }) => (strokes as unknown[]).length);
    expect(drawn.reduce((sum, each) => sum + each, 0)).toBe(5000);
    expect(Math.max(...drawn)).toBe(64);
    const [full] = boards.map(({ item }) => (item as JsonObject).id);
    expect(await client.answerTo('draw', { id: full, stroke: pen })).toMatchObject({ error: 'full' });
  });

  it('tell the others where somebody points, until he is gone', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const { client: other } = await world.open(world.visitor());
    const id = idOf(await client.answerTo('board', { title: 'Ideas' }));
    await settled();
    other.take();
    client.take();
    client.write(objectFrame({ do: 'point', id, x: 5, y: 6 }));
    client.write(objectFrame({ do: 'point', id: 'nothing', x: 5, y: 6 }));
    client.write(objectFrame({ do: 'point', id, x: -5 }));
    await settled();
    expect(client.take()).toEqual([]);
    expect(other.take()).toMatchObject([{ on: 'pointer', who: `sip:${KAREN}`, x: 5, y: 6 }]);
    client.leave();
    await settled();
    const [gone] = other.take();
    expect(gone).toMatchObject({ on: 'pointer', who: `sip:${KAREN}` });
    expect(gone).not.toHaveProperty('x');
  });
});

describe('polls and questions', () => {
  it('[N9] count one vote for each person, and show the count to presenters until they show it to all', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const { client: other } = await world.open(world.visitor());
    const id = idOf(await client.answerTo('poll', { question: 'Lunch?', choices: ['Pizza', 'Soup'] }));
    await settled();
    other.take();
    await other.ask('vote', { id, choice: 0 });
    const [, voted] = await other.ask('vote', { id, choice: 1 });
    expect(voted).toMatchObject({ item: { own: 1, open: true } });
    expect(voted?.item).not.toHaveProperty('votes');
    expect(client.take().at(-1)).toMatchObject({ item: { votes: [0, 1] } });
    await client.ask('results', { id, shows: true });
    expect(other.take()).toMatchObject([{ item: { votes: [0, 1], own: 1 } }]);
    await client.ask('open', { id, open: false });
    expect(await other.answerTo('vote', { id, choice: 0 })).toMatchObject({ error: 'closed' });
    expect(await other.answerTo('vote', { id, choice: 7 })).toMatchObject({ error: 'gone' });
    expect(await other.answerTo('open', { id, open: true })).toMatchObject({ error: 'forbidden' });
    expect(await client.answerTo('poll', { question: 'One?', choices: ['Only'] })).toMatchObject({ error: 'bad' });
  });

  it('[N9] show the count to whoever becomes a presenter, and hide it from who is one no more', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 1);
    const { client } = await world.presenter();
    await client.ask('poll', { question: 'Lunch?', choices: ['Pizza', 'Soup'] });
    const meeting = world.bench.side.meeting('C0NT0S01');
    const polls = async (role: 'attendee' | 'presenter') => {
      meeting.setRole(`sip:${KAREN}`, role);
      await settled();
      return client.take();
    };
    const [lost, hidden, ...rest] = await polls('attendee');
    expect([lost?.on, rest]).toEqual(['rights', []]);
    expect(hidden?.item).toMatchObject({ kind: 'poll' });
    expect(hidden?.item).not.toHaveProperty('votes');
    expect(await polls('presenter')).toMatchObject([{ on: 'rights' }, { item: { kind: 'poll', votes: [0, 0] } }]);
    // Said again, it tells nothing new.
    expect(await polls('presenter')).toMatchObject([{ on: 'rights' }]);
  });

  it('[N9] take questions of all and answers of presenters', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const { client: other } = await world.open(world.visitor());
    const asked = await other.answerTo('ask', { text: 'When?' });
    expect(await other.answerTo('answer', { question: asked.question, text: 'Now' })).toMatchObject({
      error: 'forbidden',
    });
    await client.ask('answer', { question: asked.question, text: 'Tomorrow' });
    expect(other.take().at(-1)).toMatchObject({
      on: 'question',
      question: { text: 'When?', by: 'Robin', answer: { text: 'Tomorrow' } },
    });
  });
});
