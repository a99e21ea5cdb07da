import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loudestOf, tone } from '../media/sound.ts';
import type { Seen } from '../sip/test-bench.ts';
import { accept, PhoneBench, type PhoneOptions, type TestPhone } from './test-phone.ts';

const KAREN = 'karen@contoso.com';

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench();
});

afterEach(() => phones.close());

const phone = (options: PhoneOptions = {}, address = KAREN) => phones.phone(address, options);

const factsOf = (id: string) => phones.calls.list().find((each) => each.id === id);

async function talk(callee: TestPhone, invited: Seen): Promise<void> {
  await accept(callee, invited);
  await callee.request('ACK');
}

describe('calls that parties of the lab make', () => {
  it.each(['any', 'plain', 'sdes', 'dtls'] as const)('ring, are answered and talk: %s', async (security) => {
    const callee = await phone({ source: tone(880) });
    const id = phones.calls.from('holly@contoso.com', KAREN, { security, sound: 'tone', hertz: 620 });
    const invited = await callee.request('INVITE');
    expect(invited.header('From')).toMatch(/^"Holly Holt"<sip:holly@contoso\.com>;tag=/);
    callee.answer(invited, '180 Ringing');
    await talk(callee, invited);
    expect(loudestOf(await callee.media.recorder.next(0.2))).toBe(620);
    await callee.media.recorder.next(0.2);
    expect(factsOf(id)).toMatchObject({ direction: 'out', state: 'talking' });
    expect(factsOf(id)?.heard.hertz).toBe(880);
    phones.calls.hangUp(id);
    await callee.request('BYE');
    expect(factsOf(id)).toMatchObject({ state: 'ended', end: 'bye' });
  });

  it('confirm a reliable ringing', async () => {
    const callee = await phone();
    phones.calls.from('holly@contoso.com', KAREN);
    const invited = await callee.request('INVITE');
    callee.answer(invited, '180 Ringing', { headers: ['Require: 100rel', 'RSeq: 7'] });
    expect((await callee.request('PRACK')).header('RAck')).toBe('7 1 INVITE');
  });

  it('confirm each reliable answer under a number of its own, and go on counting', async () => {
    const callee = await phone();
    const id = phones.calls.from('holly@contoso.com', KAREN);
    const invited = await callee.request('INVITE');
    for (const number of [7, 8]) {
      callee.answer(invited, '183 Session Progress', { headers: ['Require: 100rel', `RSeq: ${number}`] });
      const confirmed = await callee.request('PRACK');
      expect([confirmed.header('RAck'), confirmed.header('CSeq')]).toEqual([
        `${number} 1 INVITE`,
        `${number - 5} PRACK`,
      ]);
    }
    await talk(callee, invited);
    phones.calls.hangUp(id);
    expect((await callee.request('BYE')).header('CSeq')).toBe('4 BYE');
  });

  it('are answered by a description that came reliably before', async () => {
    const callee = await phone();
    const id = phones.calls.from('holly@contoso.com', KAREN, { sound: 'tone', hertz: 620 });
    const invited = await callee.request('INVITE');
    const answer = await callee.media.answer(invited.body);
    const headers = ['Require: 100rel', 'RSeq: 1'];
    callee.answer(invited, '183 Session Progress', { headers, body: answer.ok ? answer.text : '' });
    callee.answer(await callee.request('PRACK'), '200 OK');
    callee.answer(invited, '200 OK');
    await callee.request('ACK');
    expect(factsOf(id)).toMatchObject({ state: 'talking' });
    expect(loudestOf(await callee.media.recorder.next(0.2))).toBe(620);
  });

  it('are given up, with the reason where there is one', async () => {
    const callee = await phone();
    const first = phones.calls.from('holly@contoso.com', KAREN);
    callee.answer(await callee.request('INVITE'), '180 Ringing');
    phones.calls.cancel(first);
    expect((await callee.request('CANCEL')).header('Reason')).toBeUndefined();
    const second = phones.calls.from('holly@contoso.com', KAREN);
    callee.answer(await callee.request('INVITE'), '180 Ringing');
    phones.calls.cancel(second, 'elsewhere');
    expect((await callee.request('CANCEL')).header('Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"');
    expect([factsOf(first)?.end, factsOf(second)?.end]).toEqual(['cancelled', 'cancelled']);
  });

  it('take a refusal, acknowledge it and end', async () => {
    const callee = await phone();
    const id = phones.calls.from('holly@contoso.com', KAREN);
    callee.answer(await callee.request('INVITE'), '486 Busy Here');
    await callee.request('ACK');
    expect(factsOf(id)).toMatchObject({ state: 'ended', end: '486' });
  });

  it('come from numbers of the telephone network, and from other companies', async () => {
    const callee = await phone();
    phones.calls.from('+14255550199', KAREN);
    const invited = await callee.request('INVITE');
    expect(invited.header('From')).toContain('<sip:+14255550199@contoso.com;user=phone>');
    expect(invited.header('Contact')).toContain('isGateway');
    phones.calls.from('garth@tailspintoys.com', KAREN);
    expect((await callee.request('INVITE')).header('From')).toContain('<sip:garth@tailspintoys.com>');
    expect(() => phones.calls.from('holly@contoso.com', 'vadim@contoso.com')).toThrow('Nobody is signed in');
  });

  it('take the place of a call that stands', async () => {
    const callee = await phone();
    await callee.invite('sip:echo@contoso.com');
    const answered = await callee.answered();
    const [old] = phones.calls.list();
    phones.calls.from('holly@contoso.com', KAREN, { replaces: old?.id ?? '' });
    const invited = await callee.request('INVITE');
    const tagOf = (value = '') => /;tag=([^;]+)/.exec(value)?.[1];
    expect(invited.header('Replaces')).toBe(
      `${answered.header('Call-ID')};to-tag=${tagOf(answered.header('From'))};from-tag=${tagOf(answered.header('To'))}`,
    );
  });

  it('hold, send digits, and ask to be sent on', async () => {
    const callee = await phone();
    const id = phones.calls.from('holly@contoso.com', KAREN);
    await talk(callee, await callee.request('INVITE'));
    phones.calls.hold(id, true);
    await talk(callee, await callee.request('INVITE'));
    expect(callee.media.agreed.audio).toBe('recvonly');
    phones.calls.transfer(id, 'sip:echo@contoso.com');
    expect((await callee.request('REFER')).header('Referred-By')).toBe('<sip:holly@contoso.com>');
  });
});

describe('a party that is sent on', () => {
  async function talking(caller: TestPhone, to: string): Promise<Seen> {
    await caller.invite(to);
    return caller.answered();
  }

  it.each([
    ['sip:echo@contoso.com', 'SIP/2.0 200 OK'],
    ['sip:busy@contoso.com', 'SIP/2.0 486 Busy Here'],
    ['sip:nobody@contoso.com', 'SIP/2.0 404 Not Found'],
  ])('to %s says how it went', async (target, expected) => {
    const caller = await phone();
    await talking(caller, 'sip:music@contoso.com');
    caller.inDialog('REFER', undefined, { headers: [`Refer-To: <${target}>`] });
    await caller.status(202);
    expect((await caller.request('NOTIFY')).body.trim()).toBe('SIP/2.0 100 Trying');
    const last = await caller.request('NOTIFY');
    expect(last.body.trim()).toBe(expected);
    expect(last.header('Subscription-State')).toMatch(/^terminated/);
  });

  it('says what a telephone does that was told how', async () => {
    phones.calls.setPhone('holly@contoso.com', 'busy');
    const caller = await phone();
    await talking(caller, 'sip:music@contoso.com');
    caller.inDialog('REFER', undefined, { headers: ['Refer-To: <sip:holly@contoso.com>'] });
    await caller.until(({ body }) => body.includes('SIP/2.0 486'));
  });

  it('calls a person who is signed in, who hears by whom', async () => {
    const caller = await phone();
    const colleague = await phone({}, 'jeremy@contoso.com');
    await talking(caller, 'sip:music@contoso.com');
    const headers = ['Refer-To: <sip:jeremy@contoso.com>', `Referred-By: <sip:${KAREN}>`];
    caller.inDialog('REFER', undefined, { headers });
    const invited = await colleague.request('INVITE');
    expect(invited.header('Referred-By')).toBe(`<sip:${KAREN}>`);
    await talk(colleague, invited);
    await caller.until(({ body }) => body.includes('SIP/2.0 200'));
  });

  it('says so when its new call comes to nothing without a refusal', async () => {
    const caller = await phone();
    const colleague = await phone({}, 'jeremy@contoso.com');
    await talking(caller, 'sip:music@contoso.com');
    const ends = [
      (invited: Seen) => colleague.answer(invited, '200 OK'),
      () => phones.calls.cancel(phones.calls.list().at(-1)?.id ?? ''),
    ];
    for (const end of ends) {
      caller.inDialog('REFER', undefined, { headers: ['Refer-To: <sip:jeremy@contoso.com>'] });
      end(await colleague.request('INVITE'));
      const last = await caller.until(({ header }) => /^terminated/.test(header('Subscription-State') ?? ''));
      expect(last.body.trim()).toBe('SIP/2.0 487 Request Terminated');
    }
  });

  it('to the other of two calls joins both, and leaves', async () => {
    const caller = await phone();
    await talking(caller, 'sip:music@contoso.com');
    const second = await phone();
    const other = await talking(second, 'sip:tone@contoso.com');
    const tagOf = (value = '') => /;tag=([^;]+)/.exec(value)?.[1] ?? '';
    const dialog = `${other.header('Call-ID')};to-tag=${tagOf(other.header('To'))};from-tag=${tagOf(other.header('From'))}`;
    const target = `<sip:tone@contoso.com?Replaces=${encodeURIComponent(dialog)}>`;
    caller.inDialog('REFER', undefined, { headers: [`Refer-To: ${target}`] });
    await caller.until(({ body }) => body.includes('SIP/2.0 200'));
    await second.request('BYE');
  });

  it('to nonsense is refused', async () => {
    const caller = await phone();
    await talking(caller, 'sip:music@contoso.com');
    caller.inDialog('REFER', undefined, { headers: ['Refer-To: <sip:tone@contoso.com?Replaces=%E0%A4%A>'] });
    await caller.status(400);
  });
});
