/** IM sessions with an XMPP partner that nobody answers, that somebody refuses, or in which nobody writes any more. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { systemRandom } from '../../src/main/platform/system-clock.ts';
import type { IncomingInvite, InviteEnd } from '../../src/main/sip/agent.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { ImInbox, imOffer, type LabAgent, signInAgent, write } from '../fakes/lab-agent.ts';
import { authorityOf, type FakePartner, provedWire, type TextWire } from '../fakes/xmpp-peer.ts';

const garth = 'garth@tailspintoys.com';
const romeo = 'romeo@adatum.com';
const ends = { from: 'adatum.com', to: 'tailspintoys.com' };

let clock: FakeClock;
let lab: Lab;
let person: LabAgent;
let partner: FakePartner;
let wire: TextWire;

beforeEach(async () => {
  clock = createFakeClock(Date.now());
  lab = await startLab({ ports: 'free' }, { clock, random: systemRandom });
  lab.setXmppPartner('tailspintoys.com', 'adatum.com', {});
  person = await signInAgent(lab, garth);
  partner = await authorityOf(lab, ends, 'valid');
  wire = await provedWire(lab, 'sip.tailspintoys.com', ends);
});
afterEach(async () => {
  person.close();
  await partner.close();
  await lab.stop();
});

const say = (text: string) =>
  wire.send(`<message from="${romeo}/a" to="${garth}" id="${text}" type="chat"><body>${text}</body></message>`);

/** What the lab sent to the partner, stanzas only. */
const answers = () =>
  lab
    .log()
    .map(({ direction, text }) => `${direction} ${text}`)
    .filter((text) => /^sent XMPP <(?:message|presence|iq) /.test(text) && text.includes(`to="${romeo}`));

const over = (invite: IncomingInvite) => new Promise<InviteEnd>((resolve) => invite.onGone(resolve));

const ring = async () => {
  say('one');
  const invite = await person.nextInvite();
  invite.ring();
  return invite;
};

it('nobody takes it: the ringing ends after a minute, and the writer is told of each text', async () => {
  const invite = await ring();
  say('two');
  await expect.poll(() => lab.log().some(({ text }) => text.includes('id="two"'))).toBe(true);
  const gone = over(invite);
  await clock.advance(60_000);
  expect(await gone).toMatchObject({ kind: 'cancelled' });
  await expect.poll(() => answers().length).toBe(2);
  for (const answer of answers()) expect(answer).toContain('<error type="wait"><recipient-unavailable ');
});

it('the person says no: the writer is told', async () => {
  const invite = await ring();
  invite.refuse(603);
  await expect.poll(answers).toMatchObject([expect.stringContaining('<recipient-unavailable ')]);
});

it('of two endpoints the first that takes it has it, and texts that waited come once and in order', async () => {
  const other = await signInAgent(lab, garth, 'another');
  const invite = await ring();
  const atOther = await other.nextInvite();
  const gone = over(atOther);
  say('two');
  say('three');
  const inbox = new ImInbox();
  const dialog = invite.accept(imOffer, inbox.listener);
  expect([await inbox.next(), await inbox.next(), await inbox.next()]).toEqual([
    'MESSAGE one',
    'MESSAGE two',
    'MESSAGE three',
  ]);
  expect(await gone).toMatchObject({ kind: 'cancelled' });
  await dialog?.end();
  other.close();
});

it('the one who took it disappears: the next text rings anew', async () => {
  const other = await signInAgent(lab, garth, 'another');
  const invite = await ring();
  const inbox = new ImInbox();
  invite.accept(imOffer, inbox.listener);
  await inbox.next();
  person.close();
  await expect.poll(() => lab.registrations(garth).length).toBe(1);
  // The first invitation came here as well.
  await other.nextInvite();
  say('again');
  const next = await other.nextInvite();
  const second = new ImInbox();
  next.accept(imOffer, second.listener);
  expect(await second.next()).toBe('MESSAGE again');
  other.close();
});

it('nobody writes for ten minutes: the session ends with its reason, from whichever side it was begun', async () => {
  const invite = await ring();
  const called = new ImInbox();
  invite.accept(imOffer, called.listener);
  await called.next();
  const calling = new ImInbox();
  const outcome = await person.agent.invite({ uri: 'sip:maria@fourthcoffee.com', body: imOffer }, calling.listener);
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  await clock.advance(9 * 60_000);
  expect(await write(outcome.dialog, 'Still here')).toBe(200);
  expect(await calling.next()).toContain('type');
  expect(await calling.next()).toBe('MESSAGE You wrote: Still here');
  await clock.advance(60_000);
  expect(await called.next()).toMatch(/^ENDED 52094;/);
  await clock.advance(9 * 60_000);
  expect(await calling.next()).toMatch(/^ENDED 52094;/);
});

it('a text too long for a stanza is refused, and the session goes on', async () => {
  const inbox = new ImInbox();
  const outcome = await person.agent.invite({ uri: 'sip:maria@fourthcoffee.com', body: imOffer }, inbox.listener);
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  expect(await write(outcome.dialog, 'x'.repeat(8001))).toBe(413);
  expect(await write(outcome.dialog, 'short')).toBe(200);
});
