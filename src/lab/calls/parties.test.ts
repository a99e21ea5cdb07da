import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loudestOf, tone } from '../media/sound.ts';
import { PhoneBench, type PhoneOptions } from './test-phone.ts';

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench();
});

afterEach(() => phones.close());

const phone = (options: PhoneOptions = {}) => phones.phone('karen@contoso.com', options);

function facts() {
  const [first] = phones.calls.list().slice(-1);
  if (!first) throw new Error('no call');
  return first;
}

describe('parties that answer', () => {
  it.each([
    ['echo', 'any', 'as-offered', 'sdes'],
    ['echo', 'any', 'none', 'sdes'],
    ['echo', 'plain', 'none', 'plain'],
    ['echo', 'dtls', 'as-offered', 'dtls'],
    ['sdesonly', 'sdes', 'none', 'sdes'],
    ['dtlsonly', 'dtls', 'as-offered', 'dtls'],
    ['plainonly', 'plain', 'none', 'plain'],
    ['oldice', 'sdes', 'microsoft', 'sdes'],
  ] as const)('%s echoes what it hears: we offer %s, checks %s', async (user, security, ice, encryption) => {
    const caller = await phone({ security, ice, source: tone(700) });
    await caller.invite(`sip:${user}@contoso.com`);
    await caller.answered();
    // Until the first echo there is silence; one that never comes ends with the test's own limit.
    while (loudestOf(await caller.media.recorder.next(0.2)) !== 700);
    expect(facts()).toMatchObject({ party: `${user}@contoso.com`, state: 'talking', encryption });
    expect(facts().heard.hertz).toBe(700);
    caller.inDialog('BYE');
    await caller.status(200);
    expect(facts()).toMatchObject({ state: 'ended', end: 'bye' });
  });

  it.each([
    ['busy', 486],
    ['declining', 603],
    ['decliner', 603],
    ['absent', 480],
    ['diane', 480],
  ] as const)('%s refuses with %i', async (user, status) => {
    const caller = await phone();
    await caller.invite(`sip:${user}@contoso.com`);
    await caller.status(180);
    await caller.status(status);
    expect(facts()).toMatchObject({ state: 'ended', end: String(status) });
  });

  it('refuses keys that do not fit with 488 and the reason', async () => {
    const caller = await phone({ security: 'plain', ice: 'none' });
    await caller.invite('sip:sdesonly@contoso.com');
    expect((await caller.status(488)).header('Warning')).toContain('308 ');
  });

  it('rings for ever, until the caller gives up', async () => {
    const caller = await phone();
    await caller.invite('sip:never@contoso.com');
    await caller.status(180);
    caller.cancel();
    await caller.status(487);
    expect(facts()).toMatchObject({ state: 'ended', end: 'cancelled' });
  });

  it('sends sound before it answers, and answers after the PRACK', async () => {
    const caller = await phone();
    await caller.invite('sip:slow@contoso.com');
    const early = await caller.status(183);
    expect(early.header('Require')).toBe('100rel');
    expect(early.header('RSeq')).toBe('1');
    caller.media.takeAnswer(early.body);
    expect([660, 880]).toContain(loudestOf(await caller.media.recorder.next(0.1)));
    expect(facts().state).toBe('ringing');
    caller.inDialog('PRACK', early, { headers: ['RAck: 1 1 INVITE'] });
    const answered = await caller.answered();
    expect(answered.header('To')).toBe(early.header('To'));
    expect(facts().state).toBe('talking');
  });

  it('takes a PRACK for what it confirms alone', async () => {
    const caller = await phone();
    await caller.invite('sip:slow@contoso.com');
    const early = await caller.status(183);
    for (const wrong of ['RAck: 2 1 INVITE', 'RAck: 1 2 INVITE', 'RAck: 1 1 BYE', 'X-None: 1']) {
      caller.inDialog('PRACK', early, { headers: [wrong] });
      await caller.status(481);
    }
    caller.inDialog('PRACK', early, { headers: ['RAck: 1 1 INVITE'] });
    await caller.answered();
    expect(facts().state).toBe('talking');
    caller.inDialog('PRACK', undefined, { headers: ['RAck: 1 1 INVITE'] });
    await caller.status(481);
  });

  it('answers the INVITE as well when a BYE ends what is not answered yet', async () => {
    const caller = await phone();
    await caller.invite('sip:slow@contoso.com');
    const early = await caller.status(183);
    caller.inDialog('BYE', early);
    await caller.until(({ status, header }) => status === 200 && (header('CSeq') ?? '').endsWith('BYE'));
    const final = await caller.status(487);
    expect([final.header('CSeq'), final.header('To')]).toEqual(['1 INVITE', early.header('To')]);
    expect(facts()).toMatchObject({ state: 'ended', end: 'bye' });
  });

  it('counts the INVITE among the numbers of the dialog', async () => {
    const caller = await phone();
    await caller.invite('sip:echo@contoso.com');
    const ok = await caller.answered();
    caller.inDialog('BYE', ok, { sequence: 1 });
    await caller.status(500);
    expect(facts().state).toBe('talking');
    caller.inDialog('BYE', ok, { sequence: 2 });
    await caller.until(({ status, header }) => status === 200 && header('CSeq') === '2 BYE');
    expect(facts()).toMatchObject({ state: 'ended', end: 'bye' });
  });

  it('rings in two places and answers in the second', async () => {
    const caller = await phone();
    await caller.invite('sip:forking@contoso.com');
    const [one, other] = [await caller.status(180), await caller.status(180)];
    const answered = await caller.answered();
    expect(one.header('To')).not.toBe(other.header('To'));
    expect(answered.header('To')).toBe(other.header('To'));
    expect(loudestOf(await caller.media.recorder.next(0.2))).toBe(440);
  });

  it('gives its own offer where the INVITE has none', async () => {
    const caller = await phone({ ice: 'none' });
    await caller.invite('sip:tone@contoso.com', { body: '' });
    const ok = await caller.status(200);
    const answer = await caller.media.answer(ok.body);
    caller.inDialog('ACK', ok, { sequence: 1, type: 'application/sdp', body: answer.ok ? answer.text : '' });
    expect(loudestOf(await caller.media.recorder.next(0.2))).toBe(440);
  });

  it('takes digits in the stream and beside it', async () => {
    const caller = await phone();
    await caller.invite('sip:voicemail@contoso.com');
    await caller.answered();
    expect(loudestOf(await caller.media.recorder.next(0.2))).toBe(1000);
    caller.inDialog('INFO', undefined, { type: 'application/dtmf-relay', body: 'Signal=7\r\nDuration=160\r\n' });
    caller.media.sendDigits('42');
    await caller.media.recorder.next(0.5);
    expect(facts().digits).toBe('742');
  });

  it('holds, takes up again, and then offers a picture', async () => {
    const caller = await phone({ takesVideo: true });
    await caller.invite('sip:reinvites@contoso.com');
    await caller.answered();
    for (const expected of ['recvonly', 'sendrecv', 'sendrecv']) {
      const asked = await caller.request('INVITE');
      const answer = await caller.media.answer(asked.body);
      caller.answer(asked, '200 OK', { body: answer.ok ? answer.text : '' });
      await caller.request('ACK');
      expect(caller.media.agreed.audio).toBe(expected);
    }
    expect(caller.media.agreed.video).toBe('sendrecv');
  });

  it('is held by a re-INVITE and by an UPDATE', async () => {
    const caller = await phone();
    await caller.invite('sip:echo@contoso.com');
    await caller.answered();
    caller.media.wanted = 'inactive';
    caller.inDialog('INVITE', undefined, { type: 'application/sdp', body: await caller.media.offer() });
    await caller.answered();
    expect(facts().audio).toBe('inactive');
    caller.media.wanted = 'sendrecv';
    const headers = ['Session-Expires: 1800;refresher=uac'];
    caller.inDialog('UPDATE', undefined, { headers, type: 'application/sdp', body: await caller.media.offer() });
    expect((await caller.status(200)).header('Session-Expires')).toBe('1800;refresher=uac');
    expect(facts().audio).toBe('sendrecv');
  });

  it('sends the caller on and leaves when that has worked', async () => {
    const caller = await phone();
    await caller.invite('sip:transfers@contoso.com');
    await caller.answered();
    const asked = await caller.request('REFER');
    expect(asked.header('Refer-To')).toBe('<sip:echo@contoso.com>');
    caller.answer(asked, '202 Accepted');
    for (const line of ['SIP/2.0 100 Trying', 'SIP/2.0 200 OK']) {
      expect(facts().state).toBe('talking');
      const headers = ['Event: refer', 'Subscription-State: active'];
      caller.inDialog('NOTIFY', undefined, { headers, type: 'message/sipfrag', body: line });
      await caller.status(200);
    }
    await caller.request('BYE');
    expect(facts()).toMatchObject({ state: 'ended', end: 'bye' });
  });

  it('answers like somebody ordinary, as the knob says', async () => {
    const caller = await phone();
    await caller.invite('sip:holly@contoso.com');
    await caller.status(180);
    await caller.answered();
    phones.calls.setPhone('holly@contoso.com', 'busy');
    await caller.invite('sip:holly@contoso.com');
    await caller.status(486);
  });
});
