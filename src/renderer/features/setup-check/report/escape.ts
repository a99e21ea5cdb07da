const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it may stand in HTML or SVG, between tags and in quotes. What XML does not allow becomes a sign for it. */
export function escaped(text: string): string {
  const allowed = [...text].map((letter) => (isAllowed(letter.codePointAt(0) ?? 0) ? letter : '\u{fffd}')).join('');
  return allowed.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}

/** XML 1.0 2.2, and none of the signs that turn the direction of what stands around them. */
function isAllowed(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const turns = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return code !== 0xfffe && code !== 0xffff && !isSurrogate && !turns;
}
