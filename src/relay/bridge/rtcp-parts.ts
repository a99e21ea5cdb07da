/** Parts of compound RTCP packets: which of them go on, and those of our own. RFC 3550 6.1 */
import type { RtcpPart } from '../rtp/rtcp.ts';

const headBytes = 4;
const mostParts = 32;
/** Who asks, where no far end's source is known. */
const ourSource = 1;
/** Sender and receiver reports, source descriptions, goodbyes. */
const plainTypes: ReadonlySet<number> = new Set([200, 201, 202, 203]);

/** Whether every far end understands it; one without its sender is nothing. */
export function isPlain({ bytes }: RtcpPart): boolean {
  return bytes.length >= 8 && plainTypes.has(bytes[1] ?? 0);
}

/** Whose picture is wanted; undefined for all other parts. RFC 4585 6.3.1, RFC 5104 4.3.1 */
export function wantedPicture({ bytes, said }: RtcpPart): number | undefined {
  if (said.kind !== 'picture-wanted') return undefined;
  const at = said.by === 'pli' ? 8 : 12;
  return bytes.length >= at + 4 ? bytes.readUInt32BE(at) : undefined;
}

/** Asks the senders of these sources for a whole picture each. RFC 4585 6.3.1 */
export function pictureLoss(sources: readonly number[]): Buffer {
  const parts = sources.slice(0, mostParts - 1).map((source) => {
    const part = Buffer.alloc(12);
    part.writeUInt32BE(0x81ce0002, 0);
    part.writeUInt32BE(ourSource, 4);
    part.writeUInt32BE(source, 8);
    return part;
  });
  return Buffer.concat([emptyReport(ourSource), ...parts]);
}

/** A report about nothing: what a compound packet begins with. RFC 3550 6.1 */
export function emptyReport(source: number): Buffer {
  const packet = Buffer.alloc(8);
  packet.writeUInt32BE(0x80c90001, 0);
  packet.writeUInt32BE(source, 4);
  return packet;
}

/** The goodbye of some sources. RFC 3550 6.6 */
export function goodbye(sources: readonly number[]): Buffer {
  const [first = 0] = sources;
  const named = sources.slice(0, 31);
  const packet = Buffer.alloc(headBytes + named.length * 4);
  packet.writeUInt8(0x80 | named.length, 0);
  packet.writeUInt8(203, 1);
  packet.writeUInt16BE(named.length, 2);
  for (const [at, source] of named.entries()) packet.writeUInt32BE(source, headBytes + at * 4);
  return Buffer.concat([emptyReport(first), packet]);
}
