/** An edge with a focus and MCUs, and a server of content, that mean harm while a guest joins: a clear failure or none, and nothing is left open. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StreamMalice } from '../../src/lab/faults/malice.ts';
import { sipEnds } from '../fakes/hostile-ends.ts';
import { type HostileLab, startHostileLab } from '../fakes/hostile-lab.ts';

const edge = 'sip.tailspintoys.com';
const content = 'webconf.tailspintoys.com';
const page = 'meet.tailspintoys.com';

let lab: HostileLab;
beforeAll(async () => {
  lab = await startHostileLab();
});
afterEach(async () => {
  for (const server of [edge, content, page]) lab.turn(server);
  await lab.goHome();
  await lab.untilNothingIsLeft();
});
afterAll(async () => {
  expect(await lab.promptly(join())).toBe('ok');
  await lab.stop();
});

const links = () => lab.world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links;
const join = (link = links()?.conf ?? '') => lab.world.join(link, { guestName: 'Visitor' });
const now = () => lab.world.client.state.get();

describe('the edge', () => {
  it.each(sipEnds)('plays %s: the join ends with %s', async (malice, code) => {
    lab.turn(edge, malice);
    expect(code).toContain(await lab.outcomeOf(join()));
    expect(now().meeting).toMatchObject({ phase: 'ended' });
  });

  it.each(['drip', 'twice', 'unasked', 'hijack', 'old-cseq'] as const)(
    'plays %s: one is in with everybody and with the chat, as if nothing were',
    async (malice) => {
      lab.turn(edge, malice);
      expect(await lab.promptly(join())).toBe('ok');
      const { meeting } = await lab.world.until(
        (snapshot) => snapshot.meeting?.participants.length === 3 && snapshot.meetingChat?.state === 'open',
      );
      expect(meeting?.phase).toBe('joined');
      expect(new Set(meeting?.participants.map(({ entity }) => entity)).size).toBe(3);
    },
  );

  it.each(['length-short', 'other-tags', 'deep-xml', 'packed'] as const)(
    'plays %s: one is in, nobody is shown who cannot be read, and one can leave',
    async (malice) => {
      lab.turn(edge, malice);
      expect(await lab.promptly(join())).toBe('ok');
      await lab.clock.pass(20_000);
      expect(now().meeting?.participants.length).toBeLessThanOrEqual(3);
    },
  );
});

describe('the server of content', () => {
  const ends: readonly (readonly [StreamMalice, string])[] = [
    ['reset', 'CONNECT_REFUSED'],
    ['reset-in-tls', 'TLS_FAILED'],
    ['reset-after-tls', 'TLS_FAILED or CONTENT_LOST'],
    ['reset-in-answer', 'CONTENT_LOST'],
    ['no-tls', 'TLS_FAILED'],
    ['broken-tls', 'CONTENT_LOST'],
    ['garbage', 'CONTENT_UNREADABLE'],
    ['endless-head', 'CONTENT_UNREADABLE'],
    ['endless-body', 'CONTENT_UNREADABLE'],
    ['deep-answer', 'CONTENT_UNREADABLE'],
  ];

  it.each(ends)('plays %s: the content alone ends with %s', async (malice, code) => {
    lab.turn(content, malice);
    expect(await lab.promptly(join())).toBe('ok');
    const { meeting, meetingContent } = await lab.world.until(
      (snapshot) => snapshot.meetingContent?.state === 'failed',
    );
    expect(code).toContain(meetingContent?.failure?.code);
    expect(meeting?.phase).toBe('joined');
  });

  it('plays drip: the content opens', async () => {
    lab.turn(content, 'drip');
    expect(await lab.promptly(join())).toBe('ok');
    await lab.world.until((snapshot) => snapshot.meetingContent?.state === 'open');
  });
});

describe('the page of a meeting', () => {
  const ends: readonly (readonly [StreamMalice, string])[] = [
    ['reset', 'LINK_UNREACHABLE'],
    ['reset-in-tls', 'LINK_UNREACHABLE'],
    ['reset-after-tls', 'LINK_UNREACHABLE'],
    ['reset-in-answer', 'LINK_UNREACHABLE'],
    ['no-tls', 'LINK_UNREACHABLE'],
    ['broken-tls', 'LINK_UNREACHABLE'],
    ['garbage', 'LINK_UNREACHABLE'],
    ['endless-head', 'LINK_UNREACHABLE'],
    ['endless-body', 'LINK_NOT_A_MEETING'],
    ['bomb', 'LINK_NOT_A_MEETING'],
    ['deep-answer', 'LINK_NOT_A_MEETING'],
    ['drip', 'ok'],
  ];

  it.each(ends)('plays %s: %s', async (malice, code) => {
    lab.turn(page, malice);
    expect(await lab.promptly(join(links()?.https))).toBe(code);
  });
});
