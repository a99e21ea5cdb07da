/** The words of a little HTML document, for a line of text: nothing of it is ever shown as markup. */

const longestHtml = 64 * 1024;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Takes markup out, turns breaks into spaces, and keeps at most `most` characters. Linear in the text. */
export function plainTextOf(html: string, most: number): string {
  const text = html
    .slice(0, longestHtml)
    .replace(/<(style|script|head)\b[^<>]*>[\s\S]*?(?:<\/\1\s{0,16}>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, entity)
    .replace(/\s+/g, ' ')
    .trim();
  return text.slice(0, most);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : ' ';
}
