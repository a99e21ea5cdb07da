/** A connection that is lost comes back by itself, and the screen never says more than is true. */
import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const seconds = 1000;

/** The machine's only interface, as far as the client sees. */
let address: string;
let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  address = '192.0.2.10';
  // Limits pass by hand only: what is slow here is the machine that runs the tests, not the server.
  clock = createHandClock();
  world = await startLabClient({ clock, interfaces: () => ({ eth0: [interfaceOf(address)] }) });
  expect(await world.signIn(karen)).toEqual({ ok: true, value: undefined });
  await world.until(({ contacts }) => contacts.state === 'ready');
});
afterEach(async () => {
  world.lab.setFaults('sip.contoso.com', {});
  await world.stop();
});

const interfaceOf = (text: string): NetworkInterfaceInfo => ({
  address: text,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:5e:00:53:01',
  internal: false,
  cidr: null,
});
const isReconnecting = ({ account }: Snapshot) => account.kind === 'reconnecting';
const isRegistered = ({ account }: Snapshot) => account.kind === 'registered';
const held = () => world.lab.registrations(karen).length;
const accountNow = () => world.client.state.get().account;

/** Lets pauses and limits pass, and a server that answers do so, until it is so. */
async function passUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await clock.pass(seconds / 2);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The longest first wait. */
const firstWaitMs = 1 * seconds;

describe('a connection that the server closes', () => {
  it('is said to be lost, until when it is tried again too, then comes back', async () => {
    world.lab.dropConnections('sip.contoso.com');
    const { account } = await world.until(isReconnecting);
    expect(account).toMatchObject({ attempt: 1, failure: { code: 'CONNECTION_LOST', server: 'sip.contoso.com' } });
    expect(account.kind === 'reconnecting' && account.nextAt - clock.wall()).toBeLessThanOrEqual(firstWaitMs);
    await clock.pass(firstWaitMs);
    await world.until(isRegistered);
    expect(held()).toBe(1);
    await world.until(({ contacts }) => contacts.state === 'ready');
  });

  it('is tried at once when the person does not want to wait, and on another network with short pauses again', async () => {
    world.lab.setFaults('sip.contoso.com', { refuseConnections: true });
    world.lab.dropConnections('sip.contoso.com');
    const attempt = () => {
      const account = accountNow();
      return account.kind === 'reconnecting' ? account.attempt : 0;
    };
    while (attempt() < 6) await clock.pass(seconds);
    world.client.tryNow();
    await world.until(() => attempt() === 7);
    address = '198.51.100.9';
    await clock.pass(1.5 * seconds);
    expect(attempt()).toBeLessThan(4);
    world.lab.setFaults('sip.contoso.com', {});
    world.client.tryNow();
    await clock.pass(firstWaitMs);
    await world.until(isRegistered);
  });

  it('is tried at once when the machine wakes up', async () => {
    world.lab.setFaults('sip.contoso.com', { refuseConnections: true });
    world.lab.dropConnections('sip.contoso.com');
    await world.until(isReconnecting);
    await clock.pass(firstWaitMs);
    await world.until(({ account }) => account.kind === 'reconnecting' && account.attempt === 2);
    world.lab.setFaults('sip.contoso.com', {});
    world.client.signIn.hurry([]);
    await world.until(isRegistered);
  });
});

describe('a connection that died silently', () => {
  const lost = { kind: 'reconnecting', failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com' } };

  it.each<[string, () => Promise<void> | void]>([
    ['when the machine wakes up', () => world.client.signIn.hurry([])],
    [
      'when the network is another one',
      () => {
        address = '198.51.100.7';
        return clock.pass(1.5 * seconds);
      },
    ],
  ])('is said to be silent at once and to be lost after 8 s %s, and comes back', async (_, happens) => {
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    await happens();
    await clock.pass(1.5 * seconds);
    expect(accountNow()).toMatchObject({ kind: 'registered', account: { silentSince: expect.any(Number) } });
    await clock.pass(6.5 * seconds - 1);
    expect(accountNow().kind).toBe('registered');
    await clock.pass(1);
    expect(accountNow()).toMatchObject(lost);
    world.lab.setFaults('sip.contoso.com', {});
    // What was begun beside it is not answered either, and waits for its own limit first.
    await passUntil(() => accountNow().kind === 'registered');
    expect(held()).toBe(1);
  });

  it('has been silent since the first question that was not answered, however often it is asked', async () => {
    const since = () => {
      const account = accountNow();
      return account.kind === 'registered' ? account.account.silentSince : undefined;
    };
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    world.client.signIn.hurry([]);
    await clock.pass(1.5 * seconds);
    const first = since();
    expect(first).toEqual(expect.any(Number));
    world.client.signIn.hurry([]);
    await clock.pass(1.5 * seconds);
    expect(since()).toBe(first);
  });

  it('is known to be dead when the address it stood on is gone, and another is tried in the same moment', async () => {
    const account = accountNow();
    const before = account.kind === 'registered' ? account.account.local : '';
    address = before.replace(/:\d+$/, '');
    await clock.pass(1.5 * seconds);
    await world.until(isRegistered);
    expect(accountNow()).not.toHaveProperty('account.silentSince');
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    address = '198.51.100.7';
    await clock.pass(1.5 * seconds);
    expect(accountNow()).toMatchObject({ kind: 'reconnecting', attempt: 1, failure: { code: 'CONNECTION_LOST' } });
    const { nextAt } = accountNow() as Extract<Snapshot['account'], { kind: 'reconnecting' }>;
    expect(nextAt).toBeLessThanOrEqual(clock.wall());
    world.lab.setFaults('sip.contoso.com', {});
    await passUntil(() => accountNow().kind === 'registered');
  });

  it('is left for another in the same moment as its address goes', async () => {
    const account = accountNow();
    const before = account.kind === 'registered' ? account.account.local : '';
    world.client.signIn.hurry([before.replace(/:\d+$/, '')]);
    expect(accountNow().kind).toBe('reconnecting');
    // No more time passes.
    expect(await world.until(isRegistered)).not.toMatchObject({ account: { account: { local: before } } });
  });

  it('is found out by whatever is asked over it, without a word of the machine', async () => {
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    const opened = world.client.talks.open({ uri: 'sip:jeremy@contoso.com' });
    world.client.talks.send(opened.ok ? opened.value : '', 'anybody there?');
    // The limit for the message, then that for the question whether anybody is there at all.
    while (accountNow().kind === 'registered') await clock.pass(seconds);
    expect(accountNow()).toMatchObject(lost);
    const said = world.client.talks.messages(opened.ok ? opened.value : '', 0);
    expect(said.ok && said.value.messages).toMatchObject([
      { delivery: 'failed', failure: { code: 'IM_NOT_DELIVERED' } },
    ]);
    world.lab.setFaults('sip.contoso.com', {});
    await clock.pass(firstWaitMs);
    await world.until(isRegistered);
  });

  it('costs a server that is there one REGISTER, and nothing on the screen changes', async () => {
    const registers = () => world.lab.log().filter(({ startLine }) => startLine.startsWith('REGISTER')).length;
    const before = registers();
    world.client.signIn.hurry([]);
    await world.until(({ account }) => account.kind === 'registered' && account.account.registerCount === before + 1);
    expect([registers(), held()]).toEqual([before + 1, 1]);
  });
});

describe('of two servers that a record names', () => {
  const record = '_sipinternaltls._tcp.contoso.com';

  beforeEach(async () => {
    await world.client.signOut();
    const place = (name: string) => world.lab.profile.servers.find((server) => server.name === name)?.ports[0] ?? 0;
    const targets = ['sip.contoso.com', 'pool01.contoso.com'];
    const srv = targets.map((target, priority) => ({ target, port: place(target), priority }));
    world.lab.dns.behave(record, 'SRV', { kind: 'answer', srv });
  });
  afterEach(() => world.lab.dns.behave(record, 'SRV', { kind: 'records' }));

  it('[B9] the one that takes the connection and registers nobody is passed over for the next one', async () => {
    world.lab.setFaults('sip.contoso.com', { silent: { method: 'REGISTER' } });
    const signingIn = world.signIn(karen);
    while (!clock.held.includes(8 * seconds)) await new Promise((resolve) => setImmediate(resolve));
    await clock.pass(8 * seconds);
    expect(await signingIn).toMatchObject({ ok: true });
    expect(accountNow()).toMatchObject({ account: { server: 'pool01.contoso.com' } });
    // Fallen out of the second, it does not begin with the one that served nobody.
    world.lab.dropConnections('pool01.contoso.com');
    await world.until(isReconnecting);
    await clock.pass(firstWaitMs);
    expect(await world.until(isRegistered)).toMatchObject({ account: { account: { server: 'pool01.contoso.com' } } });
  });

  it('the one that answers a refresh with 503 is tried last on the way back, also where it serves again by then', async () => {
    expect(await world.signIn(karen)).toMatchObject({ ok: true });
    expect(accountNow()).toMatchObject({ account: { server: 'sip.contoso.com' } });
    world.lab.setFaults('sip.contoso.com', { answer: { method: 'REGISTER', status: 503, reason: 'Busy' } });
    world.client.wokeUp();
    await world.until(isReconnecting);
    world.lab.setFaults('sip.contoso.com', {});
    await clock.pass(firstWaitMs);
    expect(await world.until(isRegistered)).toMatchObject({ account: { account: { server: 'pool01.contoso.com' } } });
  });
});

it('goes from the office home and back, each time to the server of where one is', async () => {
  const be = (side: 'inside' | 'outside', at: string) => {
    const account = accountNow();
    const stoodOn = account.kind === 'registered' ? account.account.local.replace(/:\d+$/, '') : '';
    world.lab.switches.set('side', 'contoso.com', side);
    address = at;
    // The lid was shut meanwhile: nobody saw the address go.
    world.client.signIn.hurry([stoodOn]);
  };
  const servers: string[] = [];
  for (const [side, at] of [
    ['inside', '10.1.2.3'],
    ['outside', '192.168.1.4'],
    ['inside', '10.1.2.3'],
  ] as const) {
    be(side, at);
    expect(accountNow().kind).toBe('reconnecting');
    const { account } = await world.until(isRegistered);
    servers.push(account.kind === 'registered' ? account.account.server : '');
    expect(held()).toBe(1);
  }
  expect(servers).toEqual(['pool01.contoso.com', 'sip.contoso.com', 'pool01.contoso.com']);
  world.lab.switches.reset();
});

it('is never shown as registered while the server holds no registration', async () => {
  const lies: string[] = [];
  const stop = world.client.state.onDelta(() => {
    if (accountNow().kind === 'registered' && held() === 0) lies.push('registered at the screen, not at the server');
  });
  await world.client.signIn.signOut();
  expect((await world.signIn(karen)).ok).toBe(true);
  await world.client.signIn.signOut();
  stop();
  expect(lies).toEqual([]);
  expect(held()).toBe(0);
});

it('a notice of the server that the registration is over ends it, with the reason', async () => {
  world.lab.deregister(karen, 'rejected');
  const { account } = await world.until(({ account }) => account.kind === 'signed-out');
  expect(account).toMatchObject({ failure: { code: 'SIGNED_OUT_BY_SERVER', data: { reason: 'rejected' } } });
});
