import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { bindAddress, judgeInterfaces } from './interfaces.ts';
import { readRoutes4, readRoutes6 } from './routes.ts';

const four = (address: string, internal = false) =>
  ({ address, family: 'IPv4', internal }) as unknown as NetworkInterfaceInfo;
const interfaces = {
  lo: [four('127.0.0.1', true)],
  eth0: [four('192.168.1.200')],
  wlan0: [four('10.0.0.7')],
  docker0: [four('172.17.0.1')],
  usb0: [four('169.254.3.4')],
  tun0: [],
};
const routes = readRoutes4(`Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
wlan0\t00000000\t0100000A\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
`);
const reasons = (preferred: string) =>
  Object.fromEntries(
    judgeInterfaces({ interfaces, defaultRoutes: routes, preferred }).map(({ name, reason }) => [name, reason]),
  );

it('[F3] chooses by the route of the lowest metric and gives every other interface its reason', () => {
  expect(reasons('')).toEqual({
    lo: 'loopback-only',
    eth0: 'default-route',
    wlan0: 'higher-metric',
    docker0: 'no-route',
    usb0: 'link-local-only',
    tun0: 'no-address',
  });
});

it('[F3] a preferred interface wins while it has a route, and is passed over when it has none', () => {
  expect(reasons('wlan0')).toMatchObject({ wlan0: 'preferred', eth0: 'not-preferred' });
  expect(reasons('docker0')).toMatchObject({ docker0: 'no-route', eth0: 'default-route' });
});

it("[B18] binds to the chosen interface's address of the peer's family, and to nothing for a peer on this machine", () => {
  const verdicts = judgeInterfaces({ interfaces, defaultRoutes: routes, preferred: '' });
  expect(bindAddress(verdicts, '192.0.2.1')).toBe('192.168.1.200');
  expect(bindAddress(verdicts, '2001:db8::1')).toBeUndefined();
  expect(bindAddress(verdicts, '127.0.77.10')).toBeUndefined();
  expect(bindAddress([], '192.0.2.1')).toBeUndefined();
});

it('reads the kernel tables and nothing from rubbish', () => {
  expect(routes).toEqual([
    { interfaceName: 'eth0', metric: 100 },
    { interfaceName: 'wlan0', metric: 600 },
  ]);
  const six = `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n`;
  expect(readRoutes6(six)).toEqual([{ interfaceName: 'eth0', metric: 1024 }]);
  expect(readRoutes6(six.replace('eth0', 'lo'))).toEqual([]);
  expect([readRoutes4(''), readRoutes4('a b c\n\u0000'), readRoutes6('x'.repeat(1000))]).toEqual([[], [], []]);
});
