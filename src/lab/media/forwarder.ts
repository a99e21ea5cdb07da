/**
 * An address translator before one UDP port: each place it talks to sees another port, and nobody else comes in. RFC 4787 4.1, 5: mapping and filtering by
 * address and port, as behind most company walls.
 */
import { OwnSocket } from './own-socket.ts';
import type { Place } from './places.ts';

const MOST_MAPPINGS = 64;
/** Packets that wait for a port. */
const MOST_WAITING = 16;

interface Mapping {
  /** Undefined while it is opened. */
  socket: OwnSocket | undefined;
  readonly waiting: Buffer[];
}

export class Forwarder {
  readonly #address: string;
  #onPacket: (bytes: Buffer, from: Place) => void = () => undefined;
  /** By the `address:port` that is talked to. */
  #mappings = new Map<string, Mapping>();
  #isClosed = false;

  /** `address`: what the outside sees, any port of it. */
  constructor(address: string) {
    this.#address = address;
  }

  /** How many places are talked to. */
  get mappings(): number {
    return this.#mappings.size;
  }

  /** What a place answers that was talked to. */
  onPacket(handler: (bytes: Buffer, from: Place) => void): void {
    this.#onPacket = handler;
  }

  send(bytes: Buffer, to: Place): void {
    const key = `${to.address}:${to.port}`;
    const known = this.#mappings.get(key);
    if (known?.socket) known.socket.send(bytes, to);
    else if (known && known.waiting.length < MOST_WAITING) known.waiting.push(bytes);
    else if (!known && !this.#isClosed && this.#mappings.size < MOST_MAPPINGS) this.#open(key, bytes, to);
  }

  /** Forgets every port: each place sees a new one with the next packet. */
  rebind(): void {
    const before = this.#mappings;
    this.#mappings = new Map();
    for (const { socket } of before.values()) socket?.close();
  }

  close(): void {
    this.#isClosed = true;
    this.rebind();
  }

  #open(key: string, first: Buffer, to: Place): void {
    const mapping: Mapping = { socket: undefined, waiting: [first] };
    this.#mappings.set(key, mapping);
    OwnSocket.open(this.#address).then(
      (socket) => {
        if (this.#mappings.get(key) !== mapping) {
          socket.close();
          return;
        }
        mapping.socket = socket;
        socket.onPacket((bytes, from) => {
          if (from.address === to.address && from.port === to.port) this.#onPacket(bytes, to);
        });
        for (const bytes of mapping.waiting.splice(0)) socket.send(bytes, to);
      },
      // Without a port nothing goes out, as where a wall has none left.
      () => this.#mappings.delete(key),
    );
  }
}
