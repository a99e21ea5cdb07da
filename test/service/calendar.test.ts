/** Calendar and missed conversations in the whole client, signed in to the lab. */
import { afterEach, describe, expect, it } from 'vitest';
import type { MailboxPlan } from '../../src/lab/exchange/mailbox-plan.ts';
import type { CalendarFacts } from '../../src/main/session/calendar/calendar-service.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, type LabClientOptions, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const minute = 60_000;
let scene: LabClient;

async function signedIn(address = karen, options: LabClientOptions = {}): Promise<LabClient> {
  scene = await startLabClient(options);
  const outcome = await scene.signIn(address);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return scene;
}

/** Until the next reading by itself: a quarter of an hour, or midnight. No further, or the reading's own limits would be over at once. */
function untilRead(clock: HandClock): number {
  const midnight = new Date(clock.wall()).setHours(24, 0, 0, 0);
  return Math.min(15 * minute, midnight - clock.wall() + 1000);
}

const busyAt = (startsInMinutes: number): MailboxPlan => ({
  owner: karen,
  meetings: [
    { subject: 'Planning', startsInMinutes, lastsMinutes: 30, showAs: 'Busy', organizer: 'jeremy@contoso.com' },
  ],
  missed: [],
});

afterEach(() => scene.stop());

describe('[F19] after signing in', () => {
  it('today’s meetings come by themselves, and the one that is on is joined by its own link', async () => {
    const { until, client, untilMeeting } = await signedIn('karenb@contoso.com');
    expect(client.state.get().calendar).toMatchObject({ state: 'loading', meetings: [] });
    const { calendar } = await until((snapshot) => snapshot.calendar.state === 'ready');
    expect(calendar.meetings.map(({ subject, isCancelled }) => [subject, isCancelled])).toEqual([
      ['Contoso stand-up', false],
      ['Tailspin weekly', false],
      ['Cancelled: Budget', true],
    ]);
    expect(calendar).toMatchObject({
      freeBusy: { now: 'busy' },
      outOfOffice: { isOn: false },
      server: expect.stringContaining('mail.contoso.com'),
    });
    expect(calendar.freeBusy?.until).toBe(calendar.meetings[0]?.endsAt);
    expect(calendar.meetings[1]?.joinLink).toContain('2Z92HZZZ');
    const link = calendar.meetings[0]?.joinLink ?? '';
    await client.meetings.join({ text: link, guestName: 'Karen Berg', as: 'auto' });
    expect((await untilMeeting(({ phase }) => phase === 'joined')).link.conferenceId).toBe('C0NT0S01');
  });

  it('presence hears when a meeting begins and when it ends, at that moment', async () => {
    const clock = createHandClock();
    const { lab, client, until } = await signedIn(karen, { clock });
    lab.setMailbox(busyAt(5));
    const heard: (CalendarFacts | undefined)[] = [];
    client.mailbox.onFreeBusy((facts) => heard.push(facts));
    await client.mailbox.refresh();
    const { calendar } = await until((snapshot) => snapshot.calendar.state === 'ready');
    const [meeting] = calendar.meetings;
    expect(heard.at(-1)).toMatchObject({ mailbox: karen, now: 'free', until: meeting?.startsAt });
    await clock.pass(5 * minute);
    expect(heard.at(-1)).toMatchObject({
      now: 'busy',
      isMeeting: true,
      since: meeting?.startsAt,
      until: meeting?.endsAt,
    });
    expect(client.state.get().calendar.freeBusy?.now).toBe('busy');
    await clock.pass(30 * minute);
    expect(heard.at(-1)?.now).toBe('free');
    client.mailbox.forget();
    expect(heard.at(-1)).toBeUndefined();
  });

  it('is read again every quarter of an hour', async () => {
    const clock = createHandClock();
    const { lab, client, until } = await signedIn(karen, { clock });
    lab.setMailbox({ owner: karen, meetings: [], missed: [] });
    await client.mailbox.refresh();
    lab.setMailbox(busyAt(60));
    await clock.pass(untilRead(clock));
    const { calendar } = await until((snapshot) => snapshot.calendar.meetings.length > 0);
    expect(calendar.meetings[0]?.subject).toBe('Planning');
  });

  it('a meeting ends while nobody is connected, too', async () => {
    const clock = createHandClock();
    const { lab, client } = await signedIn(karen, { clock });
    lab.setMailbox(busyAt(-5));
    const heard: (CalendarFacts | undefined)[] = [];
    client.mailbox.onFreeBusy((facts) => heard.push(facts));
    await client.mailbox.refresh();
    expect(client.state.get().calendar.freeBusy?.now).toBe('busy');
    client.mailbox.goOffline();
    await clock.pass(30 * minute);
    expect([client.state.get().calendar.freeBusy?.now, heard.at(-1)?.now]).toEqual(['free', 'free']);
    client.mailbox.forget();
    expect(heard.at(-1)).toBeUndefined();
  });

  it('is read again where the computer’s clock was ahead and is put right', async () => {
    const hand = createHandClock();
    let ahead = 60 * minute;
    const clock = { ...hand, wall: () => hand.wall() + ahead };
    const { lab, client, until } = await signedIn(karen, { clock });
    lab.setMailbox({ owner: karen, meetings: [], missed: [] });
    expect((await client.mailbox.refresh()).ok).toBe(true);
    ahead = 0;
    lab.setMailbox(busyAt(60));
    await hand.pass(untilRead(hand));
    const { calendar } = await until((snapshot) => snapshot.calendar.meetings.length > 0);
    expect(calendar.meetings[0]?.subject).toBe('Planning');
  });

  it('replies while away are told as they become', async () => {
    const clock = createHandClock();
    const { lab, client } = await signedIn(karen, { clock });
    const outOfOffice = { state: 'Scheduled', reply: '<p>Away</p>', startsInMinutes: 10, lastsMinutes: 60 } as const;
    lab.setMailbox({ owner: karen, meetings: [], missed: [], outOfOffice });
    const heard: unknown[] = [];
    client.mailbox.onOutOfOffice((told) => heard.push(told?.isOn));
    await client.mailbox.refresh();
    await clock.pass(11 * minute);
    expect(heard).toEqual([false, true]);
    expect(client.state.get().calendar.outOfOffice).toMatchObject({ isOn: true, note: 'Away' });
  });
});

describe('[F22] missed conversations', () => {
  it('of the mailbox and of this computer are one list, and marking one read reaches the mailbox', async () => {
    const { lab, client, until } = await signedIn();
    await client.mailbox.refresh();
    const { missed } = await until((snapshot) => snapshot.missed.items.length > 0);
    expect([missed.items.length, missed.unread]).toEqual([4, 3]);
    client.mailbox.addLocalMissed({
      id: 'local-1',
      kind: 'im',
      from: { uri: 'sip:anu@contoso.com', name: 'Anu' },
      at: Date.now(),
      subject: 'Hello',
    });
    expect(client.state.get().missed).toMatchObject({
      unread: 4,
      items: [{ id: 'local-1', source: 'local' }, {}, {}, {}, {}],
    });
    expect(await client.mailbox.markRead(missed.items[0]?.id ?? '')).toMatchObject({ ok: true });
    expect(lab.unreadOf(karen)).toBe(2);
    expect(await client.mailbox.markRead('all')).toMatchObject({ ok: true });
    expect([lab.unreadOf(karen), client.state.get().missed.unread]).toEqual([0, 0]);
  });

  it('that the mailbox tells of too are there once, and gone when they are deleted there', async () => {
    const { lab, client, until } = await signedIn();
    const number = '+441785200100';
    const minutesAgo = 0;
    lab.setMailbox({ owner: karen, meetings: [], missed: [{ kind: 'call', from: number, minutesAgo, subject: '' }] });
    const uri = `sip:${number}@contoso.com;user=phone`;
    client.mailbox.addLocalMissed({ id: 'call 1', kind: 'call', from: { uri, name: '' }, at: Date.now(), subject: '' });
    await client.mailbox.refresh();
    const { missed } = await until((snapshot) => snapshot.missed.items.some(({ source }) => source === 'exchange'));
    expect([missed.items.length, missed.unread]).toEqual([1, 1]);
    lab.setMailbox({ owner: karen, meetings: [], missed: [] });
    await client.mailbox.refresh();
    const after = await until((snapshot) => snapshot.missed.items.every(({ source }) => source !== 'exchange'));
    expect(after.missed).toEqual({ items: [], unread: 0 });
  });
});

describe('what belongs to the person', () => {
  it('is put away by signing out, and by "Forget me"', async () => {
    const { client, signIn } = await signedIn();
    await client.mailbox.refresh();
    await client.signOut();
    const empty = {
      calendar: { state: 'off', meetings: [] },
      missed: { items: [], unread: 0 },
      voicemail: { state: 'unknown' },
    };
    expect(client.state.get()).toMatchObject(empty);
    expect(await client.mailbox.refresh()).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    await signIn(karen);
    await client.mailbox.refresh();
    await client.forgetMe();
    expect(client.state.get()).toMatchObject(empty);
  });

  it('never stands in the trace: neither subject nor address of a meeting', async () => {
    const { client } = await signedIn();
    await client.mailbox.refresh();
    const { entries } = client.tracing.list(0, 5000);
    const text = JSON.stringify(entries.filter(({ kind }) => kind !== 'sip'));
    expect(text).toContain('/EWS/Exchange.asmx');
    expect(text).not.toMatch(/stand-up|Tailspin weekly|2Z92HZZZ|lab-karen-2015/);
  });
});

describe('[Q1] when Exchange refuses', () => {
  it('[K12] [Q2] the line names the intermediate and the place, and the registration stands', async () => {
    const { until } = await signedIn('robin@litwareinc.com');
    const { calendar, account } = await until((snapshot) => snapshot.calendar.state === 'failed');
    expect(calendar.failure).toMatchObject({
      code: 'CERTIFICATE_INTERMEDIATE_MISSING',
      data: { issuer: expect.stringContaining('Offhook Lab'), place: expect.stringMatching(/litwareinc\.com:\d+$/) },
    });
    expect(account.kind).toBe('registered');
  });

  it('[Q6] it works by itself once the server is mended', async () => {
    const clock = createHandClock();
    const { lab, client, until } = await signedIn('robin@litwareinc.com', { clock });
    expect((await client.mailbox.refresh()).ok).toBe(false);
    lab.setFaults('mail.litwareinc.com', { certificate: 'whole-chain' });
    await clock.pass(untilRead(clock));
    const { calendar } = await until((snapshot) => snapshot.calendar.state === 'ready');
    expect(calendar.meetings).toHaveLength(1);
    expect(calendar.failure).toBeUndefined();
  });

  it('a refused sign-in is not tried again by itself, which could lock the account', async () => {
    const clock = createHandClock();
    const { lab, client } = await signedIn(karen, { clock });
    for (const name of ['mail.contoso.com', 'webmail.contoso.com']) {
      lab.setFaults(name, { web: { answer: { service: 'ews', fault: 'unauthorised' } } });
    }
    expect(await client.mailbox.refresh()).toMatchObject({ failure: { code: 'EXCHANGE_REFUSED' } });
    const asked = () => client.tracing.list(0, 5000).entries.filter(({ kind }) => kind === 'http').length;
    const before = asked();
    await clock.pass(60 * minute);
    client.mailbox.hurry();
    expect(asked()).toBe(before);
    lab.setFaults('webmail.contoso.com', {});
    expect(await client.mailbox.refresh()).toMatchObject({ ok: true });
  });

  it('what was read before stays, with its time', async () => {
    const { lab, client } = await signedIn();
    await client.mailbox.refresh();
    const { updatedAt } = client.state.get().calendar;
    for (const name of ['mail.contoso.com', 'webmail.contoso.com']) {
      lab.setFaults(name, { web: { answer: { service: 'ews', fault: 'html' } } });
    }
    await client.mailbox.refresh();
    expect(client.state.get().calendar).toMatchObject({
      state: 'failed',
      failure: { code: 'EXCHANGE_UNREADABLE' },
      meetings: [{}, {}, {}],
      updatedAt,
    });
  });
});
