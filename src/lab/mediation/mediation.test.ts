import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhoneBench } from '../calls/test-phone.ts';
import { loudestOf, tone } from '../media/sound.ts';
import { ukDialPlan } from '../topologies/dial-plan.ts';
import { numberIn } from './number.ts';

let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench();
});

afterEach(() => phones.close());

const phone = (address = 'karen@contoso.com') => phones.phone(address, { source: tone(700) });

describe('numbers in addresses', () => {
  it.each([
    ['sip:+14255550100@contoso.com;user=phone', '+14255550100'],
    ['sip:+14255550100;ext=7@contoso.com;user=phone', '+14255550100'],
    ['sip:123456;phone-context=UK_dial_plan@contoso.com;user=phone', '+441785123456'],
    ['sip:999;phone-context=UK_dial_plan@contoso.com;user=phone', '+999'],
    ['sip:12;phone-context=UK_dial_plan@contoso.com;user=phone', 'untranslated'],
    ['sip:karen@contoso.com', undefined],
    ['sip:contoso.com', undefined],
    ['nonsense', undefined],
  ])('%s is %s', (uri, expected) => {
    expect(numberIn(uri, ukDialPlan)).toBe(expected);
  });
});

describe('the mediation server', () => {
  it('sends sound early, answers as a gateway does, and echoes', async () => {
    const caller = await phone();
    await caller.invite('sip:+14255550100@contoso.com;user=phone');
    const early = await caller.status(183);
    expect(early.header('Require')).toBe('100rel');
    expect(early.header('Server')).toContain('MediationServer');
    caller.media.takeAnswer(early.body);
    caller.inDialog('PRACK', early, { headers: ['RAck: 1 1 INVITE'] });
    const answered = await caller.answered();
    expect(answered.header('P-Asserted-Identity')).toBe('<sip:+14255550100@contoso.com;user=phone>');
    expect(answered.header('Contact')).toMatch(/opaque=srvr:MediationServer.*>;isGateway$/);
    expect(answered.header('Session-Expires')).toBe('1800;refresher=uas');
    await caller.media.recorder.next(0.4);
    expect(loudestOf(await caller.media.recorder.next(0.2))).toBe(700);
    caller.inDialog('BYE');
    await caller.until(({ status, header }) => status === 200 && (header('CSeq') ?? '').endsWith('BYE'));
  });

  it.each([
    ['+14255550102', 486, '10486'],
    ['+14255550103', 404, '10404'],
    ['+14255550106', 503, '10503'],
  ])('%s is refused with %i as the network refuses it', async (number, status, diagnostics) => {
    const caller = await phone();
    await caller.invite(`sip:${number}@contoso.com;user=phone`);
    expect((await caller.status(status)).header('ms-diagnostics')).toContain(diagnostics);
  });

  it('refuses a number that no rule of the plan translates', async () => {
    const caller = await phone();
    await caller.invite('sip:12;phone-context=UK_dial_plan@contoso.com;user=phone');
    expect((await caller.status(404)).header('ms-diagnostics')).toMatch(/^14010;/);
  });

  it('answers emergency numbers by a tape, at once', async () => {
    const caller = await phone();
    await caller.invite('sip:+999@contoso.com;user=phone');
    await caller.answered();
    expect([660, 880]).toContain(loudestOf(await caller.media.recorder.next(0.1)));
  });

  it('rings a person of the company by his number: where he is signed in, or simulated', async () => {
    const caller = await phone();
    const people = phones.bench.topology.companies[0]?.people ?? [];
    const numberOf = (user: string) => people.find(({ address }) => address === `${user}@contoso.com`)?.phone ?? '';
    const colleague = await phone('jeremy@contoso.com');
    await caller.invite(`sip:${numberOf('jeremy')}@contoso.com;user=phone`);
    const invited = await colleague.request('INVITE');
    expect(invited.header('P-Asserted-Identity')).toContain('karen@contoso.com');
    colleague.answer(invited, '486 Busy Here');
    await caller.status(486);
    await caller.invite(`sip:${numberOf('holly')}@contoso.com;user=phone`);
    await caller.status(180);
    await caller.answered();
    expect(phones.calls.list().at(-1)).toMatchObject({ party: 'holly@contoso.com', state: 'talking' });
  });
});
