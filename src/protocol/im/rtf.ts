/** The words of an RTF message: what old clients send, and nothing of its looks. Rich Text Format 1.9 */

const DEEPEST = 64;
const LONGEST = 65_536;
/** Groups whose text is no text of the message. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'footer', 'listtable', 'fldinst'],
  ...['filetbl', 'listoverridetable', 'generator', 'themedata', 'datastore', 'xmlnstbl'],
]);
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['tab', '\t'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['endash', '–'],
  ['emdash', '—'],
]);
/** 0x80 to 0x9f of Windows-1252, where it differs from Latin-1. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

interface Group {
  readonly isHidden: boolean;
  /** How many characters stand in for each \u. */
  readonly skips: number;
}

/** The text of an RTF document, at most 65,536 characters; anything else comes back as it is. One pass. */
export function plainFromRtf(rtf: string): string {
  if (!/^\s*\{\\rtf/i.test(rtf.slice(0, 100))) return rtf.slice(0, LONGEST);
  return new Words().read(rtf);
}

class Words {
  #text = '';
  #group: Group = { isHidden: false, skips: 1 };
  readonly #outer: Group[] = [];
  /** Characters that only stand in for one we have already. */
  #owed = 0;

  read(rtf: string): string {
    for (const match of rtf.matchAll(TOKEN)) {
      if (this.#text.length >= LONGEST) break;
      const [, word, value, hex, symbol, brace, plain] = match;
      if (word !== undefined) this.#control(word.toLowerCase(), value);
      else if (hex !== undefined) this.#add(windows(Number.parseInt(hex, 16)));
      else if (symbol !== undefined) this.#symbol(symbol);
      else if (brace !== undefined) this.#brace(brace);
      else if (plain !== undefined) this.#add(plain);
    }
    return this.#text.slice(0, LONGEST).replace(/\n+$/, '');
  }

  #control(word: string, value: string | undefined): void {
    if (HIDDEN.has(word)) this.#group = { ...this.#group, isHidden: true };
    else if (word === 'uc') this.#group = { ...this.#group, skips: Math.min(8, Math.abs(Number(value ?? 1))) };
    else if (word === 'u' && value !== undefined) this.#unicode(Number(value));
    else this.#add(CHARACTERS.get(word) ?? '');
  }

  /** Signed, 16 bits. */
  #unicode(value: number): void {
    this.#owed = 0;
    this.#add(String.fromCharCode(value & 0xffff));
    this.#owed = this.#group.skips;
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#group = { ...this.#group, isHidden: true };
    else if (symbol === '~') this.#add('\u00a0');
    else if (symbol === '_') this.#add('-');
    else if (symbol === '\\' || symbol === '{' || symbol === '}') this.#add(symbol);
    else if (symbol === '\n' || symbol === '\r') this.#add('\n');
  }

  #brace(brace: string): void {
    if (brace === '}') this.#group = this.#outer.pop() ?? this.#group;
    else if (this.#outer.length < DEEPEST) this.#outer.push(this.#group);
  }

  #add(text: string): void {
    const isOwed = Math.min(this.#owed, text.length);
    this.#owed -= isOwed;
    if (!this.#group.isHidden) this.#text += text.slice(isOwed);
  }
}

function windows(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? WINDOWS.charAt(byte - 0x80) : String.fromCharCode(byte);
}
