/** Speech on one wire: 20 ms at a time, out on a beat, in as it comes. RFC 3550, 3551, 4733 */
import { RtpHeader, RtpPacket } from 'werift';
import type { Clock, Random } from '../../shared/clock.ts';
import { decodeG711, encodeG711, FRAME_SAMPLES, type G711, SAMPLE_RATE } from './g711.ts';
import type { MediaWire } from './media-wire.ts';
import { FRAMES_PER_REPORT, Reception, type ReceptionFigures } from './reception.ts';
import { EventListener, type EventPacket, eventPackets } from './telephone-events.ts';

const MOST_DIGITS = 128;

/** The numbers that the last description gave. */
export interface AudioCodec {
  readonly codec: G711;
  readonly payloadType: number;
  /** Undefined where digits cannot go in the stream. */
  readonly eventType: number | undefined;
}

export interface AudioListeners {
  readonly onSound: (samples: Int16Array) => void;
  readonly onDigit: (digit: string) => void;
}

export class AudioStream {
  readonly #wire: MediaWire;
  readonly #listeners: AudioListeners;
  readonly #events: EventListener;
  readonly #reception: Reception;
  /** The source of our packets. */
  readonly ssrc: number;
  #codec: AudioCodec | undefined;
  #sequence: number;
  #timestamp: number;
  #eventStart = 0;
  #packets = 0;
  #octets = 0;
  #beats = 0;
  #needsMarker = true;
  #digits: EventPacket[] = [];
  /** Whether the description lets us send, and hear. */
  sends = true;
  hears = true;

  constructor(
    wire: MediaWire,
    listeners: AudioListeners,
    { clock, random }: { readonly clock: Clock; readonly random: Random },
  ) {
    const start = Buffer.from(random.bytes(10));
    this.#wire = wire;
    this.#listeners = listeners;
    this.#events = new EventListener(listeners.onDigit);
    this.#reception = new Reception(clock, SAMPLE_RATE);
    // The specification gives SSRCs up to 0xFFFFFF00. [MS-SDPEXT] 3.1.5.31
    this.ssrc = (start.readUInt32BE(0) % 0xff_ff_ff_00) + 1;
    this.#sequence = start.readUInt16BE(4) >> 1;
    this.#timestamp = start.readUInt32BE(6);
    wire.onRtp = (packet) => this.#receive(packet);
    wire.onRtcp = (packet) => this.#reception.noteRtcp(packet);
  }

  get figures(): ReceptionFigures {
    return this.#reception.figures;
  }

  use(codec: AudioCodec): void {
    this.#codec = codec;
  }

  /** Digits go out one after the other in place of sound; false where they cannot. */
  sendDigits(digits: string): boolean {
    if (this.#codec?.eventType === undefined) return false;
    for (const digit of digits.slice(0, MOST_DIGITS)) this.#digits.push(...eventPackets(digit));
    return true;
  }

  /** Sends 20 ms, naming what it was mixed of. */
  send(samples: Int16Array, sources: readonly number[] = []): void {
    const { codec } = this.#codec ?? {};
    const event = this.#digits.shift();
    if (codec && this.sends && this.#wire.isReady) {
      if (event) this.#sendEvent(event);
      else this.#sendSound(encodeG711(codec, samples), sources);
    }
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    this.#beats += 1;
    if (this.#beats % FRAMES_PER_REPORT === FRAMES_PER_REPORT / 4) this.#report();
  }

  #sendSound(payload: Uint8Array, sources: readonly number[]): void {
    const payloadType = this.#codec?.payloadType ?? 0;
    this.#put(payload, { payloadType, timestamp: this.#timestamp, marker: this.#needsMarker, csrc: [...sources] });
  }

  #sendEvent({ payload, isFirst }: EventPacket): void {
    if (isFirst) this.#eventStart = this.#timestamp;
    const payloadType = this.#codec?.eventType ?? 101;
    this.#put(payload, { payloadType, timestamp: this.#eventStart, marker: isFirst, csrc: [] });
  }

  #put(payload: Uint8Array, head: Pick<RtpHeader, 'payloadType' | 'timestamp' | 'marker' | 'csrc'>): void {
    this.#needsMarker = false;
    const own = { sequenceNumber: this.#sequence, ssrc: this.ssrc, csrcLength: head.csrc.length };
    const header = new RtpHeader({ ...head, ...own });
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#packets += 1;
    this.#octets += payload.length;
    this.#wire.sendRtp(new RtpPacket(header, Buffer.from(payload)).serialize());
  }

  #report(): void {
    const [timestamp, packets, octets] = [this.#timestamp, this.#packets, this.#octets];
    this.#wire.sendRtcp(this.#reception.report({ ssrc: this.ssrc, timestamp, packets, octets }));
  }

  #receive(bytes: Buffer): void {
    const packet = readRtp(bytes);
    if (!packet) return;
    const { payloadType, sequenceNumber, timestamp, ssrc } = packet.header;
    // Also what is on its way when we hold: it came, and must not be reported as lost.
    this.#reception.note(ssrc, sequenceNumber, timestamp);
    if (!this.hears) return;
    if (payloadType === this.#codec?.eventType) this.#events.receive(packet.payload, timestamp, ssrc);
    else if (payloadType === 0 || payloadType === 8) {
      this.#events.sound(timestamp, ssrc);
      this.#listeners.onSound(decodeG711(payloadType === 0 ? 'PCMU' : 'PCMA', packet.payload));
    }
  }
}

/** A packet; undefined for what is none. */
function readRtp(bytes: Buffer): RtpPacket | undefined {
  try {
    return RtpPacket.deSerialize(bytes);
  } catch {
    return undefined;
  }
}
