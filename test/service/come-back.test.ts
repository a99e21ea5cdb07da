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

  it('is tried at once when the machine wakes up', async () => {
    world.lab.setFaults('sip.contoso.com', { refuseConnections: true });
    world.lab.dropConnections('sip.contoso.com');
    await world.until(isReconnecting);
    await clock.pass(firstWaitMs);
    await world.until(({ account }) => account.kind === 'reconnecting' && account.attempt === 2);
    world.lab.setFaults('sip.contoso.com', {});
    world.client.signIn.hurry();
    await world.until(isRegistered);
  });
});

describe('a connection that died silently', () => {
  const lost = { kind: 'reconnecting', failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com' } };

  it.each<[string, () => Promise<void> | void]>([
    ['when the machine wakes up', () => world.client.signIn.hurry()],
    [
      'when the network is another one',
      () => {
        address = '198.51.100.7';
        return clock.pass(5 * seconds);
      },
    ],
  ])('is found out within 8 s %s, and comes back', async (_, happens) => {
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    await happens();
    await clock.pass(8 * seconds - 1);
    expect(accountNow().kind).toBe('registered');
    await clock.pass(1);
    expect(accountNow()).toMatchObject(lost);
    world.lab.setFaults('sip.contoso.com', {});
    await clock.pass(firstWaitMs);
    await world.until(isRegistered);
    expect(held()).toBe(1);
  });

  it('costs a server that is there one REGISTER, and nothing on the screen changes', async () => {
    const registers = () => world.lab.log().filter(({ startLine }) => startLine.startsWith('REGISTER')).length;
    const before = registers();
    world.client.signIn.hurry();
    await world.until(({ account }) => account.kind === 'registered' && account.account.registerCount === before + 1);
    expect([registers(), held()]).toEqual([before + 1, 1]);
  });
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
