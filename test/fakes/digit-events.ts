/** Telephone digits as RTP events, for the window's stand-in: in its packets, and out of those of others. RFC 4733 2.3 */

const names = '0123456789*#ABCD';
/** Packets of a digit while it is pressed, then those that say it is over. */
const [pressed, over] = [5, 3];
const samplesInPacket = 160;

/** The payloads of one digit, in order. All have the timestamp of the first. */
export function eventPayloads(digit: string): readonly Buffer[] {
  return Array.from({ length: pressed + over }, (_, index) => {
    const isOver = index >= pressed;
    const payload = Buffer.from([Math.max(0, names.indexOf(digit)), (isOver ? 0x80 : 0) | 10, 0, 0]);
    payload.writeUInt16BE(Math.min(index + 1, pressed) * samplesInPacket, 2);
    return payload;
  });
}

/** Gathers digits from packets, each once: by its timestamp, when it is over. */
export class DigitEar {
  #last: number | undefined;
  heard = '';

  take(timestamp: number, payload: Buffer): void {
    const isOver = ((payload[1] ?? 0) & 0x80) !== 0;
    if (!isOver || timestamp === this.#last) return;
    this.#last = timestamp;
    this.heard += names[payload[0] ?? -1] ?? '?';
  }
}
