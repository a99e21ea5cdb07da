/** How well packets come in, and the reports about it. RFC 3550 6.4, A.1, A.3, A.8 */
import { RtcpPacketConverter, RtcpReceiverInfo, RtcpSenderInfo, RtcpSrPacket } from 'werift';
import type { Clock } from '../../shared/clock.ts';

const NTP_OFFSET_SECONDS = 2_208_988_800;

export interface ReceptionFigures {
  readonly packets: number;
  readonly lost: number;
  readonly jitterMs: number;
}

export class Reception {
  readonly #clock: Clock;
  readonly #rate: number;
  #ssrc: number | undefined;
  #first = 0;
  #highest = 0;
  #cycles = 0;
  #packets = 0;
  #transit: number | undefined;
  #jitter = 0;
  #before = { expected: 0, packets: 0 };
  #lastReport: { readonly middle: number; readonly at: number } | undefined;

  constructor(clock: Clock, rate: number) {
    this.#clock = clock;
    this.#rate = rate;
  }

  note(ssrc: number, sequence: number, timestamp: number): void {
    if (this.#ssrc !== ssrc) this.#begin(ssrc, sequence);
    const ahead = (sequence - this.#highest) & 0xffff;
    if (ahead > 0 && ahead < 0x8000) {
      if (sequence < this.#highest) this.#cycles += 1;
      this.#highest = sequence;
    }
    this.#packets += 1;
    const transit = (this.#clock.now() * this.#rate) / 1000 - timestamp;
    if (this.#transit !== undefined) {
      const difference = Math.abs(transit - this.#transit);
      // A new beginning of the far end's time is no jitter.
      if (difference < this.#rate * 10) this.#jitter += (difference - this.#jitter) / 16;
    }
    this.#transit = transit;
  }

  /** Takes the far end's reports, for the time they were sent. */
  noteRtcp(bytes: Buffer): void {
    if (bytes.length >= 28 && bytes[1] === RtcpSrPacket.type) {
      this.#lastReport = { middle: bytes.readUInt32BE(10), at: this.#clock.now() };
    }
  }

  get figures(): ReceptionFigures {
    const lost = Math.max(0, this.#expected() - this.#packets);
    return { packets: this.#packets, lost, jitterMs: (this.#jitter * 1000) / this.#rate };
  }

  /** A sender report with what came in since the last one. */
  report(own: {
    readonly ssrc: number;
    readonly timestamp: number;
    readonly packets: number;
    readonly octets: number;
  }): Buffer {
    const wall = this.#clock.wall() / 1000 + NTP_OFFSET_SECONDS;
    const seconds = Math.floor(wall);
    const fraction = Math.floor((wall - seconds) * 2 ** 32);
    const packet = new RtcpSrPacket({
      ssrc: own.ssrc,
      senderInfo: new RtcpSenderInfo({
        ntpTimestamp: (BigInt(seconds) << 32n) | BigInt(fraction),
        rtpTimestamp: own.timestamp,
        packetCount: own.packets,
        octetCount: own.octets,
      }),
      reports: this.#ssrc === undefined ? [] : [this.#block(this.#ssrc)],
    });
    return packet.serialize();
  }

  #block(ssrc: number): RtcpReceiverInfo {
    const expected = this.#expected();
    const [since, came] = [expected - this.#before.expected, this.#packets - this.#before.packets];
    this.#before = { expected, packets: this.#packets };
    const share = since <= 0 || came >= since ? 0 : (since - came) / since;
    const last = this.#lastReport;
    return new RtcpReceiverInfo({
      ssrc,
      fractionLost: Math.min(255, Math.floor(share * 256)),
      packetsLost: this.figures.lost,
      highestSequence: (this.#cycles << 16) | this.#highest,
      jitter: Math.round(this.#jitter),
      lsr: last?.middle ?? 0,
      dlsr: last ? Math.round((this.#clock.now() - last.at) * 65.536) : 0,
    });
  }

  #expected(): number {
    return this.#ssrc === undefined ? 0 : this.#cycles * 65_536 + this.#highest - this.#first + 1;
  }

  #begin(ssrc: number, sequence: number): void {
    this.#ssrc = ssrc;
    this.#first = sequence;
    this.#highest = sequence;
    this.#cycles = 0;
    this.#packets = 0;
    this.#transit = undefined;
    this.#before = { expected: 0, packets: 0 };
  }
}

/** How many frames of 20 ms lie between two reports. */
export const FRAMES_PER_REPORT = 100;

/** Whether somebody asks for a whole picture: PLI or FIR. RFC 4585 6.3.1, RFC 5104 4.3.1 */
export function asksForPicture(bytes: Buffer): boolean {
  try {
    return RtcpPacketConverter.deSerialize(bytes).some(({ type }) => type === 206);
  } catch {
    return false;
  }
}
