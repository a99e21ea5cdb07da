/** Pages that are not what they should be, frames that no server may send, and a stream that breaks: only that part fails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingContent } from '../../src/shared/model/meeting-content.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const id = '2Z92HZZZ';
const control = () => world.lab.content(id);

async function join() {
  const link = world.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
  await world.join(link, { guestName: 'Visitor' });
  await open();
}
/** How often the focus was asked for a way in. */
const asked = () =>
  world.client.tracing.list(0, 5000).entries.filter((entry) => entry.kind === 'sip' && /^INFO /.test(entry.text))
    .length;
/** Open, after so many ways in: what lies between may be over within one frame. */
const open = (ways = 1) => world.until(({ meetingContent }) => meetingContent?.state === 'open' && asked() === ways);
const phase = () => world.client.state.get().meeting?.phase;

describe('[N10] a page that is', () => {
  it.each([
    ['corrupted', 'PAGE_DAMAGED'],
    ['truncated', 'PAGE_DAMAGED'],
    ['wrong-key', 'PAGE_DAMAGED'],
    ['huge', 'PAGE_TOO_LARGE'],
    ['strange', 'PAGE_STRANGE'],
    ['many-pixels', 'PAGE_TOO_LARGE'],
    ['cut', 'PAGE_UNREACHABLE'],
    ['redirect', 'PAGE_UNREACHABLE'],
    ['missing', 'PAGE_UNREACHABLE'],
    ['foreign-host', 'PAGE_UNREACHABLE'],
  ] as const)('%s is %s, and the rest goes on', async (slides, code) => {
    control().change({ slides });
    await join();
    const asked = await world.client.content.page('s1', 0);
    expect(asked).toMatchObject({ ok: false, failure: { code } });
    expect(world.client.state.get().meetingContent).toMatchObject({ state: 'open' });
    expect(await world.client.content.vote('p3', 0)).toEqual({ ok: true, value: undefined });
    expect(phase()).toBe('joined');
  });
});

describe('a stream', () => {
  it.each(['length-zero', 'length-endless', 'kind', 'not-json', 'array', 'cut'] as const)(
    'that brings %s is opened anew, once',
    async (fault) => {
      await join();
      control().sendMalformed(fault);
      await open(2);
      control().sendMalformed(fault);
      const { meetingContent } = await world.until(({ meetingContent: content }) => content?.state === 'failed');
      expect(meetingContent?.failure?.code).toBe(fault === 'cut' ? 'CONTENT_LOST' : 'CONTENT_UNREADABLE');
      expect(phase()).toBe('joined');
      world.client.content.retry();
      await open(3);
    },
  );

  it.each(['deep', 'unknown-event', 'wrong-fields', 'beyond-bounds'] as const)(
    'that brings %s goes on',
    async (fault) => {
      await join();
      control().sendMalformed(fault);
      expect(await world.client.content.askQuestion('Still there?')).toMatchObject({ ok: true });
      expect(world.client.state.get().meetingContent?.state).toBe('open');
    },
  );

  it('that is lost or moved comes back by itself with everything', async () => {
    await join();
    for (const [how, ways] of [
      ['moved', 2],
      ['lost', 3],
    ] as const) {
      control().disconnect(how);
      const { meetingContent } = await open(ways);
      expect(meetingContent?.items).toHaveLength(4);
    }
    control().disconnect('lost');
    await world.until(({ meetingContent }) => meetingContent?.state === 'failed');
    expect(phase()).toBe('joined');
  });

  it('of 5,000 strokes stays within its bounds', async () => {
    await join();
    control().addStrokes(5000);
    const countsIn = (content: MeetingContent | null) =>
      content?.items.flatMap((item) => (item.kind === 'whiteboard' ? [item.strokeCount] : [])) ?? [];
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const { meetingContent } = await world.until((snapshot) => sum(countsIn(snapshot.meetingContent)) === 5000);
    const counts = countsIn(meetingContent);
    expect(counts).toEqual([0, 2000, 2000, 1000]);
  });
});
