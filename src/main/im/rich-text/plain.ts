/** Plain text as a message is shown: lines, and the addresses in it as links. */
import type { RichText } from '../../../shared/model/conversation.ts';
import { findLinks } from './links.ts';
import { RichTextBuilder, type RunLooks, TooLong } from './rich-text-builder.ts';

export interface ShownText {
  readonly body: RichText;
  /** There was more than is shown. */
  readonly isCut: boolean;
}

/** One paragraph for each line; the same looks throughout. */
export function richFromPlain(text: string, looks: RunLooks = {}): ShownText {
  const builder = new RichTextBuilder();
  return { isCut: !fill(builder, text, looks), body: builder.finish() };
}

function fill(builder: RichTextBuilder, text: string, looks: RunLooks): boolean {
  try {
    for (const line of linesOf(text)) {
      for (const { text: piece, link } of findLinks(line)) builder.add(piece, link ? { ...looks, link } : looks);
      builder.endLine();
    }
    return true;
  } catch (error) {
    if (error instanceof TooLong) return false;
    throw error;
  }
}

function* linesOf(text: string): Generator<string> {
  let from = 0;
  for (const match of text.matchAll(/\r\n|\r|\n|\u2028|\u2029/g)) {
    yield text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  yield text.slice(from);
}
