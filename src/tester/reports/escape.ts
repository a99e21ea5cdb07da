/** Text as it may stand in XML and HTML, between tags and in attributes. XML 1.0 2.2: most control characters may not stand there at all. */
export function escaped(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return allowed.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
