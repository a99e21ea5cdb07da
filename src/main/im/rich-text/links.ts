/** Where a link in a message may lead. */

const longestLink = 2048;
const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'sip:', 'sips:', 'tel:']);
/** Bounded, so that no text makes it look at a character twice. */
const inText = /\b(?:https?:\/\/|mailto:)[^\s<>"'`{}|\\^]{1,2000}/gi;
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?)\]}*_…»”’]+$/;

/** The address as it may be opened; undefined for a relative one, one of another kind, or one that hides something. */
export function safeLink(href: string): string | undefined {
  const text = href.trim();
  if (text === '' || text.length > longestLink || !isPlain(text)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !schemes.has(url.protocol)) return undefined;
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  // "https://bank.example@evil.example/" leads elsewhere than it seems to.
  if (isWeb && (url.hostname === '' || url.username !== '' || url.password !== '')) return undefined;
  if (!isWeb && url.pathname.replace(/^\/+/, '') === '') return undefined;
  return url.href.length <= longestLink ? url.href : undefined;
}

/** Nothing that a browser would drop on the way to another scheme, nothing that cannot be seen. */
function isPlain(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isInvisible = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) || code === 0xfeff;
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || isInvisible || (code >= 0x2066 && code <= 0x2069))
      return false;
  }
  return true;
}

export interface TextPiece {
  readonly text: string;
  readonly link?: string;
}

/** Cuts a text at the addresses in it. */
export function findLinks(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(inText)) {
    const address = withoutTail(match[0]);
    const link = safeLink(address);
    if (link === undefined) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, link });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** A closing bracket belongs to the address that opened it, as on pages about "thing_(meaning)". */
function withoutTail(address: string): string {
  const cut = address.replace(trailing, '');
  const isOpen = cut.includes('(') && !cut.includes(')') && address.charAt(cut.length) === ')';
  return isOpen ? address.slice(0, cut.length + 1) : cut;
}
