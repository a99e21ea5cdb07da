import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { type NetworkChange, watchNetwork } from './network-watch.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  address: text,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:5e:00:53:01',
  internal,
  cidr: null,
});

function bench() {
  const clock = createFakeClock();
  const machine = {
    interfaces: { eth0: [address('192.0.2.10')] } as NodeJS.Dict<NetworkInterfaceInfo[]>,
    changes: 0,
    gone: [] as readonly string[],
  };
  const onChange = ({ gone }: NetworkChange) => {
    machine.changes += 1;
    machine.gone = gone;
  };
  const stop = watchNetwork({ clock, read: () => machine.interfaces, onChange });
  return { clock, machine, stop };
}

it('tells once, within 2 s, that the addresses are others, and which are gone', async () => {
  const { clock, machine, stop } = bench();
  await clock.advance(60_000);
  expect(machine.changes).toBe(0);
  machine.interfaces = { wlan0: [address('198.51.100.7')] };
  await clock.advance(2000);
  expect([machine.changes, machine.gone]).toEqual([1, ['192.0.2.10']]);
  await clock.advance(60_000);
  expect(machine.changes).toBe(1);
  machine.interfaces = { wlan0: [address('198.51.100.7')], tun0: [address('10.8.0.2')] };
  await clock.advance(2000);
  expect([machine.changes, machine.gone]).toEqual([2, []]);
  machine.interfaces = {};
  await clock.advance(2000);
  expect([machine.changes, machine.gone]).toEqual([3, ['198.51.100.7', '10.8.0.2']]);
  stop();
});

it('tells of a sleep, after which the same network may have forgotten us', async () => {
  const clock = createFakeClock();
  let slept = 0;
  let told = 0;
  const onChange = () => {
    told += 1;
  };
  const sleeping = { ...clock, wall: () => clock.wall() + slept };
  const stop = watchNetwork({ clock: sleeping, read: () => ({ eth0: [address('192.0.2.10')] }), onChange });
  await clock.advance(60_000);
  slept = 4000;
  await clock.advance(60_000);
  expect(told).toBe(0);
  slept += 3_600_000;
  await clock.advance(2000);
  expect(told).toBe(1);
  await clock.advance(60_000);
  expect(told).toBe(1);
  stop();
});

it.each<[string, NodeJS.Dict<NetworkInterfaceInfo[]>]>([
  ['the order of the list', { eth1: [address('192.0.2.11')], eth0: [address('192.0.2.10')] }],
  ['loopback', { eth0: [address('192.0.2.10')], eth1: [address('192.0.2.11')], lo: [address('127.0.0.1', true)] }],
  [
    "a container's link-local address",
    {
      eth0: [address('192.0.2.10')],
      eth1: [address('192.0.2.11')],
      veth7: [address('fe80::1'), address('169.254.3.3')],
    },
  ],
])('is not taken in by %s', async (_, interfaces) => {
  const { clock, machine, stop } = bench();
  machine.interfaces = { eth0: [address('192.0.2.10')], eth1: [address('192.0.2.11')] };
  await clock.advance(5000);
  machine.interfaces = interfaces;
  await clock.advance(5000);
  expect(machine.changes).toBe(1);
  stop();
});

it('looks no more once it is ended, also when the one who is told ends it', async () => {
  const { clock, machine, stop } = bench();
  stop();
  machine.interfaces = {};
  await clock.advance(60_000);
  expect([machine.changes, clock.pending]).toEqual([0, 0]);
  const looks = { count: 0 };
  const end = watchNetwork({
    clock,
    read: () => {
      looks.count += 1;
      return { eth0: [address(`192.0.2.${looks.count}`)] };
    },
    onChange: () => end(),
  });
  await clock.advance(60_000);
  expect([looks.count, clock.pending]).toEqual([2, 0]);
});
