import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { PhoneBench, type TestPhone } from '../calls/test-phone.ts';
import { turnKnob } from './knobs.ts';

let phones: PhoneBench;
let phone: TestPhone;

beforeEach(async () => {
  phones = new PhoneBench();
  phone = await phones.phone('karen@contoso.com');
});

afterEach(() => phones.close());

/** The knobs of calls touch nothing else of a lab. */
const turn = (line: string) => turnKnob({ calls: phones.calls } as Lab, line).text;

describe('the knobs of calls', () => {
  it('lets somebody call, lists the call and gives it up', async () => {
    expect(turn('call list')).toBe('No calls yet.');
    const id = /call (\w+)\.$/.exec(turn('call from holly@contoso.com karen@contoso.com plain'))?.[1];
    phone.answer(await phone.request('INVITE'), '180 Ringing');
    expect(turn('call list')).toContain(`${id} holly@contoso.com → karen@contoso.com ringing`);
    expect(turn(`call cancel ${id} elsewhere`)).toBe(`Call ${id} is given up.`);
    expect((await phone.request('CANCEL')).header('Reason')).toContain('elsewhere');
    expect(turn('call from holly@contoso.com pavel@contoso.com')).toContain('Nobody is signed in');
    expect(turn('call hangup nonsense')).toContain('The lab has no call nonsense');
    expect(turn('call dance')).toContain('Say one of list, from');
  });

  it('says what a call cannot do as it stands', async () => {
    const id = /call (\w+)\.$/.exec(turn('call from holly@contoso.com karen@contoso.com plain'))?.[1];
    phone.answer(await phone.request('INVITE'), '180 Ringing');
    for (const line of [
      `hangup ${id}`,
      `hold ${id} on`,
      `video ${id}`,
      `digits ${id} 1`,
      `transfer ${id} echo@contoso.com`,
    ])
      expect(turn(`call ${line}`)).toContain(`Call ${id} is ringing.`);
    expect(phones.calls.list().at(-1)?.state).toBe('ringing');
    turn(`call cancel ${id}`);
    expect(turn(`call cancel ${id}`)).toContain(`Call ${id} is ended.`);
    expect(turn(`call rebind ${id}`)).toContain(`Call ${id} is ended.`);
    expect(turn('call hold nonsense on')).toContain('The lab has no call nonsense');
    expect(turn('call digits nonsense 12x')).toContain('"12x" is not what a telephone');
    expect(turn('call transfer nonsense')).toContain('Name to whom the call goes on.');
  });

  it('changes how somebody takes calls', async () => {
    expect(turn('phone holly@contoso.com busy')).toBe('holly@contoso.com takes calls: busy.');
    await phone.invite('sip:holly@contoso.com');
    await phone.status(486);
    expect(turn('phone holly@contoso.com sings')).toContain('Say one of answers');
  });

  it('loses packets, and heals', async () => {
    expect(turn('media loss 100')).toBe('Packets suffer: loss 100.');
    await phone.invite('sip:tone@contoso.com');
    await phone.answered();
    expect(phones.calls.list()[0]?.heard.seconds).toBe(0);
    expect(turn('media none')).toBe('Packets arrive as they were sent.');
    expect((await phone.media.recorder.next(0.1)).length).toBe(800);
    expect(turn('media loss much')).toContain('is not a number');
    expect(turn('media')).toContain('Say none, or one of loss');
  });

  it('turns the mixer', () => {
    expect(turn('mixer contoso.com drops sound')).toBe('The A/V conferencing server of contoso.com: drops sound.');
    expect(turn('mixer contoso.com none')).toBe('The A/V conferencing server of contoso.com: none.');
    expect(turn('relay contoso.com on')).toBe('contoso.com has a media relay.');
    const silent = 'contoso.com has a media relay, and nobody who asks for credentials gets an answer.';
    expect(turn('relay contoso.com silent')).toBe(silent);
    expect(turn('media of echo@contoso.com nat on loss 3')).toBe('Packets of echo@contoso.com suffer: nat on loss 3.');
    expect(turn('media of echo@contoso.com none')).toBe('Packets of echo@contoso.com arrive as they were sent.');
    expect(turn('media nat perhaps')).toContain('Say on or off');
    expect(turn('call rebind nonsense')).toContain('The lab has no call nonsense');
  });
});
