/** A SIP server, and DNS, that mean harm while a person signs in: a clear failure or none, nothing hangs, and nothing is left open. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DnsMalice } from '../../src/lab/faults/malice.ts';
import { borneBySignIn, signInEnds } from '../fakes/hostile-ends.ts';
import { type HostileLab, startHostileLab } from '../fakes/hostile-lab.ts';

const karen = 'karen@contoso.com';
const edge = 'sip.contoso.com';

let lab: HostileLab;
beforeAll(async () => {
  lab = await startHostileLab();
  expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
  await lab.world.client.signIn.signOut();
});
afterEach(async () => {
  await lab.goHome();
  await lab.untilNothingIsLeft();
});
afterAll(async () => {
  expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
  await lab.stop();
});

it.each(signInEnds)('a server that plays %s: the sign-in ends with %s', async (malice, code) => {
  lab.turn(edge, malice);
  expect(code).toContain(await lab.outcomeOf(lab.world.signIn(karen)));
  expect(lab.world.client.state.get().account.kind).toBe('signed-out');
  lab.turn(edge);
});

it.each(borneBySignIn)('a server that plays %s: one is signed in all the same', async (malice) => {
  lab.turn(edge, malice);
  expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
  lab.turn(edge);
});

const answers: readonly (readonly [DnsMalice, string])[] = [
  ['garbage', 'DNS_SERVER_FAILED'],
  ['name-loop', 'DNS_SERVER_FAILED'],
  ['counts', 'DNS_SERVER_FAILED'],
  ['cut', 'DNS_SERVER_FAILED'],
  ['large', 'DNS_SERVER_FAILED'],
  ['twice', 'ok'],
  ['other-id', 'ok'],
  ['other-question', 'ok'],
];

it.each(answers)(
  'DNS that plays %s for the record of the service leads on to the usual names; for the name itself: %s',
  async (malice, code) => {
    lab.turnDns('_sip._tls.contoso.com', malice);
    expect(await lab.promptly(lab.world.signIn(karen))).toBe('ok');
    lab.turnDns('_sip._tls.contoso.com');
    await lab.world.client.signIn.signOut();
    for (const name of [edge, 'sipexternal.contoso.com']) lab.turnDns(name, malice);
    expect(await lab.promptly(lab.world.signIn(karen))).toBe(code);
    for (const name of [edge, 'sipexternal.contoso.com']) lab.turnDns(name);
  },
);
