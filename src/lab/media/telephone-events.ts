/** Digits in the stream. RFC 4733 */

const KEYS = '0123456789*#ABCD';
/** 160 timestamp units every 20 ms; a digit lasts 100 ms, its end is said three times. */
const STEP = 160;
const STEPS = 5;
const REPEATED_ENDS = 3;
const VOLUME = 10;

export interface EventPacket {
  readonly payload: Buffer;
  /** The first packet of a digit: all of them bear the time of its beginning. */
  readonly isFirst: boolean;
}

/** The packets of one digit, one every 20 ms; none for what is no digit. */
export function eventPackets(digit: string): readonly EventPacket[] {
  const event = KEYS.indexOf(digit.toUpperCase());
  if (event < 0 || digit.length !== 1) return [];
  return Array.from({ length: STEPS + REPEATED_ENDS }, (_, index) => {
    const isEnd = index >= STEPS;
    const payload = Buffer.from([event, (isEnd ? 0x80 : 0) | VOLUME, 0, 0]);
    payload.writeUInt16BE(Math.min(index + 1, STEPS) * STEP, 2);
    return { payload, isFirst: index === 0 };
  });
}

/** A digit too long for one duration goes on under a time that is later by this. RFC 4733 2.5.1.3 */
const SEGMENT = 0xffff;

interface Event {
  readonly source: number;
  readonly key: string;
  timestamp: number;
  isTold: boolean;
}

/** Finds digits among packets: each counts once, when it ends, or when what comes behind it shows that it has ended. */
export class EventListener {
  readonly #onDigit: (digit: string) => void;
  /** The newest. */
  #last: Event | undefined;

  constructor(onDigit: (digit: string) => void) {
    this.#onDigit = onDigit;
  }

  /** Takes one packet, with the RTP timestamp that all packets of a digit share. RFC 4733 2.2.1 */
  receive(payload: Uint8Array, timestamp: number, source: number): void {
    const [event = 255, flags = 0] = payload;
    const key = KEYS[event];
    if (payload.length < 4 || key === undefined) return;
    const last = this.#last?.source === source ? this.#last : undefined;
    // What was overtaken by a later digit was counted when that one came.
    if (last && isBefore(timestamp, last.timestamp)) return;
    if (last?.key === key && timestamp === (last.timestamp + SEGMENT) >>> 0) last.timestamp = timestamp;
    else if (last?.timestamp !== timestamp) {
      this.#tell();
      this.#last = { source, key, timestamp, isTold: false };
    }
    if ((flags & 0x80) !== 0) this.#tell();
  }

  /** Sound came: a digit before it is over, even if all that told of its end was lost. */
  sound(timestamp: number, source: number): void {
    if (this.#last?.source === source && isBefore(this.#last.timestamp, timestamp)) this.#tell();
  }

  #tell(): void {
    if (!this.#last || this.#last.isTold) return;
    this.#last.isTold = true;
    this.#onDigit(this.#last.key);
  }
}

/** On a clock of 32 bits. */
function isBefore(one: number, other: number): boolean {
  return ((one - other) | 0) < 0;
}
