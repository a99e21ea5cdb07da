/** Sockets in the range of ports an administrator opened for media. */
import type { Random } from '../../shared/clock.ts';
import type { OnPacket, OpenUdp, UdpSocket } from '../net/udp.ts';

/** A range of thousands is not walked to its end when the address itself is the trouble. */
const MAX_ATTEMPTS = 64;

/** Opens sockets at ports of this machine. */
export interface PortAllocator {
  /**
   * One socket per listener: for one, any port; for two, an even port for RTP and the next for RTCP (RFC 3550 11). Undefined where
   * nothing is free at that address.
   */
  open(address: string, listeners: readonly OnPacket[]): Promise<readonly UdpSocket[] | undefined>;
}

export interface PortRange {
  readonly first: number;
  /** Included. */
  readonly last: number;
}

/** Ports of a range, beginning anywhere in it, so that two programs with the same range seldom meet. */
export function createPortAllocator(range: PortRange, open: OpenUdp, random: Random): PortAllocator {
  return {
    async open(address, listeners) {
      const starts = startsIn(range, listeners.length);
      const offset = Buffer.from(random.bytes(2)).readUInt16BE();
      for (let i = 0; i < Math.min(starts.length, MAX_ATTEMPTS); i++) {
        const start = starts[(offset + i) % starts.length] ?? range.first;
        const sockets = await openRow({ address, port: start }, listeners, open);
        if (sockets) return sockets;
      }
      return undefined;
    },
  };
}

function startsIn({ first, last }: PortRange, count: number): readonly number[] {
  const starts: number[] = [];
  const step = Math.max(1, count);
  for (let port = first + (count > 1 ? first % 2 : 0); port + count - 1 <= last; port += step) starts.push(port);
  return starts;
}

async function openRow(
  from: { readonly address: string; readonly port: number },
  listeners: readonly OnPacket[],
  open: OpenUdp,
): Promise<readonly UdpSocket[] | undefined> {
  const sockets: UdpSocket[] = [];
  for (const [i, listener] of listeners.entries()) {
    const socket = await open({ address: from.address, port: from.port + i }, listener);
    if (!socket) {
      for (const opened of sockets) opened.close();
      return undefined;
    }
    sockets.push(socket);
  }
  return sockets;
}
