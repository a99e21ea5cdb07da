import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentBench, createContentBench, ownEntity } from '../../../../test/fakes/content-bench.ts';
import { createHandClock, type HandClock } from '../../../../test/fakes/hand-clock.ts';

let clock: HandClock;
let bench: ContentBench;
beforeEach(async () => {
  clock = createHandClock();
  bench = await createContentBench({ clock });
});
afterEach(() => bench.close());

const board = { id: 'b1', kind: 'whiteboard', title: 'Ideas' };

describe('getting in', () => {
  it('[N4] [N5] [N6] shows the first token to the Edge, then the second to the server behind it', async () => {
    bench.attend();
    const side = await bench.accept();
    expect(side.line).toBe('OFFHOOK-CONTENT/1 edge-1');
    side.write('OK\r\n');
    expect(await side.next()).toEqual({
      ...{ n: 1, do: 'hello', auth: 'server-1', user: ownEntity, name: 'Ben Ode' },
      conference: 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:7QK2',
    });
    side.tell({ re: 1, ok: true }, { on: 'begin', rights: ['draw'] }, { on: 'item', item: board }, { on: 'ready' });
    const content = await bench.until(({ state }) => state === 'open');
    expect(content).toMatchObject({ isLabOnly: true, mayPresent: false, mayDraw: true, items: [{ title: 'Ideas' }] });
  });

  it.each([
    ['NO token-unknown\r\n', 'CONTENT_EDGE_REFUSED'],
    ['NO unavailable\r\n', 'CONTENT_UNAVAILABLE'],
    ['HTTP/1.1 400 Bad Request\r\n', 'CONTENT_UNREADABLE'],
    ['x'.repeat(200), 'CONTENT_UNREADABLE'],
  ])('[N6] an Edge that says %j', async (reply, code) => {
    bench.attend();
    (await bench.accept()).write(reply);
    expect(await bench.until(({ state }) => state === 'failed')).toMatchObject({ failure: { code } });
    expect(bench.asked()).toBe(1);
  });

  it.each([
    ['auth-unknown', 'CONTENT_SERVER_REFUSED'],
    ['auth-other-user', 'CONTENT_SERVER_REFUSED'],
  ])('[N6] a server that says %s', async (error, code) => {
    bench.attend();
    const side = await bench.accept();
    side.write('OK\r\n');
    const { n } = await side.next();
    side.tell({ re: n, ok: false, error });
    const { failure } = await bench.until(({ state }) => state === 'failed');
    expect(failure).toMatchObject({ code, data: { reason: error } });
    await side.closed;
  });

  it('[N5] asks for new tokens once when they were too old', async () => {
    bench.attend();
    (await bench.accept()).write('NO token-expired\r\n');
    const second = await bench.accept();
    expect(second.line).toBe('OFFHOOK-CONTENT/1 edge-2');
    second.write('NO token-expired\r\n');
    const { failure } = await bench.until(({ state }) => state === 'failed');
    expect(failure?.code).toBe('CONTENT_TOKEN_EXPIRED');
    expect(bench.asked()).toBe(2);
  });

  it('[N6] an Edge that says nothing is silent, and closes nothing but this', async () => {
    bench.attend();
    const side = await bench.accept();
    await clock.begun(10_000);
    await clock.pass(10_000);
    const { failure } = await bench.until(({ state }) => state === 'failed');
    expect(failure?.code).toBe('CONTENT_SILENT');
    await side.closed;
  });

  it('tries again when the person asks', async () => {
    bench.attend();
    (await bench.accept()).write('NO unavailable\r\n');
    await bench.until(({ state }) => state === 'failed');
    bench.content.retry();
    await bench.open();
    expect(bench.asked()).toBe(2);
  });
});

describe('the stream', () => {
  it('comes back once by itself with new tokens, then only when asked', async () => {
    bench.attend();
    (await bench.open([board])).hangUp();
    const second = await bench.open([board]);
    expect(second.line).toBe('OFFHOOK-CONTENT/1 edge-2');
    second.hangUp();
    expect(await bench.until(({ state }) => state === 'failed')).toMatchObject({
      failure: { code: 'CONTENT_LOST' },
      items: [],
    });
  });

  it('may come back again after a minute of good work', async () => {
    bench.attend();
    (await bench.open()).hangUp();
    const second = await bench.open();
    await clock.pass(29_000);
    second.tell({ on: 'rights', rights: [] });
    await bench.until(({ mayPresent }) => !mayPresent);
    await clock.pass(29_000);
    second.tell({ on: 'rights', rights: ['present'] });
    await bench.until(({ mayPresent }) => mayPresent);
    await clock.pass(5_000);
    second.hangUp();
    await bench.open();
    expect(bench.asked()).toBe(3);
  });

  it('asks a silent server whether it is there, and gives it ten seconds', async () => {
    bench.attend();
    const side = await bench.open();
    await clock.pass(30_000);
    expect(await side.next()).toMatchObject({ do: 'ping' });
    await clock.pass(10_000);
    await side.closed;
    await bench.open();
  });

  it.each([
    ['a length without end', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['no JSON', Buffer.from([0, 0, 0, 2, 0x4a, 0x7b])],
    ['a list', Buffer.from('\0\0\0\u0003J[]')],
  ])('ends with %s', async (_, bytes) => {
    bench.attend();
    (await bench.open()).write(bytes);
    const second = await bench.open();
    second.write(bytes);
    const { failure } = await bench.until(({ state }) => state === 'failed');
    expect(failure?.code).toBe('CONTENT_UNREADABLE');
  });

  it('goes on after what nobody knows', async () => {
    bench.attend();
    const side = await bench.open([{ id: 'x', kind: 'hologram', title: 'x' }, board]);
    side.tell({ on: 'fireworks' }, { on: 'item', item: { id: 7 } }, { on: 'shown', id: 'b1' });
    const { items, shownId } = await bench.until((content) => content.shownId === 'b1');
    expect({ shownId, count: items.length }).toEqual({ shownId: 'b1', count: 1 });
  });

  it('ends for good when the meeting does, and tells nobody else’s refusal as its own', async () => {
    bench.attend();
    const side = await bench.open([board]);
    const drawn = bench.content.clear('b1');
    const { n } = await side.next();
    side.tell({ re: 99, ok: true }, { re: n, ok: false, error: 'forbidden' });
    expect(await drawn).toMatchObject({ ok: false, failure: { code: 'CONTENT_FORBIDDEN' } });
    side.tell({ on: 'bye', reason: 'ended' });
    expect(await bench.until(({ state }) => state === 'failed')).toMatchObject({
      failure: { code: 'CONTENT_LOST', data: { reason: 'ended' } },
    });
    expect(bench.asked()).toBe(1);
    expect(await bench.content.clear('b1')).toMatchObject({ failure: { code: 'CONTENT_NOT_OPEN' } });
  });
});
