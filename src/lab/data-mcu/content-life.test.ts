import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { frameOf, objectFrame } from './frames.ts';
import { createContentBench, events, itemIn, KAREN, pen } from './test-content-bench.ts';
import { settled } from './test-content-client.ts';

const setUp = () => createContentBench(createFakeClock(), createFakeRandom());

describe('what may be done, and how it ends', () => {
  it('follows the role at the focus, and what attendees may draw', async () => {
    const world = setUp();
    const { client, seen } = await world.open(world.karen());
    expect(seen[1]).toEqual({ on: 'begin', rights: ['draw'] });
    expect(await client.answerTo('board', { title: 'Ideas' })).toMatchObject({ error: 'forbidden' });
    world.bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'presenter');
    await settled();
    expect(client.take()).toEqual([{ on: 'rights', rights: ['present', 'draw'] }]);
    expect(await client.answerTo('board', { title: 'Ideas' })).toMatchObject({ ok: true });
    world.bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'attendee');
    world.content.change({ attendeesMayDraw: false });
    await settled();
    expect(client.take().at(-1)).toEqual({ on: 'rights', rights: [] });
    expect(await client.answerTo('draw', { id: 'b1', stroke: pen })).toMatchObject({ error: 'forbidden' });
  });

  it.each([
    { name: 'removed', act: 'remove' },
    { name: 'ended', act: 'end' },
  ] as const)('says goodbye: $name', async ({ name, act }) => {
    const world = setUp();
    const { client } = await world.open(world.karen());
    client.take();
    const meeting = world.bench.side.meeting('C0NT0S01');
    if (act === 'end') meeting.end();
    else meeting.remove(`sip:${KAREN}`);
    await settled();
    expect(client.take().at(-1)).toEqual({ on: 'bye', reason: name });
    expect(client.isClosed).toBe(true);
    expect(world.content.viewers()).toEqual([]);
  });

  it('breaks off without a word when the MCU goes, and the content is there when it is back', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 1);
    const who = world.seat(world.karen());
    const enter = async () => {
      const { outer, inner } = who.ask();
      const client = world.connect();
      await client.enter(outer);
      return { client, seen: await client.ask('hello', world.hello(who.joiner, inner)) };
    };
    const { client } = await enter();
    const meeting = world.bench.side.meeting('C0NT0S01');
    meeting.setPart('meeting', false);
    await settled();
    expect([client.isClosed, client.take()]).toEqual([true, []]);
    meeting.setPart('meeting', true);
    expect(itemIn((await enter()).seen, 'slides')).toMatchObject({ title: 'Plan' });
  });

  it.each([
    { name: 'a number used before', frame: objectFrame({ n: 1, do: 'ping' }) },
    { name: 'a request of no document', frame: objectFrame({ n: 50, do: 'sing' }) },
    { name: 'an endless frame', frame: frameOf(0x4a, Buffer.from('{}'), 0xffff_ffff) },
    { name: 'no object', frame: frameOf(0x4a, Buffer.from('[]')) },
  ])('closes on $name', async ({ frame }) => {
    const world = setUp();
    const { client } = await world.open(world.karen());
    client.write(frame);
    await settled();
    expect(client.isClosed).toBe(true);
    expect(world.content.viewers()).toEqual([]);
  });

  it('lets simulated people draw, ask, vote and turn', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 3);
    const { client } = await world.open(world.karen());
    client.take();
    const { meetings, mcus } = world.bench.side.siteOf('contoso.com');
    const conference = meetings.byId('C0NT0S01')?.conference;
    const jeremy = conference?.seatsOf('sip:jeremy@contoso.com')[0];
    const mcu = mcus.of('meeting');
    if (!conference || !jeremy || !mcu) throw new Error('no meeting');
    mcu.act(conference, jeremy, {
      kind: 'draw',
      points: [
        { x: 0, y: 0 },
        { x: 1000, y: 1000 },
      ],
    });
    mcu.act(conference, jeremy, { kind: 'poll', question: 'Lunch?', choices: ['Pizza', 'Soup'] });
    mcu.act(conference, jeremy, { kind: 'vote', choice: 1 });
    mcu.act(conference, jeremy, { kind: 'ask', text: 'When?' });
    mcu.act(conference, jeremy, { kind: 'page', index: 2 });
    mcu.act(conference, jeremy, { kind: 'say', text: 'is for the chat' });
    await settled();
    const seen = client.take();
    expect(events(seen)).toEqual(['item', 'shown', 'drawn', 'item', 'shown', 'item', 'question', 'page']);
    expect(seen[2]).toMatchObject({ strokes: [{ by: 'Jeremy Los', points: [0, 0, 10_000, 7500] }] });
    expect(world.content.items()).toContain('p4 poll, 0 to 1: Lunch?');
  });

  it('lets scripts go on for ever without filling what people need', async () => {
    const world = setUp();
    const { meetings, mcus } = world.bench.side.siteOf('contoso.com');
    const conference = meetings.byId('C0NT0S01')?.conference;
    const jeremy = conference?.seatsOf('sip:jeremy@contoso.com')[0];
    const mcu = mcus.of('meeting');
    if (!conference || !jeremy || !mcu) throw new Error('no meeting');
    for (let round = 0; round < 2100; round++) {
      mcu.act(conference, jeremy, { kind: 'draw', points: [{ x: round % 1000, y: 5 }] });
      mcu.act(conference, jeremy, { kind: 'poll', question: 'Lunch?', choices: ['Pizza', 'Soup'] });
      mcu.act(conference, jeremy, { kind: 'ask', text: 'When?' });
    }
    expect(world.content.items()).toHaveLength(2);
    const { client } = await world.presenter();
    expect(await client.answerTo('board', { title: 'Ideas' })).toMatchObject({ ok: true });
    expect(await client.answerTo('ask', { text: 'Why?' })).toMatchObject({ ok: true });
  });

  it('keeps tokens, addresses and keys out of the log', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 1);
    const { outer, inner } = world.seat(world.karen()).ask();
    const client = world.connect();
    await client.enter(outer);
    const seen = await client.ask('hello', world.hello(world.karen(), inner));
    const deck = itemIn(seen, 'slides') ?? {};
    const logged = world.bench.hops.map(({ text }) => text).join('\n');
    expect(logged).toContain('CONTENT first token');
    for (const secret of [outer, inner, String(deck.key), ...(deck.pages as string[])])
      expect(logged).not.toContain(secret);
  });
});
