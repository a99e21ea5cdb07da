/** Which network interface to use: by route and by preference, and why not each other one. Mission F3, F4, B18. */
import type { NetworkInterfaceInfo } from 'node:os';
import type { InterfaceVerdict } from '../../shared/model/network.ts';
import { type Route, routesTo } from './routes.ts';

export interface InterfaceInput {
  /** As os.networkInterfaces() tells it: only interfaces that are up and have an address are in it. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  /** Undefined where the system does not tell them. */
  readonly routes: readonly Route[] | undefined;
  /** Name the person prefers; empty leaves it to the routes. */
  readonly preferred: string;
}

/**
 * Every interface with its verdict; at most one is chosen. Without knowledge of the routes one of several is chosen only when the
 * person prefers it: a socket bound to the wrong one reaches nothing, while the system binds right by itself.
 */
export function judgeInterfaces({ interfaces, routes, preferred }: InterfaceInput): InterfaceVerdict[] {
  const verdicts = Object.entries(interfaces).map(([name, infos = []]) => judge(name, infos, routes));
  const usable = verdicts.filter((verdict) => verdict.usable);
  const wanted = usable.find((verdict) => verdict.name === preferred);
  const routed = [...usable].sort((a, b) => (a.metric ?? 0) - (b.metric ?? 0))[0];
  const chosen = wanted ?? (routes || usable.length === 1 ? routed : undefined);
  return verdicts.map((verdict) => {
    if (verdict === chosen) return { ...verdict, chosen: true, reason: wanted ? 'preferred' : 'default-route' };
    if (!verdict.usable || !chosen) return verdict;
    return { ...verdict, reason: wanted ? 'not-preferred' : 'higher-metric' };
  });
}

function judge(
  name: string,
  infos: readonly NetworkInterfaceInfo[],
  routes: readonly Route[] | undefined,
): InterfaceVerdict {
  const addresses = infos.map((info) => info.address);
  const verdict = { name, addresses, chosen: false };
  const rejected = (reason: InterfaceVerdict['reason']): InterfaceVerdict => ({ ...verdict, usable: false, reason });
  if (infos.length === 0) return rejected('no-address');
  if (infos.every((info) => info.internal)) return rejected('loopback-only');
  if (addresses.every(isLinkLocal)) return rejected('link-local-only');
  if (!routes) return { ...verdict, usable: true, reason: 'default-route' };
  const metrics = routes
    .filter((route) => route.interfaceName === name && route.prefixLength === 0)
    .map((route) => route.metric);
  if (metrics.length === 0) return rejected('no-route');
  return { ...verdict, usable: true, reason: 'default-route', metric: Math.min(...metrics) };
}

/**
 * The address to bind a socket to for a peer: the chosen interface's, of the same family and, in IPv6, of a scope from which the
 * peer can be reached (RFC 6724 5). Nothing is bound, and the system's own choice holds, for a peer on this machine or this link and
 * for one that a more specific route leads to elsewhere, such as through a VPN.
 */
export function bindAddress(
  verdicts: readonly InterfaceVerdict[],
  routes: readonly Route[] | undefined,
  peerAddress: string,
): string | undefined {
  const chosen = verdicts.find((verdict) => verdict.chosen);
  // A link-local peer is reached over the link its own zone names, from that link's address.
  if (!chosen || isLoopback(peerAddress) || isLinkLocal(peerAddress)) return undefined;
  const leadsElsewhere = routes && !routesTo(routes, peerAddress).some((route) => route.interfaceName === chosen.name);
  if (leadsElsewhere) return undefined;
  const isSix = peerAddress.includes(':');
  const own = chosen.addresses.filter((address) => address.includes(':') === isSix && !isLinkLocal(address));
  if (!isSix) return own[0];
  const global = own.find((address) => !isUniqueLocal(address));
  return isUniqueLocal(peerAddress) ? (own.find(isUniqueLocal) ?? global) : global;
}

/** Valid on one link only. RFC 3927, RFC 4291 2.5.6 */
export function isLinkLocal(address: string): boolean {
  return /^(169\.254\.|fe[89ab])/i.test(address);
}

/** Reached inside the site only: bound to it, a socket gets no answer from outside. RFC 4193 */
function isUniqueLocal(address: string): boolean {
  return /^f[cd]/i.test(address);
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}
