/** The piece of an answer by which a peer tells how the call goes that we sent it to. RFC 3420, RFC 3515 2.4.4 */
import { requireOneLine } from './write-values.ts';

export interface Sipfrag {
  readonly status: number;
  readonly reason: string;
}

export const sipfragType = 'message/sipfrag';

const MAX_REASON = 200;
const START = /^\s*SIP\/2\.0[ \t]+([1-6]\d\d)(?:[ \t]+([^\r\n]*))?(?:\r|\n|$)/i;

/** Reads a body of `message/sipfrag`: its status line; undefined when it has none. What follows the line is not looked at. */
export function readSipfrag(text: string): Sipfrag | undefined {
  const match = START.exec(text.slice(0, 1024));
  return match ? { status: Number(match[1]), reason: (match[2] ?? '').trim().slice(0, MAX_REASON) } : undefined;
}

/** The body that tells a status. Throws on a status outside 100 to 699 or a reason of several lines: that is a bug. */
export function writeSipfrag({ status, reason }: Sipfrag): string {
  if (!Number.isInteger(status) || status < 100 || status > 699) throw new Error('not a status');
  return `SIP/2.0 ${status} ${requireOneLine(reason, 'reason').slice(0, MAX_REASON)}\r\n`;
}
