/** A UDP port of this machine's own. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Place } from './places.ts';

export class OwnSocket {
  readonly place: Place;
  readonly #socket: Socket;
  #isClosed = false;

  private constructor(socket: Socket, address: string) {
    this.#socket = socket;
    this.place = { address, port: socket.address().port };
  }

  /** Port 0 is any. Rejects when it is not to be had. */
  static async open(address: string, port = 0): Promise<OwnSocket> {
    const socket = createSocket('udp4');
    try {
      socket.bind(port, address);
      await once(socket, 'listening');
    } catch (error) {
      socket.close();
      throw error;
    }
    // Asynchronous errors, such as ICMP's "nobody listens there", say no more than silence does.
    socket.on('error', () => undefined);
    return new OwnSocket(socket, address);
  }

  onPacket(handler: (bytes: Buffer, from: Place) => void): void {
    this.#socket.on('message', (bytes, { address, port }) => handler(bytes, { address, port }));
  }

  /** What cannot be delivered is lost, as UDP is. */
  send(bytes: Buffer, { address, port }: Place): void {
    if (!this.#isClosed && port > 0) this.#socket.send(bytes, port, address, () => undefined);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
  }
}
