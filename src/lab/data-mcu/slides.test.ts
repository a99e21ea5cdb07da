import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { frameOf, type JsonObject, objectFrame } from './frames.ts';
import { samplePage } from './sample-slides.ts';
import { createContentBench, events, idOf, itemIn, KAREN, pageOf } from './test-content-bench.ts';
import { settled } from './test-content-client.ts';

const setUp = () => createContentBench(createFakeClock(), createFakeRandom());

describe('slides', () => {
  it('[N7] are told after the hello alone: a random address for each page, a key of their own', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 2);
    world.content.showSlides('Figures', 1);
    const { seen } = await world.open(world.karen());
    expect(events(seen)).toEqual(['begin', 'item', 'item', 'item', 'shown', 'ready']);
    const decks = seen.map(({ item }) => item as JsonObject).filter((item) => item?.kind === 'slides');
    expect(decks.map(({ title }) => title)).toEqual(['Plan', 'Figures']);
    const urls = decks.flatMap(({ pages }) => pages as string[]);
    expect(new Set(urls).size).toBe(3);
    for (const url of urls)
      expect(url).toMatch(/^https:\/\/meet\.contoso\.com\/DataCollab\/[0-9a-f]{32}\/[0-9a-f]{32}$/);
    expect(new Set(decks.map(({ key }) => key)).size).toBe(2);
  });

  it('[N8] are enciphered with AES of 128 bits under that key', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 2);
    const { seen } = await world.open(world.karen());
    const deck = itemIn(seen, 'slides') ?? {};
    expect(Buffer.from(String(deck.key), 'base64')).toHaveLength(16);
    expect(pageOf(world, deck, 1)).toEqual(Buffer.from(samplePage('Plan', 2, 2)));
  });

  it('[N7] cannot be guessed or listed', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 1);
    const { seen } = await world.open(world.karen());
    const [url = ''] = (itemIn(seen, 'slides')?.pages ?? []) as string[];
    const path = new URL(url).pathname.toLowerCase();
    const find = (asked: string) => world.side.slidesOf('contoso.com')?.find(asked)?.kind;
    expect(find('/datacollab')).toBe('folder');
    expect(find(path.slice(0, path.lastIndexOf('/')))).toBe('folder');
    expect(find(`${path.slice(0, -1)}g`)).toBe('nothing');
    expect(find(`/datacollab/${'0'.repeat(32)}`)).toBe('nothing');
    expect(find('/garth/2z92hzzz')).toBeUndefined();
  });

  it('come from a presenter page by page, and are gone when he takes them away', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const picture = Buffer.from(samplePage('Mine', 1, 1));
    const upload = idOf(await client.answerTo('slides', { title: 'Mine', pages: 2 }), 'upload');
    expect(await client.answerTo('slides', { title: 'More', pages: 1 })).toMatchObject({ error: 'busy' });
    const page = { upload, type: 'image/png', bytes: picture.length };
    expect(await client.ask('page', { ...page, index: 0 })).toEqual([]);
    expect(await client.sendBytes(picture)).toMatchObject([{ ok: true }]);
    await client.ask('page', { ...page, index: 1 });
    const seen = await client.sendBytes(picture);
    expect(seen).toMatchObject([
      { ok: true },
      { on: 'item', item: { kind: 'slides', by: expect.any(String) } },
      { on: 'shown' },
    ]);
    const deck = itemIn(seen, 'slides') ?? {};
    expect(pageOf(world, deck, 0)).toEqual(picture);
    expect(await client.ask('turn', { id: deck.id, page: 1 })).toMatchObject([{ ok: true }, { on: 'page', page: 1 }]);
    expect(await client.answerTo('turn', { id: deck.id, page: 2 })).toMatchObject({ error: 'gone' });
    expect(await client.ask('remove', { id: deck.id })).toMatchObject([{ ok: true }, { on: 'gone', id: deck.id }]);
    expect(() => pageOf(world, deck, 0)).toThrow('not served');
  });

  it('refuses a page that is not next or not what it says, and takes its bytes all the same', async () => {
    const { bench, presenter } = setUp();
    const { client } = await presenter();
    const upload = idOf(await client.answerTo('slides', { title: 'Mine', pages: 2 }), 'upload');
    const bytes = Buffer.from('this is no picture');
    const page = { upload, type: 'image/png', bytes: bytes.length, index: 0 };
    expect(await client.ask('page', { ...page, index: 1 })).toMatchObject([{ error: 'bad' }]);
    expect(await client.sendBytes(bytes)).toEqual([]);
    await client.ask('page', page);
    expect(await client.sendBytes(bytes)).toMatchObject([{ error: 'bad' }]);
    bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'attendee');
    expect(await client.ask('page', page)).toMatchObject([{ on: 'rights' }, { error: 'forbidden' }]);
    expect(await client.sendBytes(bytes)).toEqual([]);
    bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'presenter');
    await settled();
    expect(await client.answerTo('drop', { upload })).toMatchObject({ ok: true });
    expect(await client.answerTo('drop', { upload })).toMatchObject({ error: 'gone' });
  });

  it('that find the meeting full by their last page are refused with it, and are nowhere', async () => {
    const world = setUp();
    const { client } = await world.presenter();
    const picture = Buffer.from(samplePage('Mine', 1, 1));
    const upload = idOf(await client.answerTo('slides', { title: 'Mine', pages: 1 }), 'upload');
    for (let left = 49 - world.content.items().length; left > 0; left -= 1) world.content.showSlides('Theirs', 1);
    await settled();
    client.take();
    await client.ask('page', { upload, type: 'image/png', bytes: picture.length, index: 0 });
    expect(await client.sendBytes(picture)).toMatchObject([{ ok: false, error: 'full' }]);
    expect(await client.answerTo('slides', { title: 'Again', pages: 1 })).toMatchObject({ error: 'full' });
    expect(await client.answerTo('remove', { id: world.content.items()[0]?.split(' ', 1)[0] })).toMatchObject({
      ok: true,
    });
    expect(await client.answerTo('slides', { title: 'Again', pages: 1 })).toMatchObject({ ok: true });
  });

  it.each([
    { name: 'bytes nobody announced', frames: [frameOf(0x42, Buffer.alloc(9))] },
    { name: 'a request between a page and its bytes', frames: [objectFrame({ n: 90, do: 'ping' })], within: true },
    { name: 'more bytes than announced', frames: [frameOf(0x42, Buffer.alloc(99))], within: true },
  ])('closes on $name', async ({ frames, within }) => {
    const { presenter } = setUp();
    const { client } = await presenter();
    if (within) {
      const upload = idOf(await client.answerTo('slides', { title: 'Mine', pages: 1 }), 'upload');
      await client.ask('page', { upload, type: 'image/png', bytes: 20, index: 0 });
    }
    for (const frame of frames) client.write(frame);
    await settled();
    expect(client.isClosed).toBe(true);
  });

  it('[N10] come spoiled in every way a tester wants', async () => {
    const world = setUp();
    world.content.showSlides('Plan', 1);
    const { seen } = await world.open(world.karen());
    const deck = itemIn(seen, 'slides') ?? {};
    const sound = pageOf(world, deck, 0);
    const served = () => {
      const found = world.side
        .slidesOf('contoso.com')
        ?.find(new URL(String((deck.pages as string[])[0])).pathname.toLowerCase());
      return found?.kind === 'page' ? found.page() : undefined;
    };
    const length = served()?.bytes.length ?? 0;
    world.content.change({ slides: 'corrupted' });
    expect(pageOf(world, deck, 0)).not.toEqual(sound);
    world.content.change({ slides: 'truncated' });
    expect((served()?.bytes.length ?? 0) % 16).not.toBe(0);
    world.content.change({ slides: 'huge' });
    expect(served()).toMatchObject({ paddedTo: 100 * 1024 * 1024 });
    world.content.change({ slides: 'strange' });
    expect(pageOf(world, deck, 0).toString('latin1', 0, 3)).toBe('GIF');
    world.content.change({ slides: 'many-pixels' });
    expect(pageOf(world, deck, 0).readUInt32BE(16)).toBe(30_000);
    world.content.change({ slides: 'missing' });
    expect(served()?.status).toBe(404);
    world.content.change({ slides: 'redirect' });
    expect(served()).toMatchObject({ status: 302, location: 'https://evil.invalid/slides' });
    world.content.change({ slides: undefined, pageDelayMs: 4000 });
    expect(served()).toMatchObject({ status: 200, delayMs: 4000 });
    expect(served()?.bytes).toHaveLength(length);
  });
});
