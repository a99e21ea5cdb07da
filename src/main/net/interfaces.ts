/** Which network interface to use: by route and by preference, and why not each other one. Mission F3, F4, B18. */
import type { NetworkInterfaceInfo } from 'node:os';
import type { InterfaceVerdict } from '../../shared/model/network.ts';
import type { DefaultRoute } from './routes.ts';

export interface InterfaceInput {
  /** As os.networkInterfaces() tells it: only interfaces that are up and have an address are in it. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  readonly defaultRoutes: readonly DefaultRoute[];
  /** Name the person prefers; empty leaves it to the routes. */
  readonly preferred: string;
}

/** Every interface with its verdict; at most one is chosen. */
export function judgeInterfaces({ interfaces, defaultRoutes, preferred }: InterfaceInput): InterfaceVerdict[] {
  const verdicts = Object.entries(interfaces).map(([name, infos = []]) => judge(name, infos, defaultRoutes));
  const usable = verdicts.filter((verdict) => verdict.usable);
  const wanted = usable.find((verdict) => verdict.name === preferred);
  const routed = [...usable].sort((a, b) => (a.metric ?? Infinity) - (b.metric ?? Infinity))[0];
  const chosen = wanted ?? routed;
  return verdicts.map((verdict) => {
    if (verdict === chosen) return { ...verdict, chosen: true, reason: wanted ? 'preferred' : 'default-route' };
    if (!verdict.usable) return verdict;
    return { ...verdict, reason: wanted ? 'not-preferred' : 'higher-metric' };
  });
}

function judge(
  name: string,
  infos: readonly NetworkInterfaceInfo[],
  routes: readonly DefaultRoute[],
): InterfaceVerdict {
  const addresses = infos.map((info) => info.address);
  const rejected = (reason: InterfaceVerdict['reason']): InterfaceVerdict => ({
    name,
    addresses,
    usable: false,
    chosen: false,
    reason,
  });
  if (infos.length === 0) return rejected('no-address');
  if (infos.every((info) => info.internal)) return rejected('loopback-only');
  if (infos.every(isLinkLocal)) return rejected('link-local-only');
  const metrics = routes.filter((route) => route.interfaceName === name).map((route) => route.metric);
  if (metrics.length === 0) return rejected('no-route');
  return { name, addresses, usable: true, chosen: false, reason: 'default-route', metric: Math.min(...metrics) };
}

function isLinkLocal(info: NetworkInterfaceInfo): boolean {
  return info.family === 'IPv4' ? info.address.startsWith('169.254.') : /^fe[89ab]/i.test(info.address);
}

/**
 * The address to bind a socket to for a peer: the chosen interface's of the same family. A peer on this machine is reached over
 * the loopback whatever was chosen, so nothing is bound for it.
 */
export function bindAddress(verdicts: readonly InterfaceVerdict[], peerAddress: string): string | undefined {
  if (isLoopback(peerAddress)) return undefined;
  const chosen = verdicts.find((verdict) => verdict.chosen);
  const isSix = peerAddress.includes(':');
  return chosen?.addresses.find(
    (address) => address.includes(':') === isSix && !/^(169\.254\.|fe[89ab])/i.test(address),
  );
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}
