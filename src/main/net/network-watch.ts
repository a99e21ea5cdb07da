/** Notices that the machine has another network, or slept: a cable pulled, another Wi-Fi, a VPN that came or went, a lid that was shut. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import { isLinkLocal } from './interfaces.ts';

/**
 * Node tells nobody of a change. The kernel would, over netlink, which takes a native module, or through `ip monitor`, which need
 * not be installed; so we look. One look takes some 50 microseconds, and what is shown is wrong for no longer than this.
 */
const lookEveryMs = 1500;
/** The clock on the wall went on by so much more than ours, which stands still in a sleep: then the machine slept. */
const sleepMs = 5000;

export type ReadInterfaces = () => NodeJS.Dict<NetworkInterfaceInfo[]>;

export interface NetworkChange {
  /** Addresses the machine had and has no more: what stood on them is dead. */
  readonly gone: readonly string[];
}

export interface NetworkWatchOptions {
  readonly clock: Clock;
  /** Told after each look that found other addresses than the one before, or a sleep in between. */
  readonly onChange: (change: NetworkChange) => void;
  /** The system's own list unless given. */
  readonly read?: ReadInterfaces | undefined;
}

/** Watches from now on; the returned function ends it. */
export function watchNetwork({ clock, onChange, read = networkInterfaces }: NetworkWatchOptions): () => void {
  let known = addressesIn(read());
  /** What the wall's clock is ahead of ours: it grows by the length of a sleep. */
  const aheadNow = () => clock.wall() - clock.now();
  let ahead = aheadNow();
  let stop: () => void = () => undefined;
  const look = () => {
    stop = clock.after(lookEveryMs, look);
    const before = known;
    known = addressesIn(read());
    const hasSlept = aheadNow() - ahead > sleepMs;
    ahead = aheadNow();
    if (!hasSlept && keysOf(known) === keysOf(before)) return;
    const still = new Set(known.values());
    onChange({ gone: [...new Set(before.values())].filter((address) => !still.has(address)) });
  };
  stop = clock.after(lookEveryMs, look);
  return () => stop();
}

/** What a connection can stand on: each address by interface, address and mask. Link-local ones come and go with every container and carry nothing of ours. */
function addressesIn(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): ReadonlyMap<string, string> {
  const all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !isLinkLocal(address))
      .map(({ address, netmask }) => [`${name} ${address} ${netmask}`, address] as const),
  );
  return new Map(all);
}

function keysOf(addresses: ReadonlyMap<string, string>): string {
  return [...addresses.keys()].sort().join('\n');
}
