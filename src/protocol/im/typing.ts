/** Whether the other side is typing: Microsoft's KeyboardActivity, and RFC 3994. */
import { attr, child, numberOf, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';

export interface Typing {
  readonly isTyping: boolean;
  /** For how long it counts when nothing more is heard; undefined when the peer does not say. */
  readonly seconds?: number;
}

const LONGEST = 4096;

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
  const seconds = numberOf(textOf(root, 'refresh'));
  return { isTyping: textOf(root, 'state') === 'active', ...(seconds === undefined ? {} : { seconds }) };
}
