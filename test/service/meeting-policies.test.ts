/** What the company's rules forbid in meetings is not done, whatever a window asks: main holds to them by itself, and names the rule. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabMeetingControl } from '../../src/lab/focus/settings.ts';
import { reasonInMeeting } from '../../src/shared/model/meeting-parts.ts';
import { reasonAgainstAccess } from '../../src/shared/model/scheduling.ts';
import { chatPeerOf, startChatPeer } from '../fakes/chat-peer.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const id = 'C0NT0S02';
const organizer = 'karenb@contoso.com';
const foreign = '2Z92HZZZ';
const stroke = { tool: 'pen', colour: 'red', width: 5, points: [{ x: 1, y: 1 }] } as const;

let world: LabClient;
let meeting: LabMeetingControl;
beforeEach(async () => {
  world = await startLabClient();
  meeting = world.lab.meeting(id);
});
afterEach(() => world.stop());

const linkOf = (known: string) => world.lab.profile.meetings.find((each) => each.id === known)?.links.conf ?? '';
const rule = (key: string, value: string, group = 'meetingPolicy') =>
  world.lab.setSettings('contoso.com', { switches: [{ group, key, value }] });
const told = (key: string, value: string) =>
  world.until(({ provisioning }) =>
    provisioning.sections.some(({ entries }) => entries.some((each) => each.key === key && each.value === value)),
  );

async function signIn(): Promise<void> {
  expect(await world.signIn(organizer)).toMatchObject({ ok: true });
  await world.until(({ provisioning }) => provisioning.state === 'ready');
}

async function host(): Promise<void> {
  await signIn();
  expect(await world.join(linkOf(id))).toMatchObject({ ok: true });
  await world.untilMeeting(({ phase, ownRole }) => phase === 'joined' && ownRole === 'organizer');
}

const contentIs = (state: string) => world.until(({ meetingContent }) => meetingContent?.state === state);

function plan(access: 'company' | 'everyone') {
  const startsAt = Date.now() + 3_600_000;
  const times = { startsAt, endsAt: startsAt + 3_600_000 };
  const choices = { presenters: 'organizer', announcements: false, phoneBypassesLobby: false, invited: [] } as const;
  return { subject: 'Budget', access, ...times, ...choices };
}

describe('[O4] guests, where the company lets none in', () => {
  beforeEach(() => rule('AllowAnonymousParticipants', 'false'));
  const forbidden = { failure: { code: 'MEETING_NOT_ALLOWED', data: { key: 'AllowAnonymousParticipants' } } };

  it('are not let in by the organizer of a meeting; all else may be chosen', async () => {
    await host();
    const before = meeting.now().policy;
    const { control } = world.client.meetings;
    expect(await control.setAccess('everyone')).toMatchObject(forbidden);
    expect(await control.setAccess('everyone', true)).toMatchObject(forbidden);
    expect(meeting.now().policy).toBe(before);
    expect(await control.setAccess('company')).toMatchObject({ ok: true });
    // The control that would choose it gives the same reason.
    expect(reasonAgainstAccess(world.client.state.get(), 'everyone')?.key).toBe('AllowAnonymousParticipants');
  });

  it('are scheduled for by nobody, and Meet Now is for the company', async () => {
    await signIn();
    const { scheduling } = world.client;
    expect(await scheduling.create(plan('everyone'))).toMatchObject({
      failure: { code: 'SCHEDULING_REFUSED', data: { reason: 'access' } },
    });
    const made = await scheduling.create(plan('company'));
    expect(made).toMatchObject({ ok: true });
    expect(await scheduling.change(made.ok ? made.value.conferenceId : '', plan('everyone'))).toMatchObject({
      failure: { code: 'SCHEDULING_REFUSED', data: { reason: 'access' } },
    });
    const now = await scheduling.meetNow();
    const focus = now.ok ? now.value.focusUri.replace(/.*:/, '') : '';
    expect(world.lab.meeting(focus).now().policy).toBe('openAuthenticated');
  });
});

describe('[O4] data collaboration', () => {
  it('that is forbidden is asked of nobody, and its part of the meeting says so', async () => {
    rule('EnableDataCollaboration', 'false');
    await host();
    const { meetingContent, meeting: state } = await contentIs('failed');
    expect(meetingContent?.failure).toMatchObject({
      code: 'CONTENT_FORBIDDEN',
      data: { reason: 'policy', policy: 'meetingPolicy', key: 'EnableDataCollaboration' },
    });
    expect(state?.parts.find(({ modality }) => modality === 'content')).toMatchObject({
      lacks: ['policy'],
      rule: 'EnableDataCollaboration',
    });
    expect(world.lab.content(id).viewers()).toEqual([]);
    const { content } = world.client;
    for (const outcome of await Promise.all([
      content.newWhiteboard('Board'),
      content.askPoll('Lunch?', ['yes', 'no']),
      content.beginPages({ title: 'Plan', pageCount: 1 }),
      content.presentPictures([import.meta.filename]),
    ])) {
      expect(outcome).toMatchObject({ failure: { code: 'CONTENT_NOT_OPEN' } });
    }
    content.retry();
    expect((await contentIs('failed')).meetingContent?.failure?.code).toBe('CONTENT_FORBIDDEN');
    expect(world.client.state.get().meeting?.phase).toBe('joined');
  });

  it('that is forbidden while one is in ends then, and comes back when it is allowed again', async () => {
    await host();
    await contentIs('open');
    rule('EnableDataCollaboration', 'false');
    await contentIs('failed');
    rule('EnableDataCollaboration', 'true');
    await told('EnableDataCollaboration', 'true');
    world.client.content.retry();
    await contentIs('open');
  });

  it.each([
    ['AllowPolls', 'polls'],
    ['AllowAnnotations', 'annotations'],
  ] as const)('%s forbids %s alone', async (key, feature) => {
    rule(key, 'false');
    await host();
    await contentIs('open');
    const { content, state } = world.client;
    expect(await content.newWhiteboard('Board')).toMatchObject({ ok: true });
    const { meetingContent } = await world.until(
      (snapshot) => !!snapshot.meetingContent?.items.some(({ kind }) => kind === 'whiteboard'),
    );
    const board = meetingContent?.items.find(({ kind }) => kind === 'whiteboard')?.id ?? '';
    const poll = await content.askPoll('Lunch?', ['yes', 'no']);
    const drawn = await content.draw(board, stroke);
    const refused = { failure: { code: 'CONTENT_FORBIDDEN', data: { reason: 'policy', key } } };
    expect(poll).toMatchObject(feature === 'polls' ? refused : { ok: true });
    expect(drawn).toMatchObject(feature === 'annotations' ? refused : { ok: true });
    expect(reasonInMeeting(state.get(), feature)?.key).toBe(key);
  });

  it('is the own company’s to forbid in its own meetings alone: a guest elsewhere is under nobody’s rules', async () => {
    rule('EnableDataCollaboration', 'false');
    await signIn();
    expect(await world.join(linkOf(foreign))).toMatchObject({ ok: true });
    await contentIs('open');
    expect(world.client.state.get().meeting).toMatchObject({ asGuest: true });
    expect(reasonInMeeting(world.client.state.get(), 'data-collaboration')).toBeUndefined();
  });
});

describe('[O4] messages in meetings', () => {
  it('go out plain where the company forbids looks', async () => {
    rule('DisableHtmlIm', 'true', 'endpointConfiguration');
    await host();
    const other = await startChatPeer(world.lab, linkOf(id), { address: 'karen@contoso.com' });
    try {
      const own = chatPeerOf(world);
      await own.until(({ state }) => state === 'open');
      own.say('now', [[{ text: 'now', bold: true }]]);
      await other.untilSaid(1);
      expect(other.messages()[0]?.body).toEqual([[{ text: 'now' }]]);
    } finally {
      await other.stop();
    }
  });
});
