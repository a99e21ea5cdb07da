import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { bindAddress, judgeInterfaces } from './interfaces.ts';
import { readRoutes4, readRoutes6, routesTo } from './routes.ts';

const info = (address: string, internal = false) =>
  ({ address, family: address.includes(':') ? 'IPv6' : 'IPv4', internal }) as unknown as NetworkInterfaceInfo;
const interfaces = {
  lo: [info('127.0.0.1', true)],
  eth0: [info('192.168.1.200'), info('fe80::1'), info('2001:db8:1::200')],
  wlan0: [info('10.0.0.7')],
  docker0: [info('172.17.0.1')],
  usb0: [info('169.254.3.4')],
  tun0: [],
};
const routes = [
  ...readRoutes4(`Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
wlan0\t00000000\t0100000A\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
vpn0\t0000400A\t00000000\t0001\t0\t0\t50\t0000F0FF\t0\t0\t0
eth0\t0002A8C0\t00000000\t0200\t0\t0\t0\t00FFFFFF\t0\t0\t0
`),
  ...readRoutes6(
    `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n`,
  ),
];
const judged = (preferred: string) => judgeInterfaces({ interfaces, routes, preferred });
const reasons = (preferred: string) => Object.fromEntries(judged(preferred).map(({ name, reason }) => [name, reason]));
const bind = (peer: string, preferred = '') => bindAddress(judged(preferred), routes, peer);

describe('the choice', () => {
  it('[F3] [F4] goes by the route of the lowest metric and gives every other interface its reason', () => {
    expect(reasons('')).toEqual({
      lo: 'loopback-only',
      eth0: 'default-route',
      wlan0: 'higher-metric',
      docker0: 'no-route',
      usb0: 'link-local-only',
      tun0: 'no-address',
    });
    expect(
      judged('')
        .filter(({ chosen }) => chosen)
        .map(({ name, metric }) => [name, metric]),
    ).toEqual([['eth0', 100]]);
  });

  it('[F3] is the preferred interface while it has a route, and passes it over when it has none', () => {
    expect(reasons('wlan0')).toMatchObject({ wlan0: 'preferred', eth0: 'not-preferred' });
    expect(reasons('docker0')).toMatchObject({ docker0: 'no-route', eth0: 'default-route' });
    expect(reasons('gone0')).toMatchObject({ eth0: 'default-route' });
  });

  it('[F3] is left to the system where its routes are not known, unless the person or the facts leave one', () => {
    const choose = (preferred: string, names: readonly (keyof typeof interfaces)[]) => {
      const some = Object.fromEntries(names.map((name) => [name, interfaces[name]]));
      const verdicts = judgeInterfaces({ interfaces: some, routes: undefined, preferred });
      return verdicts.filter(({ chosen }) => chosen).map(({ name }) => name);
    };
    expect(choose('', ['lo', 'eth0', 'wlan0'])).toEqual([]);
    expect(choose('wlan0', ['lo', 'eth0', 'wlan0'])).toEqual(['wlan0']);
    expect(choose('', ['lo', 'usb0', 'wlan0'])).toEqual(['wlan0']);
  });
});

describe('what a socket binds to', () => {
  it("[B18] [F8] is the chosen interface's address of the peer's family", () => {
    expect(bind('192.0.2.1')).toBe('192.168.1.200');
    expect(bind('192.0.2.1', 'wlan0')).toBe('10.0.0.7');
    expect(bind('2001:db8::1')).toBe('2001:db8:1::200');
    expect(bind('2001:db8::1', 'wlan0')).toBeUndefined();
    expect(bindAddress([], routes, '192.0.2.1')).toBeUndefined();
  });

  it('is nothing for a peer on this machine', () => {
    expect(['127.0.77.10', '::1', '::ffff:127.0.0.1'].map((peer) => bind(peer))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is nothing where a more specific route leads elsewhere: through a VPN, to a neighbour of another interface', () => {
    expect(bind('10.79.1.1')).toBeUndefined();
    expect(bind('10.80.1.1')).toBe('192.168.1.200');
    expect(bind('172.17.0.2')).toBeUndefined();
  });

  it('is nothing for a peer on the link: its zone says over which one it is reached', () => {
    expect(['fe80::2%eth0', 'FE80::2', 'febf::1', '169.254.9.9'].map((peer) => bind(peer))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keeps to the scope of an IPv6 peer: a unique local address reaches its own site alone', () => {
    const boundOf = (addresses: string[], peer: string) => {
      const verdict = { name: 'eth0', addresses, usable: true, chosen: true, reason: 'default-route' } as const;
      return bindAddress([verdict], undefined, peer);
    };
    const both = ['fe80::1', 'fd00:1::200', '2001:db8:1::200'];
    expect(boundOf(both, '2001:db8::1')).toBe('2001:db8:1::200');
    expect(boundOf(both, 'fd00:1::5')).toBe('fd00:1::200');
    expect(boundOf(['2001:db8:1::200'], 'fd00:1::5')).toBe('2001:db8:1::200');
    expect(boundOf(['fd00:1::200'], '2001:db8::1')).toBeUndefined();
    expect(boundOf(['fe80::1'], '2001:db8::1')).toBeUndefined();
  });

  it('is the preferred address where both interfaces stand in the same network', () => {
    expect(bind('192.168.1.5', 'wlan0')).toBe('10.0.0.7');
    expect(bind('192.168.1.5')).toBe('192.168.1.200');
  });
});

describe('the kernel tables', () => {
  it('are read with networks and prefixes, without routes that reject', () => {
    expect(
      routes.map(({ interfaceName, network, prefixLength }) => `${interfaceName} ${network}/${prefixLength}`),
    ).toEqual([
      'eth0 0.0.0.0/0',
      'wlan0 0.0.0.0/0',
      'eth0 192.168.1.0/24',
      'wlan0 192.168.1.0/24',
      'docker0 172.17.0.0/16',
      'vpn0 10.64.0.0/12',
      'eth0 0:0:0:0:0:0:0:0/0',
    ]);
    expect(routes.at(-1)?.metric).toBe(1024);
    expect(routesTo(routes, '192.168.1.9').map(({ metric }) => metric)).toEqual([100, 600]);
    expect(routesTo([], '192.168.1.9')).toEqual([]);
  });

  it('give nothing from rubbish', () => {
    const six = `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000400 00000001 00000000 00000003     lo\n`;
    expect(readRoutes6(six)).toEqual([]);
    expect(readRoutes6(six.replace(/ 00 /, ' ff ').replace('lo', 'eth0'))).toEqual([]);
    expect([readRoutes4(''), readRoutes4('a b c\n\u0000'), readRoutes6('x'.repeat(1000))]).toEqual([[], [], []]);
    expect(readRoutes4('eth0 zz 0 0003 0 0 0 00000000 0')).toEqual([]);
  });
});
