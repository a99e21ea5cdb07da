/** The machine's network as main sees it: asked for when needed, told to the state and the trace. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { InterfaceVerdict } from '../../shared/model/network.ts';
import { bindAddress, judgeInterfaces } from './interfaces.ts';
import { readRoutes4, readRoutes6 } from './routes.ts';

export interface Network {
  /** Fresh verdicts on every interface. */
  judge(): readonly InterfaceVerdict[];
  /** The local address to bind to for a peer, or undefined to leave it to the system. */
  localAddressFor(peerAddress: string): string | undefined;
}

/** The network of this machine, with the person's preference asked for each time. */
export function createNetwork(preferred: () => string): Network {
  const judge = () =>
    judgeInterfaces({
      interfaces: networkInterfaces(),
      defaultRoutes: [...readRoutes4(textOf('/proc/net/route')), ...readRoutes6(textOf('/proc/net/ipv6_route'))],
      preferred: preferred(),
    });
  return { judge, localAddressFor: (peer) => bindAddress(judge(), peer) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not Linux, or a kernel without IPv6.
    return '';
  }
}
