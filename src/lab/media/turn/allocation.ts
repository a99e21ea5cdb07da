/** One address a media relay lends: packets to it go to who borrowed it, from places he has sent to. [MS-TURN] 3.3; draft-rosenberg-midcom-turn-08 7 */
import type { Clock } from '../../../shared/clock.ts';
import type { OwnSocket } from '../own-socket.ts';
import type { Place } from '../places.ts';
import { Window } from './window.ts';

/** Without a word to it for so long, a place is a stranger again. */
const PERMISSION_MS = 300_000;
const MOST_PERMISSIONS = 64;
/** Nothing larger comes over a network in one piece. */
const MOST_BYTES = 2000;

export interface AllocationParts {
  readonly socket: OwnSocket;
  readonly clock: Clock;
  readonly key: Buffer;
  /** 20 bytes, which number the borrower's messages. */
  readonly connection: Buffer;
  /** A packet came for who borrowed it. */
  readonly onPacket: (bytes: Buffer, from: Place) => void;
  readonly onEnd: () => void;
}

export class Allocation {
  readonly key: Buffer;
  readonly connection: Buffer;
  /** Whose packets go to and fro without a frame. */
  active: Place | undefined;
  readonly #parts: AllocationParts;
  readonly #numbers = new Window();
  /** By address, until when. */
  readonly #permissions = new Map<string, number>();
  #stopTimer: () => void = () => undefined;
  #isOver = false;

  constructor(parts: AllocationParts) {
    this.key = parts.key;
    this.connection = parts.connection;
    this.#parts = parts;
    parts.socket.onPacket((bytes, from) => this.#receive(bytes, from));
  }

  get place(): Place {
    return this.#parts.socket.place;
  }

  /** Lends it for so long from now. */
  keep(seconds: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(seconds * 1000, () => this.end());
  }

  /** Whether a message with this number counts: it is of this connection, and came for the first time; one without a number does. */
  takesNumber(value: Buffer | undefined): boolean {
    if (!value) return true;
    const isOurs = value.length === this.connection.length + 4 && value.subarray(0, -4).equals(this.connection);
    return isOurs && this.#numbers.takes(value.readUInt32BE(this.connection.length));
  }

  /** Lets the place answer; false when there are too many, or it is not on this machine. */
  permit({ address }: Place): boolean {
    if (!address.startsWith('127.')) return false;
    if (!this.#permissions.has(address) && this.#permissions.size >= MOST_PERMISSIONS) return false;
    this.#permissions.set(address, this.#parts.clock.now() + PERMISSION_MS);
    return true;
  }

  send(bytes: Buffer, to: Place): void {
    if (bytes.length <= MOST_BYTES && this.permit(to)) this.#parts.socket.send(bytes, to);
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    this.#parts.socket.close();
    this.#parts.onEnd();
  }

  #receive(bytes: Buffer, from: Place): void {
    const isPermitted = (this.#permissions.get(from.address) ?? 0) > this.#parts.clock.now();
    if (isPermitted && bytes.length <= MOST_BYTES) this.#parts.onPacket(bytes, from);
  }
}
