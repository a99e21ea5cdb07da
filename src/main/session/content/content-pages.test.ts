import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentBench, createContentBench, enciphered, slideKey } from '../../../../test/fakes/content-bench.ts';
import { encodePng } from '../../../lab/data-mcu/png.ts';

let bench: ContentBench;
beforeEach(async () => {
  bench = await createContentBench();
});
afterEach(() => bench.close());

const page = encodePng(4, new Uint8Array(16), [[255, 255, 255]]);
const slides = (pages = 1) => ({
  ...{ id: 's1', kind: 'slides', title: 'Plan.pdf', who: 'sip:karen@contoso.com', by: 'Karen Berg', page: 0 },
  key: slideKey.toString('base64'),
  pages: Array.from({ length: pages }, (_, at) => `https://meet.contoso.com/DataCollab/secret-folder/page-${at}`),
});
const http = (body: Uint8Array, length = body.length) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`), body]);

describe('pages', () => {
  async function shown(answer: Uint8Array) {
    bench.attend();
    await bench.open([slides()]);
    bench.serve((path, socket) => {
      expect(path).toBe('/DataCollab/secret-folder/page-0');
      socket.end(answer);
    });
    return bench.content.page('s1', 0);
  }

  it('[N7] [N8] are fetched, deciphered and looked at in memory, and overwritten on leaving', async () => {
    const picture = await shown(http(enciphered(page)));
    if (!picture.ok) throw new Error(picture.failure.code);
    expect(picture.value).toMatchObject({ type: 'image/png', width: 4, height: 4 });
    const { bytes } = picture.value;
    expect(Buffer.from(bytes).equals(page)).toBe(true);
    expect(await bench.content.page('s1', 0)).toEqual(picture);
    bench.leave();
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(bench.state.get().meetingContent).toBeNull();
  });

  it('told again under the same name and key are not fetched again; under another key they are', async () => {
    let asked = 0;
    const serveOnce = () =>
      bench.serve((_path, socket) => {
        asked += 1;
        socket.end(http(enciphered(page)));
      });
    bench.attend();
    const side = await bench.open([slides()]);
    serveOnce();
    expect((await bench.content.page('s1', 0)).ok).toBe(true);
    side.tell({ on: 'item', item: { ...slides(), title: 'Plan, second reading.pdf' } });
    await bench.until(({ items }) => items[0]?.title === 'Plan, second reading.pdf');
    expect((await bench.content.page('s1', 0)).ok).toBe(true);
    expect(asked).toBe(1);
    serveOnce();
    side.tell({ on: 'item', item: { ...slides(), title: 'Other.pdf', key: Buffer.alloc(16, 1).toString('base64') } });
    await bench.until(({ items }) => items[0]?.title === 'Other.pdf');
    expect(await bench.content.page('s1', 0)).toMatchObject({ failure: { code: 'PAGE_DAMAGED' } });
    expect(asked).toBe(2);
  });

  it.each([
    ['bits that turned', enciphered(page).map((byte, at) => (at === 40 ? byte ^ 1 : byte)), 'PAGE_DAMAGED'],
    ['another key', enciphered(page, Buffer.alloc(16, 1)), 'PAGE_DAMAGED'],
    ['half of it', enciphered(page).subarray(0, 48), 'PAGE_DAMAGED'],
    ['a part of a block', enciphered(page).subarray(0, 41), 'PAGE_DAMAGED'],
    ['nothing', Buffer.alloc(0), 'PAGE_DAMAGED'],
    ['something else', enciphered(Buffer.from('<svg onload="x"/>')), 'PAGE_STRANGE'],
  ])('[N10] %s', async (_, body, code) => {
    expect(await shown(http(body))).toMatchObject({ ok: false, failure: { code } });
    const { items } = await bench.until(({ state }) => state === 'open');
    expect(items).toMatchObject([{ pages: [{ kind: 'damaged', failure: { code } }] }]);
    // It stays, and asking again tries again.
    bench.serve((_path, socket) => socket.end(http(enciphered(page))));
    expect((await bench.content.page('s1', 0)).ok).toBe(true);
  });

  it.each([
    ['says 100 MB', http(Buffer.alloc(10), 100 * 1024 * 1024)],
    ['sends more than 8 MiB', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), Buffer.alloc(9 * 1024 * 1024)])],
  ])('[N10] a page that %s is too large, whatever else it is', async (_, answer) => {
    expect(await shown(answer)).toMatchObject({ failure: { code: 'PAGE_TOO_LARGE' } });
  });

  it.each([
    ['403', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', '403'],
    ['a redirect, which is not followed', 'HTTP/1.1 302 Found\r\nLocation: https://x.contoso.com/\r\n\r\n', '302'],
    ['an answer that stops', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort', 'broken'],
    ['no HTTP', 'SSH-2.0\r\n', 'broken'],
  ])('[N7] %s', async (_, answer, status) => {
    expect(await shown(Buffer.from(answer))).toMatchObject({ failure: { code: 'PAGE_UNREACHABLE', data: { status } } });
  });

  it('[N7] go to no name that is not trusted, and to nothing but HTTPS', async () => {
    bench.attend();
    await bench.open([
      { ...slides(), pages: ['https://evil.invalid/x', 'http://meet.contoso.com/x', 'file:///etc/passwd'] },
    ]);
    const reasons: unknown[] = [];
    for (const at of [0, 1, 2]) {
      const asked = await bench.content.page('s1', at);
      if (!asked.ok) reasons.push(asked.failure.data?.reason);
    }
    expect(reasons).toEqual(['name', 'no-https', 'no-https']);
  });

  it('[N8] neither trace, failure nor state tells an address, a key or a token', async () => {
    expect((await shown(http(enciphered(Buffer.from('no picture'))))).ok).toBe(false);
    await bench.until(({ items }) => items[0]?.kind === 'slides' && items[0].pages[0]?.kind === 'damaged');
    const told = JSON.stringify([bench.traced, bench.state.get()]);
    for (const secret of ['secret-folder', 'edge-1', 'server-1', slideKey.toString('base64'), 'DataCollab']) {
      expect(told).not.toContain(secret);
    }
  });

  it('the page everybody sees and the next one are fetched before anybody asks', async () => {
    bench.attend();
    const side = await bench.open([slides(5)]);
    const paths: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      bench.serve((path, socket) => {
        paths.push(path);
        socket.end(http(enciphered(page)));
      });
    }
    side.tell({ on: 'page', id: 's1', page: 2 }, { on: 'shown', id: 's1' });
    await bench.until(({ items }) => {
      const item = items[0];
      return item?.kind === 'slides' && item.pages.filter(({ kind }) => kind === 'ready').length === 2;
    });
    expect(paths.map((path) => path.slice(-6)).sort()).toEqual(['page-2', 'page-3']);
  });
});
