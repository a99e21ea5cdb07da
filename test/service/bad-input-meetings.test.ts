/** What goes wrong around meetings fails by itself, with its sentence: nothing of one meeting shows in the next, and nothing works after the end. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const lively = '2Z92HZZZ';
const lobby = 'L0BBY7TS';
let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const linkOf = (id: string) => world.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
const snapshot = () => world.client.state.get();
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.failure.code);

async function everythingOpen(): Promise<void> {
  await world.until(
    ({ meeting, meetingChat, meetingContent }) =>
      meeting?.phase === 'joined' && meetingChat?.state === 'open' && meetingContent?.state === 'open',
  );
}

async function enter(id = lively): Promise<void> {
  expect(await world.join(linkOf(id), { guestName: 'Visitor' })).toMatchObject({ ok: true });
  await everythingOpen();
}

describe('[I12] [I13] guests', () => {
  it.each([
    [false, false, 'GUESTS_NOT_ALLOWED'],
    [false, true, 'GUESTS_NOT_ALLOWED'],
    [true, false, 'GUESTS_NOT_ALLOWED'],
    [true, true, 'done'],
  ])('with the switch of the edge %s and that of the policy %s: %s', async (atEdge, inPolicy, code) => {
    world.lab.setFederation('tailspintoys.com', { anonymousAtEdge: atEdge, anonymousInPolicy: inPolicy });
    expect(codeOf(await world.join(linkOf(lively)))).toBe(code);
    expect(snapshot().meeting?.endedBecause).toBe(code === 'done' ? undefined : 'failed');
  });
});

it('an MCU for content that is down costs the content alone, and it is back when the server is', async () => {
  await enter();
  world.lab.meeting(lively).setPart('meeting', false);
  await world.untilMeeting(({ parts }) =>
    parts.some(({ modality, isOffered }) => modality === 'content' && !isOffered),
  );
  await world.until(({ meetingContent }) => meetingContent?.state !== 'open');
  expect(snapshot().meeting?.phase).toBe('joined');
  expect(codeOf(await world.client.content.vote('p3', 0))).toBe('CONTENT_NOT_OPEN');
  expect(world.client.meetingChat.send('We still talk')).toMatchObject({ ok: true });
  world.lab.meeting(lively).setPart('meeting', true);
  await world.untilMeeting(({ parts }) => parts.some(({ modality, isOffered }) => modality === 'content' && isOffered));
  world.client.content.retry();
  await everythingOpen();
});

describe('after the end', () => {
  /** Every command there is; none may hang, throw, or reach anybody. */
  async function all(): Promise<readonly string[]> {
    const { meetings, meetingChat, content, invitations } = world.client;
    const { control } = meetings;
    const somebody = 'sip:garth@tailspintoys.com';
    meetingChat.typing();
    content.point('b2', { x: 1, y: 1 });
    content.retry();
    content.cancelPages();
    const stroke = { tool: 'pen', colour: 'red', width: 5, points: [{ x: 1, y: 1 }] } as const;
    return Promise.all(
      [
        control.admit('all'),
        control.deny([somebody]),
        control.setRole(somebody, 'presenter'),
        control.remove(somebody),
        control.setLock(true),
        control.setAccess('everyone'),
        control.setPermissions({ attendeesMayChat: false }),
        control.setAnnouncements(true),
        control.mute(somebody, true),
        control.invite('karen@contoso.com', 'chat'),
        control.end(),
        content.page('s1', 0),
        content.turn('s1', 1),
        content.show('s1'),
        content.takeAway('s1'),
        content.newWhiteboard('x'),
        content.draw('b2', stroke),
        content.clear('b2'),
        content.undo('b2'),
        content.askPoll('x', ['a', 'b']),
        content.vote('p3', 0),
        content.askQuestion('x'),
        content.answer('q', 'x'),
        content.beginPages({ title: 'x', pageCount: 1 }),
        content.addPage('x', new Uint8Array(1)),
        content.presentPictures(['/nowhere/x.png']),
        content.board('b2', 0),
        meetingChat.send('x'),
        invitations.send('karen@contoso.com'),
      ].map(async (outcome) => codeOf(await outcome)),
    );
  }
  const allowed = new Set(['MEETING_NOT_IN', 'CONTENT_NOT_OPEN', 'MEETING_CHAT_CLOSED', 'NOT_SIGNED_IN']);

  it.each<[how: string, end: () => void | Promise<void>]>([
    ['left', () => world.client.meetings.leave()],
    ['removed', () => removeSelf()],
    ['ended', () => world.lab.meeting(lively).end()],
    ['lost', () => lose()],
  ])('%s: every command is told so at once, and nobody hears of it', async (_how, end) => {
    await enter();
    await end();
    await world.untilMeeting(({ phase, away }) => phase === 'ended' || away !== undefined);
    const heard = world.lab.log().length;
    const before = new Set(await all());
    world.client.meetings.dismiss();
    for (const code of [...before, ...(await all())]) expect(allowed).toContain(code);
    const since = world.lab.log().slice(heard);
    expect(
      since.filter(({ direction, startLine }) => direction === 'received' && /^(INFO|MESSAGE|INVITE) /.test(startLine)),
    ).toEqual([]);
  });

  /** And does not come back. */
  function lose(): void {
    world.lab.setFaults('sip.tailspintoys.com', { refuseConnections: true });
    world.lab.dropConnections('sip.tailspintoys.com');
  }

  function removeSelf(): void {
    const own = snapshot().meeting?.participants.find(({ isSelf }) => isSelf);
    world.lab.meeting(lively).remove(own?.entity ?? '');
  }
});

describe('of one meeting nothing shows in the next', () => {
  beforeEach(async () => {
    await enter();
    world.client.meetingChat.send('SAID-IN-THE-FIRST');
    await world.client.content.askQuestion('ASKED-IN-THE-FIRST');
    await world.until(({ meetingContent }) => JSON.stringify(meetingContent).includes('ASKED-IN-THE-FIRST'));
  });
  const ofTheFirst = /IN-THE-FIRST|Garth|Cynthia|2Z92HZZZ|DataCollab/;
  const shown = () => {
    const { meeting, meetingChat, meetingContent, meetingInvitees } = snapshot();
    const said = world.client.meetingChat.messages(0);
    return JSON.stringify({ people: meeting?.participants, meetingChat, meetingContent, meetingInvitees, said });
  };

  it('that takes its place, not even in between', async () => {
    const seen: string[] = [];
    const stop = world.client.state.onDelta(() => {
      if (snapshot().meeting?.link.conferenceId === lobby) seen.push(shown());
    });
    const { meetings, content } = world.client;
    const page = content.page('s1', 1);
    expect(
      await meetings.join({ text: linkOf(lobby), guestName: 'Visitor', as: 'guest', replace: true }),
    ).toMatchObject({ ok: true });
    await world.untilMeeting(({ phase }) => phase === 'lobby');
    await world.until(() => seen.length > 0);
    stop();
    for (const text of seen) expect(text).not.toMatch(ofTheFirst);
    expect(shown()).not.toMatch(ofTheFirst);
    expect(codeOf(await page)).toMatch(/done|CONTENT_GONE|PAGE_UNREACHABLE/);
    expect(world.client.meetingChat.messages(0)).toMatchObject({ failure: { code: 'MEETING_CHAT_CLOSED' } });
    expect(codeOf(await content.page('s1', 0))).toBe('CONTENT_NOT_OPEN');
  });

  it('nor is anything left of it in another world', async () => {
    await world.client.lab.stop();
    await world.until(({ meeting, meetingChat, meetingContent }) => !meeting && !meetingChat && !meetingContent);
    expect(shown()).not.toMatch(ofTheFirst);
  });

  it('nor once the person is forgotten', async () => {
    await world.client.forgetMe();
    await world.until(({ meeting, meetingChat, meetingContent }) => !meeting && !meetingChat && !meetingContent);
    expect(shown()).not.toMatch(ofTheFirst);
  });
});

it('who signs out while the page of a meeting is asked does not come to it as a guest', async () => {
  expect(await world.signIn('karen@contoso.com')).toMatchObject({ ok: true });
  const page = world.lab.profile.meetings.find(({ id }) => id === lively)?.links.https ?? '';
  const joining = world.join(page);
  await world.client.signOut();
  expect(await joining).toMatchObject({ ok: true });
  expect(snapshot().meeting).toBeNull();
  const guests = world.lab
    .meeting(lively)
    .participants()
    .filter(({ anonymous }) => anonymous);
  expect(guests).toEqual([]);
});

describe('a guest with a name that means harm', () => {
  it.each([
    ['HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['marks of direction', '\u202egnureB neraK\u202c', 'gnureB neraK'],
    ['line breaks', 'Karen\r\nTo: <sip:boss@contoso.com>', /^Karen To: <sip:boss@contoso\.com>$/],
    ['10 kB', 'x'.repeat(10_000), /^x{255}$/],
    ['quotes and XML', '"]]></display-text><roles/>&amp;', '"]]></display-text><roles/>&amp;'],
    ['nothing to see', '\u200b\u202e \n', 'Guest'],
  ])('%s: is one line to everybody, and the meeting goes on', async (_what, guestName, name) => {
    const other = await startLabClient({ lab: world.lab, installId: '1'.repeat(32) });
    try {
      await enter();
      expect(await other.join(linkOf(lively), { guestName, as: 'guest' })).toMatchObject({ ok: true });
      await other.untilMeeting(({ phase }) => phase === 'joined');
      const { participants } = await world.untilMeeting((meeting) => meeting.participants.length === 4);
      const seen = participants.find(({ isGuest, isSelf }) => isGuest && !isSelf)?.name ?? '';
      if (typeof name === 'string') expect(seen).toBe(name);
      else expect(seen).toMatch(name);
      expect(snapshot().meeting?.phase).toBe('joined');
    } finally {
      await other.stop();
    }
  });
});
