/** Web services, Exchange and an XMPP partner that mean harm: each costs its own part, in words, and nothing is left open. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StreamMalice } from '../../src/lab/faults/malice.ts';
import { type HostileLab, startHostileLab } from '../fakes/hostile-lab.ts';

const karen = 'karen@contoso.com';
const maria = 'sip:maria@fourthcoffee.com';
const certificates = ['meet.contoso.com'];
const exchange = ['mail.contoso.com', 'webmail.contoso.com'];
const partner = ['xmpp.fourthcoffee.com'];

let lab: HostileLab;
beforeAll(async () => {
  lab = await startHostileLab();
  expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
  await lab.world.client.signIn.signOut();
});
afterEach(async () => {
  await lab.goHome();
  await lab.untilNothingIsLeft();
  // Not before: servers that are well again would talk to each other.
  for (const server of [...certificates, ...exchange, ...partner]) lab.turn(server);
});
afterAll(() => lab.stop());

const now = () => lab.world.client.state.get();
const play = (servers: readonly string[], malice: StreamMalice) => {
  for (const server of servers) lab.turn(server, malice);
};

const ends: readonly (readonly [StreamMalice, 'UNREACHABLE' | 'UNREADABLE'])[] = [
  ['reset', 'UNREACHABLE'],
  ['reset-in-tls', 'UNREACHABLE'],
  ['reset-after-tls', 'UNREACHABLE'],
  ['reset-in-answer', 'UNREACHABLE'],
  ['no-tls', 'UNREACHABLE'],
  ['broken-tls', 'UNREACHABLE'],
  ['garbage', 'UNREACHABLE'],
  ['endless-head', 'UNREACHABLE'],
  ['endless-body', 'UNREADABLE'],
  ['bomb', 'UNREADABLE'],
  ['deep-answer', 'UNREADABLE'],
];

it.each(ends)('the service that gives certificates plays %s: the sign-in ends with %s', async (malice, end) => {
  lab.world.lab.setAuthOffer('contoso.com', { schemes: ['TLS-DSK'] });
  lab.world.lab.withdrawCertificates(karen);
  play(certificates, malice);
  expect(await lab.outcomeOf(lab.world.signIn(karen))).toBe(`WEB_SERVICE_${end}`);
});

it.each(ends)('Exchange plays %s: the calendar alone ends with %s', async (malice, end) => {
  lab.world.lab.setAuthOffer('contoso.com', { schemes: ['NTLM'] });
  play(exchange, malice);
  expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
  await lab.until(() => now().calendar.state === 'failed');
  expect(now().calendar.failure?.code).toBe(`EXCHANGE_${end}`);
  expect(now().account.kind).toBe('registered');
});

describe('an XMPP partner', () => {
  // What is left of the others is HTTP.
  it.each(ends.slice(0, 8))('plays %s: the message says that it did not arrive', async (malice) => {
    play(partner, malice);
    lab.world.lab.setXmppPartner('tailspintoys.com', 'fourthcoffee.com', {});
    expect(await lab.promptly(lab.world.signIn('garth@tailspintoys.com'))).toBe('ok');
    const { talks } = lab.world.client;
    const opened = talks.open({ uri: maria });
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(talks.send(opened.value, 'Hello?').ok).toBe(true);
    await lab.until(() => now().conversations.some(({ state }) => state === 'failed'));
    const [talk] = now().conversations;
    expect(talk?.failure).toMatchObject({ code: 'IM_NOT_DELIVERED', diagnostics: [{ code: 1038 }] });
    expect(now().account.kind).toBe('registered');
  });
});
