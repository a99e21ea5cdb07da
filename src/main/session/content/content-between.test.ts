/** What begins in one meeting and would end in another, servers that send us round in circles, and rules that come late. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type ContentBench, createContentBench } from '../../../../test/fakes/content-bench.ts';
import { createHandClock } from '../../../../test/fakes/hand-clock.ts';
import { encodePng } from '../../../lab/data-mcu/png.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';

let bench: ContentBench;
afterEach(() => bench.close());

const page = encodePng(4, new Uint8Array(16), [[255, 255, 255]]);

it('pictures chosen for one meeting are not shown in the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-between-'));
  try {
    const path = join(folder, 'plan.png');
    writeFileSync(path, page);
    bench = await createContentBench();
    bench.attend();
    await bench.open();
    const presenting = bench.content.presentPictures([path]);
    bench.leave();
    bench.attend();
    const second = await bench.open();
    expect(await presenting).toMatchObject({ failure: { code: 'CONTENT_NOT_OPEN' } });
    void bench.content.askQuestion('First?');
    expect(await second.next()).toMatchObject({ do: 'ask' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('pictures that the person stops half way are no failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-stopped-'));
  try {
    const paths = ['one.png', 'two.png'].map((name) => join(folder, name));
    for (const path of paths) writeFileSync(path, page);
    bench = await createContentBench();
    bench.attend();
    const side = await bench.open();
    const presenting = bench.content.presentPictures(paths);
    side.tell({ re: (await side.next()).n, ok: true, upload: 'u1' });
    const { n } = await side.next();
    bench.content.cancelPages();
    side.tell({ re: n, ok: true });
    expect(await presenting).toMatchObject({ ok: true });
    expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('what was being chosen while the meeting changed is shown in none', async () => {
  bench = await createContentBench();
  bench.attend();
  const side = await bench.open();
  const chosen = { title: 'Plan', pageCount: 1 };
  const notOpen = { failure: { code: 'CONTENT_NOT_OPEN' } };
  expect(await bench.content.presentPictures([], 'meeting-0')).toMatchObject(notOpen);
  expect(await bench.content.beginPages({ ...chosen, meetingId: 'meeting-0' })).toMatchObject(notOpen);
  void bench.content.beginPages({ ...chosen, meetingId: 'meeting-1' });
  expect(await side.next()).toMatchObject({ do: 'slides', title: 'Plan' });
});

it('of two documents that begin at once one goes on, and the other is dropped at the server', async () => {
  bench = await createContentBench();
  bench.attend();
  const side = await bench.open();
  const begun = [
    bench.content.beginPages({ title: 'One', pageCount: 1 }),
    bench.content.beginPages({ title: 'Two', pageCount: 1 }),
  ];
  for (const upload of ['u1', 'u2']) {
    const { n } = await side.next();
    side.tell({ re: n, ok: true, upload });
  }
  const [one, two] = await Promise.all(begun);
  expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
  expect(bench.state.get().meetingContent?.sending).toMatchObject({ title: 'Two' });
  expect(await bench.content.addPage(one?.ok ? one.value : '', page)).toMatchObject({
    failure: { code: 'CONTENT_GONE' },
  });
  void bench.content.addPage(two?.ok ? two.value : '', page);
  expect(await side.next()).toMatchObject({ do: 'page', upload: 'u2' });
});

it('a server that greets nobody is hung up on when the meeting is left', async () => {
  bench = await createContentBench({ clock: createHandClock() });
  bench.attend();
  const side = await bench.accept();
  side.write('OK\r\n');
  await side.next();
  bench.leave();
  await side.closed;
});

it('a server that sends us on and on is left alone after five times, until the person asks', async () => {
  bench = await createContentBench({ clock: createHandClock() });
  bench.attend();
  for (let move = 0; move < 6; move += 1) (await bench.open()).tell({ on: 'bye', reason: 'moved' });
  expect(await bench.until(({ state }) => state === 'failed')).toMatchObject({
    failure: { code: 'CONTENT_LOST', data: { reason: 'moved' } },
  });
  expect(bench.asked()).toBe(6);
  bench.content.retry();
  await bench.open();
});

it('[O4] a rule that comes while one is in ends what it forbids', async () => {
  let rule: { readonly policy: string; readonly key: string } | undefined;
  bench = await createContentBench({
    forbidden: (feature) => (feature === 'data-collaboration' ? rule : undefined),
  });
  bench.attend();
  const side = await bench.open([{ id: 'b1', kind: 'whiteboard', title: 'Ideas' }]);
  rule = { policy: 'meetingPolicy', key: 'EnableDataCollaboration' };
  bench.state.set('provisioning', { ...noProvisioning });
  expect(await bench.until(({ state }) => state === 'failed')).toMatchObject({
    failure: { code: 'CONTENT_FORBIDDEN', data: { reason: 'policy', key: 'EnableDataCollaboration' } },
    items: [],
  });
  await side.closed;
  expect(await bench.content.newWhiteboard('More')).toMatchObject({ failure: { code: 'CONTENT_NOT_OPEN' } });
});
