/** Heads of RTP packets (RFC 3550 5.1), and what tells RTP, RTCP, DTLS and STUN apart on one port (RFC 7983). */

const FIXED_BYTES = 12;
const PAYLOAD_TYPE_AT = 1;
const MARKER = 0x80;

export interface RtpHead {
  /** Bytes before the payload, with contributing sources and extension. */
  readonly length: number;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

/** What kind of packet arrived at a port that several protocols share; undefined for none of them. Looks at the first bytes only. */
export function kindOfPacket(packet: Buffer): 'stun' | 'dtls' | 'rtp' | 'rtcp' | undefined {
  const first = packet[0];
  if (first === undefined) return undefined;
  if (first <= 3) return 'stun';
  if (first >= 20 && first <= 63) return 'dtls';
  if (first >> 6 !== 2) return undefined;
  return isRtcp(packet) ? 'rtcp' : 'rtp';
}

/** Whether a packet of version 2 is RTCP (RFC 5761 4). */
function isRtcp(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return packet.length >= 8 && type >= 192 && type <= 223;
}

/** Bytes before the payload; undefined where the packet is no RTP, or ends before its head does. */
export function rtpHeadLength(packet: Buffer): number | undefined {
  const first = packet[0] ?? 0;
  if (packet.length < FIXED_BYTES || first >> 6 !== 2) return undefined;
  let length = FIXED_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (packet.length < length + 4) return undefined;
    length += 4 + packet.readUInt16BE(length + 2) * 4;
  }
  return length <= packet.length ? length : undefined;
}

/** Reads a head; undefined where the packet is no RTP. */
export function readRtpHead(packet: Buffer): RtpHead | undefined {
  const length = rtpHeadLength(packet);
  if (length === undefined) return undefined;
  const type = packet.readUInt8(PAYLOAD_TYPE_AT);
  return {
    length,
    payloadType: type & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
  };
}

/** The sources that a mixer made a packet of, 15 at most; none where the packet is no RTP or ends before they do. */
export function contributorsOf(packet: Buffer): readonly number[] {
  const count = (packet[0] ?? 0) & 0x0f;
  if (count === 0 || rtpHeadLength(packet) === undefined) return [];
  return Array.from({ length: count }, (_, index) => packet.readUInt32BE(FIXED_BYTES + index * 4));
}

/** Changes the payload type of an RTP packet in place; its marker stays. */
export function setPayloadType(packet: Buffer, payloadType: number): void {
  packet[PAYLOAD_TYPE_AT] = ((packet[PAYLOAD_TYPE_AT] ?? 0) & MARKER) | (payloadType & 0x7f);
}
