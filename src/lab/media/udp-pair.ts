/** A UDP port for RTP and the next one for RTCP. RFC 3550 11 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Component, Place } from './places.ts';

const MOST_TRIES = 20;

export class UdpPair {
  readonly #sockets: readonly [Socket, Socket];

  private constructor(sockets: readonly [Socket, Socket]) {
    this.#sockets = sockets;
  }

  /** Rejects when the machine has no two ports side by side. */
  static async open(address: string): Promise<UdpPair> {
    for (let tries = 1; ; tries += 1) {
      const first = await bound(address, 0);
      const { port } = first.address();
      try {
        return new UdpPair([first, await bound(address, port + 1)]);
      } catch (error) {
        first.close();
        if (tries >= MOST_TRIES) throw error;
      }
    }
  }

  portOf(component: Component): number {
    return this.#socketOf(component).address().port;
  }

  onPacket(handler: (component: Component, bytes: Buffer, from: Place) => void): void {
    const [first, second] = this.#sockets;
    first.on('message', (bytes, { address, port }) => handler(1, bytes, { address, port }));
    second.on('message', (bytes, { address, port }) => handler(2, bytes, { address, port }));
  }

  /** What cannot be delivered is lost, as UDP is. */
  send(component: Component, bytes: Buffer, { address, port }: Place): void {
    if (port > 0) this.#socketOf(component).send(bytes, port, address, () => undefined);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  #socketOf(component: Component): Socket {
    return this.#sockets[component === 1 ? 0 : 1];
  }
}

async function bound(address: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  // Asynchronous errors, such as ICMP's "nobody listens there", say no more than silence does.
  socket.bind(port, address);
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', () => undefined);
  return socket;
}
