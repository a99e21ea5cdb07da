/** The machine's network as main sees it, looked at each time it is asked for: it may be another one by then. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { InterfaceVerdict } from '../../shared/model/network.ts';
import { bindAddress, judgeInterfaces } from './interfaces.ts';
import { type Route, readRoutes4, readRoutes6 } from './routes.ts';

export interface Network {
  /** Fresh verdicts on every interface. */
  judge(): readonly InterfaceVerdict[];
  /** The local address to bind to for a peer, or undefined to leave it to the system. */
  localAddressFor(peerAddress: string): string | undefined;
}

/** The network of this machine, with the person's preference asked for each time. */
export function createNetwork(preferred: () => string): Network {
  const judge = (routes: readonly Route[] | undefined) =>
    judgeInterfaces({ interfaces: networkInterfaces(), routes, preferred: preferred() });
  return {
    judge: () => judge(routesNow()),
    localAddressFor(peer) {
      const routes = routesNow();
      return bindAddress(judge(routes), routes, peer);
    },
  };
}

function routesNow(): Route[] | undefined {
  const four = textOf('/proc/net/route');
  const six = textOf('/proc/net/ipv6_route');
  if (four === undefined && six === undefined) return undefined;
  return [...readRoutes4(four ?? ''), ...readRoutes6(six ?? '')];
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not Linux, or a kernel without this family.
    return undefined;
  }
}
