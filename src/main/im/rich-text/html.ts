/**
 * HTML of a message as plain data. Nothing of it is kept but words, a few looks and links that may be opened: what runs, embeds or
 * fetches has no place in the data, so nothing needs to be recognised as dangerous. The window never sees HTML.
 */
import { Parser } from 'htmlparser2';
import { findLinks, safeLink } from './links.ts';
import type { ShownText } from './plain.ts';
import { RichTextBuilder, type RunLooks, TooLong } from './rich-text-builder.ts';
import { withFlag, withFont, withStyle } from './style.ts';

/** UTF-16 units of markup that are looked at. */
const longestHtml = 512 * 1024;
/** Deeper than any client nests; the parser's own work grows with the depth. */
const deepest = 100;

/** Elements whose text nobody is meant to read. */
const hidden: ReadonlySet<string> = new Set([
  ...['script', 'style', 'head', 'title', 'template', 'noscript', 'iframe', 'object', 'embed', 'applet', 'svg', 'math'],
  ...['xml', 'textarea', 'select', 'video', 'audio', 'canvas', 'noframes', 'noembed', 'map'],
]);
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'li', 'ul', 'ol', 'dl', 'dt', 'dd', 'tr', 'table', 'blockquote', 'pre', 'center', 'section'],
  ...['article', 'header', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'address', 'form', 'fieldset'],
]);
const marks: ReadonlyMap<string, 'bold' | 'italic' | 'underline' | 'strike'> = new Map([
  ...['b', 'strong', 'th', 'h1', 'h2', 'h3'].map((name) => [name, 'bold'] as const),
  ...['i', 'em', 'cite'].map((name) => [name, 'italic'] as const),
  ...['u', 'ins'].map((name) => [name, 'underline'] as const),
  ...['s', 'strike', 'del'].map((name) => [name, 'strike'] as const),
]);

/** What is shown of an HTML message. Never throws; too much of anything ends it early. */
export function richFromHtml(html: string): ShownText {
  const builder = new RichTextBuilder();
  const isWhole = fill(builder, html.slice(0, longestHtml));
  return { body: builder.finish(), isCut: !isWhole || html.length > longestHtml };
}

function fill(builder: RichTextBuilder, html: string): boolean {
  const reader = new Reader(builder);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.hear(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  try {
    parser.write(html);
    parser.end();
    reader.end();
    return true;
  } catch (error) {
    if (error instanceof TooLong) return false;
    throw error;
  }
}

interface Open {
  readonly name: string;
  readonly looks: RunLooks;
  readonly isHidden: boolean;
  readonly keepsBlanks: boolean;
}

class Reader {
  readonly #builder: RichTextBuilder;
  readonly #open: Open[] = [];
  /** A blank that is written only when something follows on the line, with the looks it had. */
  #owed: RunLooks | undefined;
  /** Text up to the next element. */
  #heard = '';

  constructor(builder: RichTextBuilder) {
    this.#builder = builder;
  }

  /** A piece of text: the parser cuts at each entity, also in the middle of an address. */
  hear(text: string): void {
    this.#heard += text;
  }

  /** Nothing follows. */
  end(): void {
    this.#flush();
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#flush();
    if (this.#open.length >= deepest) throw new TooLong();
    const outer = this.#inner();
    const isHidden = outer.isHidden || hidden.has(name);
    this.#open.push({
      name,
      isHidden,
      looks: isHidden ? outer.looks : looksOf(outer.looks, name, attributes),
      keepsBlanks: outer.keepsBlanks || name === 'pre',
    });
    if (isHidden) return;
    if (blocks.has(name)) this.#endLine();
    if (name === 'br') this.#breakLine();
    else if (name === 'li') this.#add('• ');
    else if (name === 'img') this.#text(attributes.alt ?? '');
    else if (name === 'td' || name === 'th') this.#oweBlank();
  }

  close(name: string): void {
    this.#flush();
    const at = this.#open.findLastIndex((open) => open.name === name);
    if (at < 0) return;
    const wasHidden = this.#open[at]?.isHidden ?? false;
    this.#open.length = at;
    if (!wasHidden && blocks.has(name)) this.#endLine();
  }

  #flush(): void {
    const heard = this.#heard;
    this.#heard = '';
    if (heard !== '') this.#text(heard);
  }

  #text(text: string): void {
    const { isHidden, keepsBlanks } = this.#inner();
    if (isHidden) return;
    if (keepsBlanks) this.#addLines(text);
    else this.#addCollapsed(text);
  }

  #inner(): Open {
    return this.#open.at(-1) ?? { name: '', looks: {}, isHidden: false, keepsBlanks: false };
  }

  /** White space is one blank, and none where the line begins; blanks that must not break are the peer's, and stay. */
  #addCollapsed(text: string): void {
    const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ');
    const from = collapsed.startsWith(' ') ? 1 : 0;
    const to = Math.max(from, collapsed.endsWith(' ') ? collapsed.length - 1 : collapsed.length);
    if (from > 0) this.#oweBlank();
    if (to === from) return;
    this.#add(collapsed.slice(from, to));
    if (to < collapsed.length) this.#oweBlank();
  }

  #addLines(text: string): void {
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) this.#breakLine();
      if (line !== '') this.#add(line);
    }
  }

  #add(text: string): void {
    const { looks } = this.#inner();
    const { link: around, ...plain } = looks;
    if (this.#owed) this.#builder.add(' ', this.#owed);
    this.#owed = undefined;
    if (around !== undefined) this.#builder.add(text, looks);
    else
      for (const { text: piece, link } of findLinks(text)) this.#builder.add(piece, link ? { ...plain, link } : plain);
  }

  #oweBlank(): void {
    const { link: _link, ...plain } = this.#inner().looks;
    if (!this.#builder.isLineEmpty) this.#owed ??= plain;
  }

  #endLine(): void {
    this.#owed = undefined;
    if (!this.#builder.isLineEmpty) this.#builder.endLine();
  }

  #breakLine(): void {
    this.#owed = undefined;
    this.#builder.endLine();
  }
}

function looksOf(outer: RunLooks, name: string, attributes: Readonly<Record<string, string>>): RunLooks {
  const mark = marks.get(name);
  let looks = mark ? withFlag(outer, mark, true) : outer;
  if (name === 'font') looks = withFont(looks, attributes);
  if (attributes.style !== undefined) looks = withStyle(looks, attributes.style);
  const link = name === 'a' ? safeLink(attributes.href ?? '') : undefined;
  return link === undefined ? looks : { ...looks, link };
}
