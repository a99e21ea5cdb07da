/** From a Director to the pool that has the account, and no further than makes sense. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabScheme } from '../../src/lab/auth/settings.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { failureOf, type LabWatch, watchLab } from '../fakes/lab-watch.ts';

const karen = 'karen@contoso.com';
const director = 'dir01.contoso.com';
const pool = 'pool01.contoso.com';

let clock: HandClock;
let world: LabClient;
let watch: LabWatch;
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
  const { dns } = world.lab;
  dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv: [{ target: director, port: portOf(director) }] });
  dns.behave('_sipinternaltls._tcp.contoso.com', 'SRV', { kind: 'nxdomain' });
  watch = watchLab(world);
  watch.mark();
});
afterEach(async () => {
  world.lab.setFaults(pool, {});
  await world.stop();
});

const portOf = (name: string) => world.lab.profile.servers.find((server) => server.name === name)?.ports[0] ?? 0;
const open = () => world.client.state.get().connections.filter(({ state }) => state === 'open');
/** 301 to the given server in answer to every REGISTER. */
const sendsTo = (name: string) =>
  world.lab.setFaults(pool, {
    answer: {
      method: 'REGISTER',
      status: 301,
      reason: 'Redirect request to Home Server',
      headers: [`Contact: <sip:${name}:${portOf(name)};transport=tls>`],
    },
  });

describe('a Director', () => {
  it.each([
    // At both servers all rounds; the certificate is good for both.
    ['TLS-DSK', 8, 5],
    ['NTLM', 6, 0],
    ['Digest', 4, 0],
  ] as const)('[A5] [R4] moves the sign-in to the pool by 301, under %s', async (scheme, registers, visits) => {
    world.lab.setAuthOffer('contoso.com', { schemes: [scheme] satisfies LabScheme[] });
    expect(await world.signIn(karen)).toEqual({ ok: true });
    expect([watch.registers(), watch.webRequests().length, watch.dropped()]).toEqual([registers, visits, []]);
    expect(world.client.state.get().account).toMatchObject({ kind: 'registered', account: { server: pool } });
    expect(open().map(({ host }) => host)).toEqual([pool]);
    await world.until(({ contacts }) => contacts.state === 'ready');
    await world.client.signIn.signOut();
    expect(world.lab.registrations(karen)).toEqual([]);
  });

  it('[A5] is asked again when the pool’s connection is lost', async () => {
    await world.signIn(karen);
    world.lab.dropConnections(pool);
    await world.until(({ account }) => account.kind === 'reconnecting');
    await clock.pass(1000);
    const { account } = await world.until(({ account: { kind } }) => kind === 'registered');
    expect(account).toMatchObject({ account: { server: pool } });
  });

  it('[A5] that knows the password is wrong sends nobody anywhere', async () => {
    expect(await world.signIn(karen, 'not hers')).toMatchObject({ failure: { code: 'CREDENTIALS_WRONG' } });
    // The pool’s web services judged it; nothing of SIP went there.
    expect(world.lab.log().filter(({ server, callId }) => server === pool && callId !== '')).toEqual([]);
  });
});

describe('a move', () => {
  it('[A5] [E8] is not believed of a server that has not proved to know us', async () => {
    sendsTo(director);
    const { failure } = (await world.signIn(karen)) as { failure?: unknown };
    expect(failure).toMatchObject({ code: 'SIP_REFUSED', server: pool, sip: { status: 301 } });
    // All rounds at the Director, one at the pool, and nobody went back.
    expect(watch.registers()).toBe(5);
    expect(open()).toEqual([]);
  });

  it('[A5] in a circle ends, with a failure', async () => {
    world.lab.setAuthOffer('contoso.com', { schemes: ['Digest'] });
    // The pool sends everybody back who has proved to it who he is.
    const stop = world.client.tracing.onRecord((entry) => {
      if (entry.kind !== 'sip' || entry.direction !== 'sent' || !entry.text.startsWith('REGISTER')) return;
      if (/^Authorization:/m.test(entry.text)) sendsTo(director);
      else world.lab.setFaults(pool, {});
    });
    await world.signIn(karen);
    stop();
    expect(failureOf(world)).toMatchObject({ code: 'SIP_REFUSED', sip: { status: 301 } });
    // There, and five times moved.
    expect(watch.registers()).toBe(12);
    expect(open()).toEqual([]);
    await clock.pass(10 * 60_000);
    expect(watch.registers()).toBe(12);
  });
});
