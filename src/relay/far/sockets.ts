/** The ports of one far section. They serve an ICE agent, or, when the far end's answer knows no ICE, the section itself. */
import type { PortAllocator } from '../ice/ports.ts';
import type { Endpoint, OnPacket, UdpSocket } from '../net/udp.ts';
import type { Component } from './guard.ts';

export type OnFarPacket = (packet: Buffer, from: Endpoint, component: Component) => void;

/** RTP and RTCP. */
export type Row = readonly [UdpSocket, UdpSocket];

export interface FarSockets {
  /** Opens for an agent; what it opened first is kept for us as well. */
  readonly ports: PortAllocator;
  /** Opens a pair of ports for us alone, which the descriptions name from now on. */
  open(address: string): Promise<Row | undefined>;
  /** The next pair that is opened is the one the descriptions name from then on. */
  renew(): void;
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
  let isRenewing = false;
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
    for (const socket of before.length > mostBefore ? (before.shift() ?? []) : []) shut(socket);
    row = next;
    isRenewing = false;
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
        const isPair = listeners.length === 2;
        const tapped = listeners.map(
          (listener, at): OnPacket =>
            (packet, from) => {
              if (isOurs) onPacket(packet, from, at === 0 ? 1 : 2);
              else listener(packet, from);
            },
        );
        const sockets = await open(address, tapped);
        const [rtp, rtcp] = sockets ?? [];
        if (isPair && rtp && rtcp && (isRenewing || !row || !opened.has(row[0]))) name([rtp, rtcp]);
        return sockets?.map(lend);
      },
    },
    async open(address) {
      const listeners = ([1, 2] as const).map(
        (component): OnPacket =>
          (packet, from) =>
            onPacket(packet, from, component),
      );
      const [rtp, rtcp] = (await open(address, listeners)) ?? [];
      if (!rtp || !rtcp) return undefined;
      name([rtp, rtcp]);
      isOurs = true;
      return row;
    },
    renew() {
      isRenewing = true;
    },
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
