/** Text on its way into XML. XML 1.0 2.2, 2.4 */

/** What no XML 1.0 document may hold: control characters, halves of surrogate pairs, the two non-characters. */
const isForbidden = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  code === 0xfffe ||
  code === 0xffff;

/** Quotes for attributes; white space as references, so that a reader's normalisation does not change it. */
const SPECIAL = /[&<>"'\t\r\n]/g;

/** Escapes text for an element or for an attribute in double quotes. Characters XML cannot hold are removed. */
export function escapeXml(text: string): string {
  let kept = '';
  for (const character of text) if (!isForbidden(character.codePointAt(0) ?? 0)) kept += character;
  return kept.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
