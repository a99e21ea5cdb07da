/** Calls of simulated people follow the rules of whoever they call. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import { accept, PhoneBench } from '../calls/test-phone.ts';

const KAREN = 'karen@contoso.com';
const JEREMY = 'jeremy@contoso.com';
const HOLLY = 'holly@contoso.com';
const ECHO_NUMBER = 'sip:+14255550100@contoso.com;user=phone';

const clock = createHandClock();
let phones: PhoneBench;

beforeEach(() => {
  phones = new PhoneBench(clock);
});

afterEach(() => phones.close());

/** A document of Karen's: flags, how long each waits, and where calls go. */
function rules(flags: string, waits: Readonly<Record<string, number>>, lists: Readonly<Record<string, string>>): void {
  const wait = Object.entries(waits).map(([name, seconds]) => `<wait name="${name}" seconds="${seconds}"/>`);
  const list = Object.entries(lists).map(([name, target]) => `<list name="${name}"><target ${target}/></list>`);
  const preamble = [`<flags name="clientflags" value="${flags}"/>`, ...wait, ...list].join('');
  const head = '<routing xmlns="http://schemas.microsoft.com/02/2006/sip/routing" name="rtcdefault" version="1">';
  phones.calls.setRouting(KAREN, `${head}<preamble>${preamble}</preamble></routing>`);
}

const call = (wish = {}) => phones.calls.from(HOLLY, KAREN, wish);
const factsOf = (id: string) => phones.calls.list().find((each) => each.id === id);
const talks = (id: string) => expect.poll(() => factsOf(id)?.state).toBe('talking');
const taker = () => phones.calls.list().at(-1);

describe('a simulated caller', () => {
  it('reaches the mailbox of somebody whose calls all go there, also while nobody is signed in', async () => {
    rules('enablecf forward_immediate', {}, { forwardto: 'application="voicemail"' });
    await talks(call());
    expect(taker()).toMatchObject({ party: KAREN, direction: 'in', peer: HOLLY });
  });

  it('reaches the number that calls are sent on to, and is heard there', async () => {
    await phones.phone(KAREN);
    rules('enablecf forward_immediate', {}, { forwardto: `uri="${ECHO_NUMBER}"` });
    const id = call({ sound: 'tone', hertz: 620 });
    await talks(id);
    await expect.poll(() => factsOf(id)?.heard.hertz).toBe(620);
    phones.calls.hangUp(id);
    await expect.poll(() => taker()).toMatchObject({ party: '+14255550100@contoso.com', end: 'bye' });
  });

  it('rings with a number at the same time, and who answers first has it', async () => {
    const karen = await phones.phone(KAREN);
    rules('simultaneous_ring', { total: 30 }, { simultaneous_ring: 'uri="sip:never@contoso.com"' });
    const id = call();
    const invited = await karen.request('INVITE');
    await expect.poll(() => taker()?.party).toBe('never@contoso.com');
    await accept(karen, invited);
    await karen.request('ACK');
    await talks(id);
    expect(taker()).toMatchObject({ party: 'never@contoso.com', end: 'cancelled' });
  });

  it('rings at the team after a while, whose answer ends the ringing elsewhere', async () => {
    const [karen, jeremy] = [await phones.phone(KAREN), await phones.phone(JEREMY)];
    rules('team_ring', { user: 5, team2: 20 }, { team: `uri="sip:${JEREMY}"` });
    const id = call();
    const first = await karen.request('INVITE');
    karen.answer(first, '180 Ringing');
    await clock.pass(5000);
    const second = await jeremy.request('INVITE');
    await accept(jeremy, second);
    const cancelled = await karen.request('CANCEL');
    expect(cancelled.header('Reason')).toContain('Call completed elsewhere');
    await jeremy.request('ACK');
    await talks(id);
    phones.calls.hangUp(id);
    await jeremy.request('BYE');
  });

  it('reaches the mailbox when nobody takes the call in time', async () => {
    const karen = await phones.phone(KAREN);
    rules('', { total: 10 }, {});
    const id = call();
    karen.answer(await karen.request('INVITE'), '180 Ringing');
    await clock.pass(10_000);
    await karen.request('CANCEL');
    await talks(id);
    expect(taker()).toMatchObject({ party: KAREN, direction: 'in' });
  });

  it('hears the better of two refusals', async () => {
    const karen = await phones.phone(KAREN);
    rules('simultaneous_ring', { total: 30 }, { simultaneous_ring: 'uri="sip:busy@contoso.com"' });
    const id = call();
    karen.answer(await karen.request('INVITE'), '603 Decline');
    await expect.poll(() => factsOf(id)?.end).toBe('603');
  });
});
