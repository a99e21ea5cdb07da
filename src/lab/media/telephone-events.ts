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

/** Finds digits among packets: each counts once, when it ends or when the next begins. */
export class EventListener {
  readonly #onDigit: (digit: string) => void;
  #told: number | undefined;

  constructor(onDigit: (digit: string) => void) {
    this.#onDigit = onDigit;
  }

  /** Takes one packet, with the RTP timestamp that all packets of a digit share. */
  receive(payload: Uint8Array, timestamp: number): void {
    const [event = 255, flags = 0] = payload;
    const key = KEYS[event];
    if (payload.length < 4 || key === undefined || (flags & 0x80) === 0 || this.#told === timestamp) return;
    this.#told = timestamp;
    this.#onDigit(key);
  }
}
