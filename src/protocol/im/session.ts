/** The description of an instant message session: SDP that describes no media. Protocol notes 11.1, RFC 4566 */
import { decodeTolerant } from '../sip/text.ts';

export interface ImSession {
  /** What the other side calls it; the oldest clients say `x-ms-message`. */
  readonly media: 'message' | 'x-ms-message';
  /** Types of content the other side shows, in lower case; empty when it does not say. */
  readonly accepts: readonly string[];
}

const LONGEST = 16 * 1024;
const MOST_TYPES = 64;

/** Undefined when the description is none of instant messages, as that of a call. */
export function readImSession(sdp: Uint8Array): ImSession | undefined {
  if (sdp.length > LONGEST) return undefined;
  const { text } = decodeTolerant(sdp);
  const media = /^m=(message|x-ms-message)[ \t]/im.exec(text)?.[1]?.toLowerCase();
  if (media !== 'message' && media !== 'x-ms-message') return undefined;
  const types = /^a=accept-types:([^\r\n]*)/im.exec(text)?.[1]?.toLowerCase() ?? '';
  return { media, accepts: types.split(/[\s,]+/, MOST_TYPES).filter((type) => type !== '') };
}

/** Whether the other side shows this type; one that does not say shows everything. */
export function shows({ accepts }: ImSession, type: string): boolean {
  const all = `${type.slice(0, type.indexOf('/'))}/*`;
  return accepts.length === 0 || [type, all, '*'].some((accepted) => accepts.includes(accepted));
}
