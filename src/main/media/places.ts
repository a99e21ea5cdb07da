/** Where packets for the far end come from: first the address that reaches the server, and the ports the company allows. Mission 1.F F3; protocol notes 6.2 */
import { isIP } from 'node:net';
import type { InterfaceVerdict } from '../../shared/model/network.ts';
import { countOf, flagOf } from '../../shared/model/provisioning.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Places } from './media-service.ts';

/** Where no company says otherwise: below what systems give to programs that do not ask. */
const usualPorts = { first: 20_000, last: 29_998 };
/** Two for each of six calls, with sound and a picture. */
const fewestPorts = 24;

type Parts = Pick<Snapshot, 'connections' | 'network' | 'provisioning'>;

/** The preferred address first; at least one. */
export function placesOf({ connections, network, provisioning }: Parts): Places {
  const towardsServer = connections
    .filter(({ purpose, state }) => purpose !== 'web' && state === 'open')
    .map(({ local }) => hostOf(local));
  const ours = [...towardsServer, ...addressesOf(network.interfaces)];
  const addresses = [...new Set(ours)].filter((address) => isReachable(address));
  return { addresses: addresses.length > 0 ? addresses : ['127.0.0.1'], ports: portsOf(provisioning) };
}

/**
 * The chosen interface's first. Behind them those of the others: the far end may be in another network of this machine, to which no general route leads
 * and no server. Whoever prefers one interface wants the packets to go there and nowhere else.
 */
function addressesOf(interfaces: readonly InterfaceVerdict[]): readonly string[] {
  const chosen = interfaces.find((one) => one.chosen);
  const others = chosen?.reason === 'preferred' ? [] : interfaces.filter((one) => one !== chosen);
  const routed = others.filter(({ usable }) => usable);
  const local = others.filter(({ usable, reason }) => !usable && reason === 'no-route');
  return [...(chosen ? [chosen] : []), ...routed, ...local].flatMap(({ addresses }) => addresses);
}

/** `[::1]:5061` and `127.0.0.1:5061` without their ports. */
function hostOf(place: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(place)?.[1];
  return bracketed ?? (isIP(place) ? place : place.replace(/:\d+$/, ''));
}

/** An address of a link needs the link's name, which a description cannot carry. RFC 8839 5.1 */
function isReachable(address: string): boolean {
  return isIP(address) !== 0 && !/^fe80/i.test(address);
}

/** The company's range for sound and pictures, if it has one that is wide enough. */
function portsOf(provisioning: Snapshot['provisioning']): Places['ports'] {
  if (flagOf(provisioning, 'ucPortRangeEnabled') !== true) return usualPorts;
  const first = countOf(provisioning, 'ucMinMediaPort');
  const last = countOf(provisioning, 'ucMaxMediaPort');
  if (first === undefined || last === undefined || first < 1024 || last > 65_535) return usualPorts;
  return last - first + 1 >= fewestPorts ? { first, last } : usualPorts;
}
