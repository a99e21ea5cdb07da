/** The way to a meeting's content, and everything that can stand in it. Whatever it is, the meeting itself stays joined. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenFault } from '../../src/lab/data-mcu/settings.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const id = '2Z92HZZZ';
const control = () => world.lab.content(id);

async function joinAndLook() {
  const link = world.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
  await world.join(link, { guestName: 'Visitor' });
  return settled();
}

async function settled() {
  const { meetingContent, meeting } = await world.until(
    ({ meetingContent: content }) => content?.state === 'open' || content?.state === 'failed',
  );
  expect(meeting?.phase).toBe('joined');
  return meetingContent;
}

it('[J5] [N2] [N3] [N4] [N5] [N6] [N7] [N9] a guest with the invitation comes by digest, INFO, two tokens and a key to what the meeting shows', async () => {
  const content = await joinAndLook();
  expect(content).toMatchObject({ state: 'open', isLabOnly: true, mayPresent: false, mayDraw: true, shownId: 's1' });
  expect(content?.items.map(({ kind }) => kind)).toEqual(['questions', 'slides', 'whiteboard', 'poll']);
  const page = await world.client.content.page('s1', 0);
  expect(page).toMatchObject({ ok: true, value: { type: 'image/png', width: 960, height: 540 } });
  expect(control().viewers()).toHaveLength(1);
});

const refusals: readonly (readonly [TokenFault, string, string | undefined])[] = [
  ['outer-altered', 'CONTENT_EDGE_REFUSED', undefined],
  ['outer-expired', 'CONTENT_TOKEN_EXPIRED', undefined],
  ['inner-altered', 'CONTENT_SERVER_REFUSED', 'auth-unknown'],
  ['inner-expired', 'CONTENT_TOKEN_EXPIRED', 'auth-expired'],
  ['inner-other-user', 'CONTENT_SERVER_REFUSED', 'auth-other-user'],
  ['swapped', 'CONTENT_EDGE_REFUSED', undefined],
];

describe('[N5] [N6] tokens', () => {
  it.each(refusals)('%s: %s; and with sound ones again', async (token, code, reason) => {
    control().change({ token });
    const content = await joinAndLook();
    expect(content).toMatchObject({ state: 'failed', items: [], failure: { code } });
    if (reason) expect(content?.failure?.data?.reason).toBe(reason);
    control().change({ token: undefined });
    world.client.content.retry();
    await world.until(({ meetingContent }) => meetingContent?.state === 'open');
  });

  it('[N5] what expires in between is asked for anew by itself', async () => {
    control().change({ tokenSeconds: 0 });
    expect(await joinAndLook()).toMatchObject({ failure: { code: 'CONTENT_TOKEN_EXPIRED' } });
    const asked = world.client.tracing
      .list(0, 5000)
      .entries.filter((entry) => entry.kind === 'sip' && /^INFO /.test(entry.text));
    expect(asked.length).toBe(2);
  });
});

describe('[A4] the Web Conferencing Edge', () => {
  it.each([
    ['unavailable', 'CONTENT_UNAVAILABLE'],
    ['gibberish', 'CONTENT_UNREADABLE'],
    ['closes', 'CONTENT_LOST'],
    ['no-url', 'CONTENT_UNAVAILABLE'],
    ['foreign-url', 'SERVER_NAME_UNTRUSTED'],
    ['address-url', 'CONTENT_UNAVAILABLE'],
  ] as const)('%s: %s, and the meeting goes on', async (edge, code) => {
    control().change({ edge });
    expect(await joinAndLook()).toMatchObject({ state: 'failed', failure: { code } });
    control().change({ edge: undefined });
    world.client.content.retry();
    await world.until(({ meetingContent }) => meetingContent?.state === 'open');
  });

  it('whose listener is gone costs the content and nothing else', async () => {
    world.lab.setFaults('webconf.tailspintoys.com', { refuseConnections: true });
    expect(await joinAndLook()).toMatchObject({ state: 'failed', failure: { code: 'CONNECT_REFUSED' } });
  });
});
