/** The ports of one far section. They serve an ICE agent, or, when the far end's answer knows no ICE, the section itself. */
import type { PortAllocator } from '../ice/ports.ts';
import type { Endpoint, OnPacket, UdpSocket } from '../net/udp.ts';
import type { Component } from './guard.ts';

export type OnFarPacket = (packet: Buffer, from: Endpoint, component: Component) => void;

/** RTP and RTCP; RTP alone where an agent has joined both. */
export type Row = readonly [UdpSocket, UdpSocket?];

export interface FarSockets {
  /** Opens for an agent; what it opened first is kept for us as well. */
  readonly ports: PortAllocator;
  /** Opens a pair of ports for us alone, which the descriptions name from now on. */
  open(address: string): Promise<Row | undefined>;
  /** The descriptions name an agent's pair at the first of these addresses that has one: a default that is no candidate ends ICE. RFC 8839 4.2.4 */
  prefer(addresses: readonly string[]): void;
  /** The pair the descriptions name. */
  readonly row: Row | undefined;
  /** Whether the pair is ours from now on: an agent that closes it closes nothing then. */
  own(isOurs: boolean): void;
  close(): void;
}

/** Pairs of ours that were named before: a far end that refuses to send elsewhere sends there as it did. */
const mostBefore = 2;

/** `onPacket` is told of what comes to our own pair, the agent of the rest. */
export function createFarSockets(ports: PortAllocator, onPacket: OnFarPacket): FarSockets {
  let row: Row | undefined;
  const before: Row[] = [];
  /** The agent's. */
  let rows: readonly Row[] = [];
  let isOurs = false;
  const opened = new Set<UdpSocket>();
  let isClosed = false;

  async function open(address: string, listeners: readonly OnPacket[]): Promise<readonly UdpSocket[] | undefined> {
    const sockets = await ports.open(address, listeners);
    for (const socket of sockets ?? []) opened.add(socket);
    if (!isClosed) return sockets;
    // The call ended meanwhile.
    for (const socket of [...opened]) shut(socket);
    return undefined;
  }

  function shut(socket: UdpSocket): void {
    if (opened.delete(socket)) socket.close();
  }

  function name(next: Row): void {
    // What is an agent's it closes by itself.
    if (row && isOurs) before.push(row);
    for (const socket of before.length > mostBefore ? (before.shift() ?? []) : []) if (socket) shut(socket);
    row = next;
  }

  function prefer(addresses: readonly string[]): void {
    const at = (address: string) => rows.findLast(([rtp]) => opened.has(rtp) && rtp.local.address === address);
    const next = addresses.map(at).find((each) => each !== undefined);
    if (next && next !== row) name(next);
  }

  /** The agent's view of a socket. */
  function lend(socket: UdpSocket): UdpSocket {
    return {
      local: socket.local,
      send: socket.send,
      close() {
        if (!(isOurs && row?.includes(socket))) shut(socket);
      },
    };
  }

  return {
    ports: {
      async open(address, listeners) {
        const tapped = listeners.map(
          (listener, at): OnPacket =>
            (packet, from) => {
              if (isOurs) onPacket(packet, from, at === 0 ? 1 : 2);
              else listener(packet, from);
            },
        );
        const sockets = await open(address, tapped);
        const [rtp, rtcp] = sockets ?? [];
        if (rtp) rows = [...rows.filter((each) => opened.has(each[0])), rtcp ? [rtp, rtcp] : [rtp]];
        if (!row || !opened.has(row[0])) prefer([address]);
        return sockets?.map(lend);
      },
    },
    async open(address) {
      const hear = (component: Component) => (packet: Buffer, from: Endpoint) => onPacket(packet, from, component);
      const [rtp, rtcp] = (await open(address, [hear(1), hear(2)])) ?? [];
      if (!rtp || !rtcp) return undefined;
      name([rtp, rtcp]);
      isOurs = true;
      return row;
    },
    prefer,
    get row() {
      return row;
    },
    own(now) {
      isOurs = now;
    },
    close() {
      isClosed = true;
      for (const socket of opened) socket.close();
      opened.clear();
    },
  };
}
