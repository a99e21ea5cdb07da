/** Whether the other side is typing: Microsoft's KeyboardActivity, and RFC 3994. */
import { attr, child, numberOf, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';

export interface Typing {
  readonly isTyping: boolean;
  /** For how long it counts when nothing more is heard; undefined when the peer does not say. */
  readonly seconds?: number;
}

const LONGEST = 4096;
/** Who types on need not say so again sooner, unless another time is named. RFC 3994 3.3 */
const USUAL_REFRESH_SECONDS = 120;

/** Undefined for any other document. */
export function readTyping(text: string): Typing | undefined {
  const reading = text.length > LONGEST ? undefined : readXml(text);
  if (!reading?.ok) return undefined;
  const { root } = reading;
  if (root.local === 'KeyboardActivity') {
    const status = attr(child(root, 'status'), 'status');
    return status === undefined ? undefined : { isTyping: status.toLowerCase() === 'type' };
  }
  if (root.local !== 'isComposing') return undefined;
  if (textOf(root, 'state') !== 'active') return { isTyping: false };
  return { isTyping: true, seconds: numberOf(textOf(root, 'refresh')) ?? USUAL_REFRESH_SECONDS };
}
