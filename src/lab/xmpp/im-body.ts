/** What a SIP request of an IM session says, as XMPP can carry it. Protocol notes 11.1, RFC 3994 */
import { Parser } from 'htmlparser2';
import { attr, child, children } from '../../protocol/xml/find.ts';
import type { Incoming } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';

export type ImBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'typing'; readonly isTyping: boolean }
  | { readonly kind: 'unknown' };

const BREAKS: ReadonlySet<string> = new Set(['br', 'div', 'li', 'p', 'tr']);
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title']);

/** What the gateway takes in a MESSAGE, for `a=accept-types`. */
export const ACCEPTED_TYPES = ['text/plain', 'text/html', 'application/im-iscomposing+xml'] as const;

/** Reads MESSAGE and INFO alike. */
export function readImBody({ contentType, text }: Incoming): ImBody {
  switch (contentType) {
    case 'text/plain':
      return { kind: 'text', text };
    case 'text/html':
      return { kind: 'text', text: plainText(text) };
    case 'application/im-iscomposing+xml':
      return typing(child(rootOf(text), 'state')?.text.trim(), 'active');
    case 'application/xml':
      return typing(attr(children(rootOf(text), 'status')[0], 'status'), 'type');
    default:
      return { kind: 'unknown' };
  }
}

function typing(word: string | undefined, yes: string): ImBody {
  return word === undefined ? { kind: 'unknown' } : { kind: 'typing', isTyping: word === yes };
}

/** The text of HTML; scripts and styles are not said aloud. */
function plainText(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (SILENT.has(name)) silent += 1;
      else if (BREAKS.has(name) && text !== '' && !text.endsWith('\n')) text += '\n';
    },
    ontext(piece) {
      if (silent === 0) text += piece;
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent = Math.max(0, silent - 1);
    },
  });
  parser.end(html);
  return text.trim();
}
