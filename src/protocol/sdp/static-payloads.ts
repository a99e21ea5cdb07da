/** Numbers that mean a codec without a line that says so. RFC 3551 6 */
import type { Payload } from './description.ts';

const STATIC: ReadonlyMap<number, readonly [name: string, clockRate: number]> = new Map([
  [0, ['PCMU', 8000]],
  [3, ['GSM', 8000]],
  [4, ['G723', 8000]],
  [8, ['PCMA', 8000]],
  // 16,000 samples a second; the clock says 8000 by an old mistake.
  [9, ['G722', 8000]],
  [13, ['CN', 8000]],
  [15, ['G728', 8000]],
  [18, ['G729', 8000]],
  [26, ['JPEG', 90_000]],
  [31, ['H261', 90_000]],
  [34, ['H263', 90_000]],
]);

/** What a number means by itself; undefined for one that needs an `a=rtpmap`. */
export function staticPayload(type: number): Payload | undefined {
  const found = STATIC.get(type);
  return found && { type, name: found[0], clockRate: found[1], fmtp: [] };
}
