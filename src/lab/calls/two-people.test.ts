import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loudestOf, tone } from '../media/sound.ts';
import { accept, PhoneBench, type PhoneOptions } from './test-phone.ts';

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench();
});

afterEach(() => phones.close());

const phone = (address: string, options: PhoneOptions = {}) => phones.phone(address, options);

describe('two people who are signed in', () => {
  it('talk: early sound, PRACK, digits by INFO, a change by UPDATE, REFER, NOTIFY and BYE all pass', async () => {
    const karen = await phone('karen@contoso.com', { source: tone(400) });
    const jeremy = await phone('jeremy@contoso.com', { source: tone(900) });
    await karen.invite('sip:jeremy@contoso.com');
    const invited = await jeremy.request('INVITE');
    const early = await jeremy.media.answer(invited.body);
    const body = early.ok ? early.text : '';
    jeremy.answer(invited, '183 Session Progress', { headers: ['Require: 100rel', 'RSeq: 5'], body });
    const progress = await karen.status(183);
    karen.inDialog('PRACK', progress, { headers: ['RAck: 5 1 INVITE'] });
    const prack = await jeremy.request('PRACK');
    expect(prack.header('RAck')).toBe('5 1 INVITE');
    jeremy.answer(prack, '200 OK');
    await accept(jeremy, invited);
    await karen.answered();
    await jeremy.request('ACK');
    const [atKaren, atJeremy] = await Promise.all([karen.media.recorder.next(0.2), jeremy.media.recorder.next(0.2)]);
    expect([loudestOf(atKaren), loudestOf(atJeremy)]).toEqual([900, 400]);
    for (const [method, how] of [
      ['INFO', { type: 'application/dtmf-relay', body: 'Signal=1' }],
      ['UPDATE', { type: 'application/sdp', body: await karen.media.offer() }],
      ['REFER', { headers: ['Refer-To: <sip:echo@contoso.com>'] }],
      ['NOTIFY', { headers: ['Event: refer'], type: 'message/sipfrag', body: 'SIP/2.0 200 OK' }],
      ['BYE', {}],
    ] as const) {
      karen.inDialog(method, undefined, how);
      const request = await jeremy.request(method);
      expect(request.header('P-Asserted-Identity')).toContain('karen@contoso.com');
      jeremy.answer(request, '200 OK');
      await karen.until(({ status, header }) => status === 200 && (header('CSeq') ?? '').endsWith(method));
    }
  });

  it('are called in vain when the caller gives up', async () => {
    const karen = await phone('karen@contoso.com');
    const first = await phone('jeremy@contoso.com');
    await karen.invite('sip:jeremy@contoso.com');
    const invited = await first.request('INVITE');
    first.answer(invited, '180 Ringing');
    await karen.status(180);
    karen.cancel();
    const cancelled = await first.request('CANCEL');
    first.answer(cancelled, '200 OK');
    first.answer(invited, '487 Request Terminated');
    await karen.status(487);
  });

  it('give a refusal on, and people of other companies reach each other', async () => {
    const karen = await phone('karen@contoso.com');
    const jeremy = await phone('jeremy@contoso.com');
    await karen.invite('sip:jeremy@contoso.com');
    jeremy.answer(await jeremy.request('INVITE'), '603 Decline');
    await karen.status(603);
    await karen.invite('sip:kim.akers@fabrikam.com');
    await karen.status(180);
    await karen.answered();
    expect(phones.calls.list().at(-1)).toMatchObject({ party: 'kim.akers@fabrikam.com', state: 'talking' });
  });
});
