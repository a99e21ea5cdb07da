/** Notices that the machine has another network: a cable pulled, another Wi-Fi, a VPN that came or went. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import { isLinkLocal } from './interfaces.ts';

/**
 * Node tells nobody of a change. The kernel would, over netlink, which takes a native module, or through `ip monitor`, which need
 * not be installed; so we look. One look takes some 50 microseconds, and a connection that died is found that much later at most.
 */
const lookEveryMs = 5000;

export type ReadInterfaces = () => NodeJS.Dict<NetworkInterfaceInfo[]>;

export interface NetworkWatchOptions {
  readonly clock: Clock;
  /** Told after each look that found other addresses than the one before. */
  readonly onChange: () => void;
  /** The system's own list unless given. */
  readonly read?: ReadInterfaces | undefined;
}

/** Watches from now on; the returned function ends it. */
export function watchNetwork({ clock, onChange, read = networkInterfaces }: NetworkWatchOptions): () => void {
  let known = addressesIn(read());
  let stop: () => void = () => undefined;
  const look = () => {
    stop = clock.after(lookEveryMs, look);
    const now = addressesIn(read());
    if (now === known) return;
    known = now;
    onChange();
  };
  stop = clock.after(lookEveryMs, look);
  return () => stop();
}

/** What a connection can stand on, as one text. Link-local addresses come and go with every container and carry nothing of ours. */
function addressesIn(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  const all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !isLinkLocal(address))
      .map(({ address, netmask }) => `${name} ${address} ${netmask}`),
  );
  return all.sort().join('\n');
}
