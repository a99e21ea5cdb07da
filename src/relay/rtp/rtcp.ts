/** RTCP compound packets (RFC 3550 6, RFC 4585, RFC 5104): what a relay has to know of them. */

const HEAD_BYTES = 4;
const REPORT_BYTES = 24;
/** A compound packet has two or three parts. */
const MAX_PARTS = 32;

const TYPE = { senderReport: 200, receiverReport: 201, payload: 206 } as const;
const FORMAT = { pictureLoss: 1, fullIntra: 4 } as const;

/** How one source is received (RFC 3550 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** 0 to 1, since the last report. */
  readonly fractionLost: number;
  /** The middle of the last sender report's time, and how long ago it came, in 1/65536 s. */
  readonly lastSenderReport: number;
  readonly delaySinceLast: number;
}

/** What a part says. */
export type RtcpWord =
  | {
      readonly kind: 'sender-report';
      readonly ssrc: number;
      /** The middle 32 bits of its time. */
      readonly time: number;
      /** How many it sent since it began. */
      readonly packets: number;
      readonly blocks: readonly ReportBlock[];
    }
  | { readonly kind: 'receiver-report'; readonly ssrc: number; readonly blocks: readonly ReportBlock[] }
  /** A fresh picture is wanted: PLI or FIR. */
  | { readonly kind: 'picture-wanted'; readonly by: 'pli' | 'fir' }
  /** Source descriptions, goodbyes, other feedback and what is unknown. */
  | { readonly kind: 'other' };

export interface RtcpPart {
  readonly bytes: Buffer;
  readonly said: RtcpWord;
}

/** The parts of a compound packet, up to the first that is cut short. Never throws. */
export function readRtcp(packet: Buffer): readonly RtcpPart[] {
  const parts: RtcpPart[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= packet.length && parts.length < MAX_PARTS) {
    const end = at + HEAD_BYTES + packet.readUInt16BE(at + 2) * 4;
    if (packet.readUInt8(at) >> 6 !== 2 || end > packet.length) break;
    const bytes = packet.subarray(at, end);
    parts.push({ bytes, said: readPart(bytes) });
    at = end;
  }
  return parts;
}

function readPart(part: Buffer): RtcpWord {
  const format = part.readUInt8(0) & 0x1f;
  const type = part.readUInt8(1);
  if (type === TYPE.senderReport && part.length >= 28) {
    return {
      kind: 'sender-report',
      ssrc: part.readUInt32BE(4),
      time: part.readUInt32BE(10),
      packets: part.readUInt32BE(20),
      blocks: readBlocks(part.subarray(28), format),
    };
  }
  if (type === TYPE.receiverReport && part.length >= 8)
    return { kind: 'receiver-report', ssrc: part.readUInt32BE(4), blocks: readBlocks(part.subarray(8), format) };
  if (type === TYPE.payload && part.length >= 12 && (format === FORMAT.pictureLoss || format === FORMAT.fullIntra))
    return { kind: 'picture-wanted', by: format === FORMAT.pictureLoss ? 'pli' : 'fir' };
  return { kind: 'other' };
}

function readBlocks(bytes: Buffer, count: number): readonly ReportBlock[] {
  const whole = Math.min(count, Math.floor(bytes.length / REPORT_BYTES));
  return Array.from({ length: whole }, (_none, i) => {
    const block = bytes.subarray(i * REPORT_BYTES);
    return {
      ssrc: block.readUInt32BE(0),
      fractionLost: block.readUInt8(4) / 256,
      lastSenderReport: block.readUInt32BE(16),
      delaySinceLast: block.readUInt32BE(20),
    };
  });
}
