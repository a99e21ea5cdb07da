/** A network in memory for ICE tests: packets arrive in order, some ms later, and a test may lose or redirect them. */
import type { Endpoint, OnPacket, OpenUdp, UdpSocket } from '../../src/relay/net/udp.ts';
import type { Clock } from '../../src/shared/clock.ts';

export interface MemoryPacket {
  readonly bytes: Buffer;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

export interface MemoryNet {
  readonly open: OpenUdp;
  /** Every packet sent so far. */
  readonly sent: readonly MemoryPacket[];
  /** Which packets arrive; all, unless a test says otherwise. */
  passes: (packet: MemoryPacket) => boolean;
  /** What the receiver sees as the sender's address: a translator on the way. */
  seenAs: (from: Endpoint, to: Endpoint) => Endpoint;
  /** Where a packet to this address ends: the translator's way back. */
  leadsTo: (to: Endpoint) => Endpoint;
  /** Addresses of open sockets, as `address:port`. */
  readonly bound: readonly string[];
}

const TRAVEL_MS = 5;

export function createMemoryNet(clock: Clock): MemoryNet {
  const listeners = new Map<string, OnPacket>();
  const sent: MemoryPacket[] = [];
  let nextPort = 40_000;
  const name = ({ address, port }: Endpoint) => `${address}:${port}`;

  const net: MemoryNet = {
    sent,
    passes: () => true,
    seenAs: (from) => from,
    leadsTo: (to) => to,
    get bound() {
      return [...listeners.keys()];
    },
    open(wanted, onPacket) {
      const local = { address: wanted.address, port: wanted.port || nextPort++ };
      if (listeners.has(name(local))) return Promise.resolve(undefined);
      listeners.set(name(local), onPacket);
      const socket: UdpSocket = {
        local,
        send(bytes, to) {
          const packet = { bytes: Buffer.from(bytes), from: local, to };
          sent.push(packet);
          if (!listeners.has(name(local)) || !net.passes(packet)) return;
          const from = net.seenAs(local, to);
          clock.after(TRAVEL_MS, () => listeners.get(name(net.leadsTo(to)))?.(packet.bytes, from));
        },
        close: () => void listeners.delete(name(local)),
      };
      return Promise.resolve(socket);
    },
  };
  return net;
}
