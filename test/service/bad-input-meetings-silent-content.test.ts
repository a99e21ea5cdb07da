/** The content of a meeting whose servers accept and then say nothing: every wait has its limit, and nothing but the content fails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandClock } from '../fakes/hand-clock.ts';
import type { LabClient } from '../fakes/lab-client.ts';
import { codeOf, ownMeeting, type SilentBench, seconds, startSilentBench, turns } from '../fakes/silent-bench.ts';

let bench: SilentBench;
let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  bench = await startSilentBench();
  ({ clock, world } = bench);
});
afterEach(() => world.stop());

const phase = () => world.client.state.get().meeting?.phase;

describe('the content', () => {
  const content = () => world.lab.content(ownMeeting);
  const failed = () => world.until(({ meetingContent }) => meetingContent?.state === 'failed');

  async function hostWithout(arrange: () => void): Promise<void> {
    arrange();
    await bench.enter();
    await world.until(
      ({ meeting, meetingContent }) => meeting?.phase === 'joined' && meetingContent?.state === 'connecting',
    );
  }

  const edgeAsked = () => bench.waiting(10 * seconds);
  async function letThrough(): Promise<void> {
    const isThrough = () =>
      world.client.tracing
        .list(0, 5000)
        .entries.some((entry) => entry.kind === 'decision' && /let the stream through/.test(entry.text));
    while (!isThrough()) await turns(1);
    await bench.waiting(10 * seconds);
  }

  it.each([
    ['whose Edge says nothing', () => content().change({ edge: 'silent' }), edgeAsked],
    ['that does not greet', () => content().change({ answerDelayMs: undefined }), letThrough],
  ])('%s is given up after 10 s, and the meeting goes on', async (_what, arrange, reached) => {
    await hostWithout(arrange);
    await reached();
    await clock.pass(10 * seconds);
    expect((await failed()).meetingContent?.failure?.code).toBe('CONTENT_SILENT');
    expect(phase()).toBe('joined');
    content().change({ edge: undefined, answerDelayMs: 0 });
    world.client.content.retry();
    await world.until(({ meetingContent }) => meetingContent?.state === 'open');
    await bench.goHome();
  });

  it.each([
    ['at its Edge', () => content().change({ edge: 'silent' }), edgeAsked],
    ['before its greeting', () => content().change({ answerDelayMs: undefined }), letThrough],
  ])('that hangs %s hangs up when the meeting is left', async (_what, arrange, reached) => {
    await hostWithout(arrange);
    await reached();
    await bench.goHome();
  });

  it('that answers nothing any more: what was asked fails, and it is opened anew once', async () => {
    await bench.host();
    content().change({ answerDelayMs: undefined });
    const asked = [
      world.client.content.askQuestion('Anybody?'),
      world.client.content.newWhiteboard('Board'),
      world.client.content.beginPages({ title: 'Plan', pageCount: 2 }),
    ];
    await bench.waiting(10 * seconds, 3);
    await clock.pass(10 * seconds);
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['CONTENT_SILENT', 'CONTENT_SILENT', 'CONTENT_SILENT']);
    await bench.waiting(10 * seconds);
    await clock.pass(10 * seconds);
    await failed();
    expect(phase()).toBe('joined');
    await bench.goHome();
  });

  it('a page that never comes has 30 s, and goes when the meeting is left before', async () => {
    content().change({ pageDelayMs: 3_600_000 });
    const slides = content().showSlides('Plan', 2);
    await bench.host();
    const asked = world.client.content.page(slides, 1);
    await bench.waiting(30 * seconds, 2);
    await clock.pass(30 * seconds);
    expect(await asked).toMatchObject({ failure: { code: 'PAGE_UNREACHABLE' } });
    const again = world.client.content.page(slides, 1);
    await bench.waiting(30 * seconds);
    await bench.goHome();
    expect(await again).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
  });
});
