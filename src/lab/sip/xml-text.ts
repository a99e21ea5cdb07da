/** Text that goes into the lab's XML. */
import type { XmlAttribute, XmlElement } from '../../protocol/xml/read.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** C0 controls but tab and line breaks, lone surrogates and the two non-characters: not allowed in XML 1.0 at all. */
function isForbidden(code: number): boolean {
  const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return isControl || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
}

/** Escapes text for an element or an attribute in double quotes; what XML cannot hold becomes U+FFFD. */
export function xml(text: string): string {
  if (/^[\w .:;=@{}/+-]*$/.test(text)) return text;
  const allowed = Array.from(text, (character) => (isForbidden(character.codePointAt(0) ?? 0) ? '\uFFFD' : character));
  return allowed.join('').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Writes an element a client sent, so that it can stand in a document of the server: every namespace is declared where
 * it is used, since the prefixes around it are lost.
 */
export function elementXml(element: XmlElement): string {
  const space = element.ns === '' ? '' : ` xmlns="${xml(element.ns)}"`;
  const attributes = element.attributes.map(attributeXml).join('');
  const content = element.children.map(elementXml).join('') || xml(element.text);
  return `<${element.local}${space}${attributes}>${content}</${element.local}>`;
}

function attributeXml({ local, ns, value }: XmlAttribute, index: number): string {
  if (ns === '') return ` ${local}="${xml(value)}"`;
  const prefix = ns === XSI ? 'xsi' : `n${index}`;
  return ` xmlns:${prefix}="${xml(ns)}" ${prefix}:${local}="${xml(value)}"`;
}
