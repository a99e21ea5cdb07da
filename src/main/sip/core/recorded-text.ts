/** A message as the record keeps it: whole, unless it is so large that looking through it for secrets would hold everything else up. */
import { decodeTolerant, encodeUtf8, indexOfBytes } from '../../../protocol/sip/text.ts';

/** A list of two hundred people with all that is known of them. */
const mostBytes = 1024 * 1024;
const headEnd = encodeUtf8('\r\n\r\n');
const tagEnd = 0x3e;

/** The text; of a larger message its head and the beginning of its body, which ends behind a tag so that no secret is cut in two. */
export function recordedText(bytes: Uint8Array): string {
  if (bytes.length <= mostBytes) return decodeTolerant(bytes).text;
  const bodyAt = Math.max(0, indexOfBytes(bytes, headEnd, 0)) + headEnd.length;
  const kept = bytes.subarray(0, Math.max(bodyAt, bytes.lastIndexOf(tagEnd, mostBytes - 1) + 1));
  return `${decodeTolerant(kept).text}\r\n(${bytes.length - kept.length} more bytes, not recorded)`;
}
