/** The ladder as numbers: which arrow runs from where to where. What the screen, the text and the picture are drawn from. Pure. */
import type { Lanes } from './lanes.ts';
import { isRefusal, messageName, type SipEntry } from './sip-headers.ts';

/** One arrow. Places: 0 is you, 1 the first lane. */
export interface Rung {
  readonly seq: number;
  readonly time: string;
  readonly name: string;
  readonly direction: 'sent' | 'received';
  /** The end of our own connection. */
  readonly near: number;
  /** Where it went to, or came from, behind that; the same as `near` when nothing is known of it. */
  readonly far: number;
  readonly isRefusal: boolean;
}

/** The arrow of a message, with its time as `timeOf` writes it; undefined for one whose server found no place. */
export function rungOf(entry: SipEntry, lanes: Lanes, timeOf: (at: number) => string): Rung | undefined {
  const reach = lanes.of(entry);
  if (!reach) return undefined;
  return {
    seq: entry.seq,
    time: timeOf(entry.at),
    name: messageName(entry.text),
    direction: entry.direction,
    near: reach.near + 1,
    far: reach.far + 1,
    isRefusal: isRefusal(entry),
  };
}
