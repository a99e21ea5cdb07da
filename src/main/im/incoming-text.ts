/** A text of the peer as it is shown. */
import type { ImText } from '../../protocol/im/read-content.ts';
import { richFromHtml } from './rich-text/html.ts';
import { richFromPlain, type ShownText } from './rich-text/plain.ts';

/** Plain data, whatever came. */
export function shownFromPeer(text: ImText): ShownText {
  return text.kind === 'html' ? richFromHtml(text.html) : richFromPlain(text.text, text.looks);
}
