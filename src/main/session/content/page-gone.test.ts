/** A document whose pages the window draws, and the window's page ends, or hands in no more. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type ContentBench, createContentBench, type ServerSide } from '../../../../test/fakes/content-bench.ts';
import { createHandClock, type HandClock } from '../../../../test/fakes/hand-clock.ts';
import { encodePng } from '../../../lab/data-mcu/png.ts';

const page = encodePng(4, new Uint8Array(16), [[255, 255, 255]]);
const failure = { code: 'CONTENT_LOST', data: { reason: 'page-gone', name: 'Plan.pdf' } };

let bench: ContentBench;
afterEach(() => bench.close());

async function inMeeting(): Promise<{ clock: HandClock; side: ServerSide }> {
  const clock = createHandClock();
  bench = await createContentBench({ clock });
  bench.attend();
  return { clock, side: await bench.open() };
}

/** Three pages are coming, of which the meeting has one. */
async function halfway(side: ServerSide): Promise<string> {
  const begun = bench.content.beginPages({ title: 'Plan.pdf', pageCount: 3 });
  side.tell({ re: (await side.next()).n, ok: true, upload: 'u1' });
  const id = await begun;
  if (!id.ok) throw new Error(id.failure.code);
  await hand(side, id.value);
  return id.value;
}

async function hand(side: ServerSide, id: string): Promise<void> {
  const adding = bench.content.addPage(id, page);
  side.tell({ re: (await side.next()).n, ok: true });
  expect((await adding).ok).toBe(true);
}

it('is given up at once when the page is gone, dropped at the server, and said to be so', async () => {
  const { side } = await inMeeting();
  const id = await halfway(side);
  bench.content.letGo();
  expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
  expect(await bench.until(({ sending }) => sending === undefined)).toMatchObject({ state: 'open', failure });
  expect(await bench.content.addPage(id, page)).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
});

it('is given up when it was only beginning', async () => {
  const { side } = await inMeeting();
  const begun = bench.content.beginPages({ title: 'Plan.pdf', pageCount: 3 });
  const { n } = await side.next();
  bench.content.letGo();
  side.tell({ re: n, ok: true, upload: 'u1' });
  expect(await begun).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
  expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
  expect(await bench.until((content) => content.failure !== undefined)).toMatchObject({ failure });
});

it('is given up when nobody hands in the next page for two minutes, counted from the last', async () => {
  const { side, clock } = await inMeeting();
  const id = await halfway(side);
  await hand(side, id);
  // One wait, begun anew by each page.
  expect(clock.held.filter((ms) => ms === 120_000)).toHaveLength(1);
  await clock.begun(120_000, 3);
  expect(bench.state.get().meetingContent).toMatchObject({ sending: { sentPages: 2 } });
  clock.expire(120_000);
  expect(await side.next()).toMatchObject({ do: 'drop', upload: 'u1' });
  expect(await bench.until(({ sending }) => sending === undefined)).toMatchObject({ failure });
});

it('has nobody to wait for once the meeting has all pages, or it was stopped', async () => {
  const { side, clock } = await inMeeting();
  const id = await halfway(side);
  await hand(side, id);
  await hand(side, id);
  bench.content.letGo();
  expect(clock.held).not.toContain(120_000);
  await halfway(side);
  bench.content.cancelPages();
  expect(await side.next()).toMatchObject({ do: 'drop' });
  bench.content.letGo();
  expect(clock.held).not.toContain(120_000);
  expect((await bench.until(({ sending }) => sending === undefined)).failure).toBeUndefined();
});

it('is not said any more once the person has read it, or shows another', async () => {
  const { side } = await inMeeting();
  for (const end of ['put away', 'another'] as const) {
    await halfway(side);
    bench.content.letGo();
    side.tell({ re: (await side.next()).n, ok: true });
    await bench.until((content) => content.failure !== undefined);
    if (end === 'put away') bench.content.cancelPages();
    else void halfway(side);
    await bench.until((content) => content.failure === undefined);
  }
});

it('has nobody to wait for when the meeting is left', async () => {
  const { side, clock } = await inMeeting();
  await halfway(side);
  bench.leave();
  expect(clock.held).toEqual([]);
});

it('does not concern pictures, whose files are read here', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-page-gone-'));
  try {
    const path = join(folder, 'plan.png');
    writeFileSync(path, page);
    const { side } = await inMeeting();
    const presenting = bench.content.presentPictures([path]);
    side.tell({ re: (await side.next()).n, ok: true, upload: 'u1' });
    const { n } = await side.next();
    bench.content.letGo();
    side.tell({ re: n, ok: true });
    expect((await presenting).ok).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
