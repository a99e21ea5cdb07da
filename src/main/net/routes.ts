/** The routes as the Linux kernel lists them. Elsewhere there is no such list and the system binds by itself. */
import { BlockList } from 'node:net';

export interface Route {
  readonly interfaceName: string;
  /** Lower is better. */
  readonly metric: number;
  /** Network address, such as `192.168.1.0` or `fe80:0:0:0:0:0:0:0`. */
  readonly network: string;
  /** 0 is a default route. */
  readonly prefixLength: number;
}

const maxLines = 5000;
const upFlag = 0x1;
const rejectFlag = 0x200;

/** Reads /proc/net/route: columns Iface Destination Gateway Flags RefCnt Use Metric Mask, numbers in hex but the metric. */
export function readRoutes4(text: string): Route[] {
  return rows(text).flatMap((columns) => {
    const [name, destination = '', , flags, , , metric, mask = ''] = columns;
    if (!name || !isUsable(flags) || !/^[\dA-F]{8}$/i.test(destination) || !/^[\dA-F]{8}$/i.test(mask)) return [];
    // The kernel prints the bytes as they lie in memory, lowest address last.
    const network = [6, 4, 2, 0].map((at) => Number.parseInt(destination.slice(at, at + 2), 16)).join('.');
    const prefixLength = onesOf(Number.parseInt(mask, 16));
    return [{ interfaceName: name, metric: Number(metric) || 0, network, prefixLength }];
  });
}

/** Reads /proc/net/ipv6_route: destination, prefix length, ..., metric (sixth), flags (ninth), interface (last), all in hex. */
export function readRoutes6(text: string): Route[] {
  return rows(text).flatMap((columns) => {
    const [destination = '', length = '', , , , metric = '0', , , flags, name] = columns;
    const prefixLength = Number.parseInt(length, 16);
    const isSound = /^[\da-f]{32}$/i.test(destination) && prefixLength >= 0 && prefixLength <= 128;
    if (!name || name === 'lo' || !isUsable(flags) || !isSound) return [];
    const network =
      destination
        .match(/.{4}/g)
        ?.map((group) => Number.parseInt(group, 16).toString(16))
        .join(':') ?? '';
    return [{ interfaceName: name, metric: Number.parseInt(metric, 16) || 0, network, prefixLength }];
  });
}

/** The routes a packet to this address may take: those of the longest prefix that covers it. */
export function routesTo(routes: readonly Route[], address: string): Route[] {
  const covering = routes.filter((route) => covers(route, address));
  const longest = Math.max(...covering.map((route) => route.prefixLength));
  return covering.filter((route) => route.prefixLength === longest);
}

function covers({ network, prefixLength }: Route, address: string): boolean {
  const family = network.includes(':') ? 'ipv6' : 'ipv4';
  if (address.includes(':') !== (family === 'ipv6')) return false;
  if (prefixLength === 0) return true;
  const list = new BlockList();
  list.addSubnet(network, prefixLength, family);
  return list.check(address, family);
}

function isUsable(flags = '0'): boolean {
  const bits = Number.parseInt(flags, 16);
  return (bits & upFlag) !== 0 && (bits & rejectFlag) === 0;
}

function onesOf(bits: number): number {
  return bits.toString(2).replaceAll('0', '').length;
}

function rows(text: string): string[][] {
  return text
    .split('\n', maxLines)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns.length >= 8);
}
