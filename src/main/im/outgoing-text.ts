/** A message of ours on the wire: plain, or HTML where it has looks and the peer shows HTML. */
import { htmlType, plainType, writeAlternative, writeHtml } from '../../protocol/im/write.ts';
import { plainText, type RichText, type TextRun } from '../../shared/model/conversation.ts';
import type { Body } from '../sip/agent.ts';
import { richFromPlain, type ShownText } from './rich-text/plain.ts';

/** The message as it is shown here, with the links in it. */
export function shownHere(text: string, format: RichText | undefined): ShownText {
  if (!format || !hasLooks(format)) return richFromPlain(text);
  const lines = format.map((runs) => runs.map((run) => richFromPlain(run.text, looksOf(run))));
  return {
    body: lines.map((pieces) => pieces.flatMap(({ body }) => body.flat())),
    isCut: lines.flat().some(({ isCut }) => isCut),
  };
}

/** The body of a MESSAGE. */
export function bodyOf(shown: RichText, showsHtml: boolean): Body {
  return hasLooks(shown) && showsHtml
    ? { contentType: htmlType, text: writeHtml(shown) }
    : { contentType: plainType, text: plainText(shown).replaceAll('\n', '\r\n') };
}

/** The body of a MESSAGE to many, whose programs show different things. `boundary` is to occur in no text. */
export function bodyForMany(shown: RichText, boundary: string): Body {
  const plain = bodyOf(shown, false);
  if (!hasLooks(shown)) return plain;
  return {
    contentType: `multipart/alternative; boundary="${boundary}"`,
    text: writeAlternative(plain.text, writeHtml(shown), boundary),
  };
}

function hasLooks(body: RichText): boolean {
  return body.flat().some((run) => Object.keys(looksOf(run)).length > 0);
}

function looksOf({ text: _text, link: _link, ...looks }: TextRun): Omit<TextRun, 'text' | 'link'> {
  return looks;
}
