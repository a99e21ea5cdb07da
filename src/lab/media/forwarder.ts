/** An address translator of one UDP port: whoever is behind it shows another address to each place he talks to. RFC 4787 4.1 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Clock, Random } from '../../shared/clock.ts';
import { Impairment } from './impairment.ts';
import type { Place } from './places.ts';

const MOST_MAPPINGS = 64;

export interface ForwarderOptions {
  readonly address: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Where what comes to the forwarder goes. */
  readonly target: Place;
}

/** Passes packets between whoever sends to its port and the target, which sees one port per sender. */
export class Forwarder {
  readonly impairment: Impairment;
  readonly #options: ForwarderOptions;
  readonly #front: Socket;
  /** By the sender's `address:port`. */
  readonly #mappings = new Map<string, Socket>();
  #isClosed = false;

  private constructor(options: ForwarderOptions, front: Socket) {
    this.#options = options;
    this.#front = front;
    this.impairment = new Impairment(options.clock, options.random);
    front.on('message', (bytes, from) => {
      const out = this.#mappingOf(from);
      const { target } = options;
      if (out) this.impairment.pass(() => this.#send(out, bytes, target));
    });
  }

  static async open(options: ForwarderOptions): Promise<Forwarder> {
    const front = socketThatNeverThrows();
    front.bind(0, options.address);
    await once(front, 'listening');
    return new Forwarder(options, front);
  }

  get port(): number {
    return this.#front.address().port;
  }

  /** How many senders it has seen. */
  get mappings(): number {
    return this.#mappings.size;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.impairment.close();
    this.#front.close();
    for (const socket of this.#mappings.values()) socket.close();
  }

  #mappingOf(sender: Place): Socket | undefined {
    const key = `${sender.address}:${sender.port}`;
    const known = this.#mappings.get(key);
    if (known || this.#mappings.size >= MOST_MAPPINGS) return known;
    const socket = socketThatNeverThrows();
    const back = { address: sender.address, port: sender.port };
    socket.on('message', (bytes) => this.impairment.pass(() => this.#send(this.#front, bytes, back)));
    socket.bind(0, this.#options.address);
    this.#mappings.set(key, socket);
    return socket;
  }

  #send(socket: Socket, bytes: Buffer, { address, port }: Place): void {
    if (!this.#isClosed) socket.send(bytes, port, address, () => undefined);
  }
}

function socketThatNeverThrows(): Socket {
  return createSocket('udp4').on('error', () => undefined);
}
