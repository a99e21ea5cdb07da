/** Signing in the way Microsoft's servers want it, over real TLS and HTTPS: every generation, a Director, and what goes wrong. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuthFaults, LabGeneration } from '../../src/lab/auth/settings.ts';
import { failureTexts } from '../../src/renderer/locales/en/failures.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const edge = 'sip.contoso.com';

let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
});
afterEach(async () => {
  world.lab.setFaults(edge, {});
  await world.stop();
});

const faulty = (auth: AuthFaults) => world.lab.setFaults(edge, { auth });
const account = () => world.client.state.get().account;
const registers = () => world.lab.log().filter(({ startLine }) => startLine.startsWith('REGISTER')).length;
const trace = () => world.client.tracing.list(0, 100_000).entries;
const dropped = () => trace().flatMap((entry) => (entry.kind === 'dropped' ? [entry.reason] : []));
const stepsOf = (name: string) =>
  world.client.state
    .get()
    .journey?.stages.find((stage) => stage.name === name)
    ?.steps.map(({ kind }) => kind);

describe('each generation of servers', () => {
  it.each<[LabGeneration, string, number]>([
    ['ocs-2007-r2', 'NTLM', 3],
    ['lync-2010', 'TLS-DSK', 4],
    ['lync-2013', 'TLS-DSK', 4],
    ['sfb-2015', 'TLS-DSK', 4],
    ['sfb-2019', 'TLS-DSK', 4],
    ['online', 'TLS-DSK', 4],
  ])('[E1] %s is signed in to by %s, and contacts and presence come signed', async (generation, scheme, count) => {
    world.lab.setGeneration('contoso.com', generation);
    expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
    expect(account()).toMatchObject({ kind: 'registered', account: { scheme, registerCount: count } });
    await world.until(({ contacts }) => contacts.state === 'ready');
    await world.until(({ presence }) => Object.keys(presence).length > 0);
    expect(dropped()).toEqual([]);
    await world.client.signIn.signOut();
    expect(world.lab.registrations(karen)).toEqual([]);
  });

  it('[E7] takes the certificate again the next time, without a web service', async () => {
    await world.signIn(karen);
    const visits = () => trace().filter(({ kind }) => kind === 'http').length;
    const before = visits();
    expect(before).toBeGreaterThan(0);
    expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
    expect([visits(), account()]).toMatchObject([before, { account: { scheme: 'TLS-DSK' } }]);
  });
});

describe('a Director', () => {
  it('[A5] sends a person home once it knows who it is, and there it is registered', async () => {
    const port = world.lab.profile.servers.find(({ name }) => name === 'dir01.contoso.com')?.ports[0] ?? 0;
    world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: 'dir01.contoso.com', port }],
    });
    world.lab.dns.behave('_sipinternaltls._tcp.contoso.com', 'SRV', { kind: 'nxdomain' });
    expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
    expect(account()).toMatchObject({ account: { server: 'pool01.contoso.com', scheme: 'TLS-DSK' } });
    expect(stepsOf('register')).toEqual(['moved', 'registered']);
    expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toHaveLength(1);
  });
});

describe('a server', () => {
  it.each(['corrupt', 'missing'] as const)(
    '[E8] whose signature is %s is not signed in to, nor tried again',
    async (signature) => {
      faulty({ signature });
      expect(await world.signIn(karen)).toMatchObject({ failure: { code: 'SERVER_SIGNATURE_INVALID', server: edge } });
      expect(account()).toMatchObject({ kind: 'signed-out', failure: { code: 'SERVER_SIGNATURE_INVALID' } });
      expect(dropped()).toEqual([signature === 'corrupt' ? 'invalid signature' : 'unsigned message']);
    },
  );

  it('[E8] that begins to sign wrongly loses the registration at the next REGISTER, for good', async () => {
    await world.signIn(karen);
    faulty({ signature: 'corrupt' });
    world.client.signIn.hurry([]);
    await world.until(({ account: { kind } }) => kind !== 'registered');
    expect(account()).toMatchObject({ kind: 'signed-out', failure: { code: 'SERVER_SIGNATURE_INVALID' } });
  });

  it('that challenges for ever is given up after a few REGISTERs', async () => {
    faulty({ endless401: true });
    expect(await world.signIn(karen)).toMatchObject({ failure: { code: 'AUTH_ENDLESS' } });
    expect(registers()).toBeLessThanOrEqual(8);
  });

  it('whose challenge is longer than a message may be sent something unreadable, and is not tried again', async () => {
    faulty({ token: 'oversize' });
    const failure = { code: 'AUTH_UNREADABLE', server: edge, detail: 'headers too long' };
    expect(await world.signIn(karen)).toMatchObject({ failure });
    expect(account()).toMatchObject({ kind: 'signed-out', failure });
  });

  it('[E3] that takes the person for somebody else says so', async () => {
    faulty({ mismatch: true });
    const userName = 'CONTOSO\\karen';
    const login = { address: karen, password: world.passwordOf(karen), userName, remember: false };
    const failure = { code: 'ACCOUNT_MISMATCH', sip: { status: 403 }, data: { address: karen, userName } } as const;
    expect(await world.client.signIn.start(login)).toMatchObject({ failure });
    expect(account()).toMatchObject({ kind: 'signed-out', failure });
    expect(failureTexts[failure.code].sentence({ ...failure, sip: { status: 403, reason: '' }, at: 0 })).toBe(
      `This account may not sign in as ${karen} (${userName}).`,
    );
  });
});
