/** IM sessions with an XMPP partner that nobody answers, that somebody refuses, or in which nobody writes any more. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { systemRandom } from '../../src/main/platform/system-clock.ts';
import type { IncomingInvite, InviteEnd } from '../../src/main/sip/agent.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { ImInbox, imOffer, type LabAgent, signInAgent, write } from '../fakes/lab-agent.ts';
import { authorityOf, type FakePartner, head, listenAs, provedWire, type TextWire } from '../fakes/xmpp-peer.ts';

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

const session = async (uri = `sip:${romeo}`) => {
  const inbox = new ImInbox();
  const outcome = await person.agent.invite({ uri, body: imOffer }, inbox.listener);
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.dialog;
};

it('[P2] a record that asks for TLS holds for those who watch as well: no stream is opened by the old one', async () => {
  wire.send(`<presence from="${romeo}" to="${garth}" type="subscribe"/>`);
  await expect.poll(() => answers().some((text) => text.includes('type="subscribed"'))).toBe(true);
  lab.setXmppPartner('tailspintoys.com', 'adatum.com', { TlsNegotiation: 'Required' });
  const told = answers().length;
  lab.setPresence(garth, 6500, undefined);
  const outcome = await person.agent.invite({ uri: `sip:${romeo}`, body: imOffer }, new ImInbox().listener);
  expect(JSON.stringify(outcome)).toContain('TLS is required and the partner offers none');
  expect(answers().length).toBe(told);
});

it('[P1] a partner that was taken off the list hears no more of anybody', async () => {
  wire.send(`<presence from="${romeo}" to="${garth}" type="subscribe"/>`);
  await expect.poll(() => answers().some((text) => text.includes('type="subscribed"'))).toBe(true);
  const dialog = await session();
  lab.removeXmppPartner('tailspintoys.com', 'adatum.com');
  const told = answers().length;
  lab.setPresence(garth, 6500, undefined);
  expect(await write(dialog, 'Still there?')).toBe(504);
  expect(answers().length).toBe(told);
});

it('the partner ends its stream: the next text goes over another one', async () => {
  const dialog = await session();
  const stream = partner.wires.at(-1);
  stream?.send('</stream:stream>');
  // It has said goodbye as well, and the connection stands on for a while.
  await stream?.until(/<\/stream:stream>/);
  expect(await write(dialog, 'And now?')).toBe(200);
});

it('a change of the record is followed at once by a change of presence: it is not lost on the stream that goes', async () => {
  wire.send(`<presence from="${romeo}" to="${garth}" type="subscribe"/>`);
  await expect.poll(() => answers().some((text) => text.includes('type="subscribed"'))).toBe(true);
  const before = partner.wires.length;
  lab.setXmppPartner('tailspintoys.com', 'adatum.com', { EnableKeepAlive: true });
  lab.setPresence(garth, 6500, undefined);
  await expect.poll(() => partner.wires.length).toBe(before + 1);
  expect(await partner.wires.at(-1)?.until(/<show>dnd<\/show>/)).toContain('<show>dnd</show>');
});

it('who calls is gone before the partner is reached: what the partner writes rings elsewhere', async () => {
  const slow = { from: 'slow.example', to: 'tailspintoys.com' };
  lab.setXmppPartner('tailspintoys.com', slow.from, {});
  const held: (() => void)[] = [];
  const server = await listenAs(lab, slow.from, (each) => {
    each.send(`${head(slow.from, slow.to, 'stream-1')}<stream:features/>`);
    void each.until(/<db:(?:verify|result)[^>]*>/).then((said) => {
      const id = /<db:verify[^>]* id="(\w+)"/.exec(said)?.[1];
      const name = id === undefined ? 'result' : `verify id="${id}"`;
      const believe = () => each.send(`<db:${name} from="${slow.from}" to="${slow.to}" type="valid"/>`);
      if (id === undefined) held.push(believe);
      else believe();
    });
  });
  const other = await signInAgent(lab, garth, 'another');
  void other.agent.invite({ uri: 'sip:ann@slow.example', body: imOffer }, new ImInbox().listener);
  await expect.poll(() => held.length).toBe(1);
  other.close();
  await expect.poll(() => lab.registrations(garth).length).toBe(1);
  held[0]?.();
  const theirs = await provedWire(lab, 'sip.tailspintoys.com', slow);
  theirs.send(`<message from="ann@slow.example/a" to="${garth}" type="chat"><body>Where are you?</body></message>`);
  const inbox = new ImInbox();
  (await person.nextInvite()).accept(imOffer, inbox.listener);
  expect(await inbox.next()).toBe('MESSAGE Where are you?');
  theirs.cut();
  await server.close();
});

it('the partner says that a contact has nothing left: what its lost resources said is no longer shown', async () => {
  const seen: string[] = [];
  const watching = await person.agent.subscribe(
    { uri: `sip:${romeo}`, event: 'presence', accept: 'application/msrtc-event-categories+xml', expiresSeconds: 600 },
    { onNotify: ({ text }) => seen.push(text), onEnd: () => undefined },
  );
  expect(watching.ok).toBe(true);
  wire.send(`<presence from="${romeo}/a" to="${garth}"/>`);
  await expect.poll(() => seen.at(-1)).toContain('<availability>3500<');
  // Its server was restarted, and answers a probe. RFC 6121 4.3.2
  wire.send(`<presence from="${romeo}" to="${garth}" type="unavailable"/>`);
  await expect.poll(() => seen.at(-1)).toContain('<availability>18500<');
});
