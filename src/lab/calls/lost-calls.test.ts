import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import type { Seen } from '../sip/test-bench.ts';
import { PhoneBench, type TestPhone } from './test-phone.ts';

const KAREN = 'karen@contoso.com';
const clock = createHandClock();

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench(clock);
});

afterEach(() => phones.close());

const newest = () => phones.calls.list().at(-1);
const tagOf = (value = '') => /;tag=([^;]+)/.exec(value)?.[1] ?? '';

/** Names the dialog of an answer, as who asked sees it. */
const replacing = (ok: Seen) =>
  `Replaces: ${ok.header('Call-ID')};to-tag=${tagOf(ok.header('To'))};from-tag=${tagOf(ok.header('From'))}`;

async function talking(caller: TestPhone, to: string): Promise<Seen> {
  await caller.invite(to);
  return caller.answered();
}

describe('a party that rings', () => {
  it('stops when the connection of whoever calls goes', async () => {
    const caller = await phones.phone(KAREN);
    await caller.invite('sip:never@contoso.com');
    await caller.status(180);
    caller.person.client.drop();
    expect(newest()).toMatchObject({ state: 'ended', end: 'lost' });
  });

  it('is not taken back once it has answered', async () => {
    const caller = await phones.phone(KAREN);
    await caller.invite('sip:echo@contoso.com');
    const ok = await caller.status(200);
    caller.cancel();
    const taken = await caller.until(({ header }) => (header('CSeq') ?? '').endsWith('CANCEL'));
    expect([taken.status, newest()?.end]).toEqual([200, undefined]);
    caller.inDialog('ACK', ok, { sequence: 1 });
    expect(newest()?.state).toBe('talking');
  });
});

describe('a party that has answered', () => {
  it('hangs up on whoever does not acknowledge it in time', async () => {
    const caller = await phones.phone(KAREN);
    await caller.invite('sip:echo@contoso.com');
    await caller.status(200);
    await clock.pass(31_999);
    expect(newest()).toMatchObject({ state: 'ringing' });
    await clock.pass(1);
    await caller.request('BYE');
    expect(newest()).toMatchObject({ state: 'ended', end: 'no ACK' });
  });

  it('stays with whoever does', async () => {
    const caller = await phones.phone(KAREN);
    await talking(caller, 'sip:echo@contoso.com');
    await clock.pass(60_000);
    expect(newest()).toMatchObject({ state: 'talking' });
  });
});

describe('a party that talks to somebody whose connection goes', () => {
  it.each(['sip:tone@contoso.com', 'sip:holly@contoso.com'])('%s goes on with who comes back', async (party) => {
    phones.calls.setTimes({ ringMs: 0, stepMs: 0 });
    const caller = await phones.phone(KAREN);
    const ok = await talking(caller, party);
    const before = newest();
    caller.person.client.drop();
    expect(newest()).toMatchObject({ state: 'talking' });
    await clock.pass(59_000);
    const again = await phones.phone(KAREN);
    await again.invite(party, { headers: [replacing(ok)] });
    await again.answered();
    expect(phones.calls.list().map(({ id, state, end }) => [id === before?.id, state, end])).toEqual([
      [true, 'ended', 'replaced'],
      [false, 'talking', undefined],
    ]);
  });

  it('goes on in the dialog with who offers in it over another connection, and hangs up there', async () => {
    phones.calls.setTimes({ ringMs: 0, stepMs: 0 });
    const caller = await phones.phone(KAREN);
    const ok = await talking(caller, 'sip:tone@contoso.com');
    const before = newest();
    caller.person.client.drop();
    await clock.pass(59_000);
    const again = await phones.phone(KAREN);
    again.inDialog('INVITE', ok, { sequence: 2, type: 'application/sdp', body: await again.media.offer() });
    const answer = await again.status(200);
    again.inDialog('ACK', ok, { sequence: 2 });
    expect(answer.header('To')).toBe(ok.header('To'));
    await clock.pass(60_000);
    expect(newest()).toMatchObject({ id: before?.id, state: 'talking' });
    phones.calls.hangUp(before?.id ?? '');
    const bye = await again.until(({ startLine }) => startLine.startsWith('BYE '));
    expect(bye.header('Call-ID')).toBe(ok.header('Call-ID'));
  });

  it('takes an offer over another connection although its own was never answered', async () => {
    phones.calls.setTimes({ ringMs: 0, stepMs: 0 });
    const caller = await phones.phone(KAREN);
    const ok = await talking(caller, 'sip:tone@contoso.com');
    phones.calls.hold(newest()?.id ?? '', true);
    await caller.request('INVITE');
    caller.person.client.drop();
    const again = await phones.phone(KAREN);
    again.inDialog('INVITE', ok, { sequence: 2, type: 'application/sdp', body: await again.media.offer() });
    const answer = await again.until(({ header, status }) => status >= 200 && header('CSeq') === '2 INVITE');
    expect(answer.status).toBe(200);
  });

  it('keeps the call where nothing comes of the one that was to take its place', async () => {
    const caller = await phones.phone(KAREN);
    const ok = await talking(caller, 'sip:sdesonly@contoso.com');
    const again = await phones.phone(KAREN, { security: 'plain', ice: 'none' });
    await again.invite('sip:sdesonly@contoso.com', { headers: [replacing(ok)] });
    await again.status(488);
    expect(phones.calls.list().map(({ state, end }) => [state, end])).toEqual([
      ['talking', undefined],
      ['ended', '488'],
    ]);
  });

  it('gives up after a minute, and knows nothing of the call then', async () => {
    const caller = await phones.phone(KAREN);
    const ok = await talking(caller, 'sip:tone@contoso.com');
    caller.person.client.drop();
    await clock.pass(61_000);
    expect(newest()).toMatchObject({ state: 'ended', end: 'lost' });
    const again = await phones.phone(KAREN);
    await again.invite('sip:tone@contoso.com', { headers: [replacing(ok)] });
    await again.status(481);
  });

  it('goes on with who comes back to a call of the party’s own', async () => {
    const callee = await phones.phone(KAREN);
    const id = phones.calls.from('holly@contoso.com', KAREN);
    const invited = await callee.request('INVITE');
    const answer = await callee.media.answer(invited.body);
    callee.answer(invited, '200 OK', { body: answer.ok ? answer.text : '' });
    await callee.request('ACK');
    callee.person.client.drop();
    const [callId, mine, theirs] = [invited.header('Call-ID'), 'phone', tagOf(invited.header('From'))];
    const again = await phones.phone(KAREN);
    const contact = /<([^>]*)>/.exec(invited.header('Contact') ?? '')?.[1] ?? '';
    await again.invite(contact, { headers: [`Replaces: ${callId};to-tag=${theirs};from-tag=${mine}`] });
    await again.answered();
    expect(phones.calls.list().find((each) => each.id === id)?.end).toBe('replaced');
    expect(newest()).toMatchObject({ party: 'holly@contoso.com', state: 'talking' });
  });
});
