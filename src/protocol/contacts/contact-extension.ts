/**
 * What clients keep beside a contact: any XML, up to 1,024 bytes. Ours is one attribute, `tag` of `contactSettings`; the rest
 * belongs to others and goes back as it came. [MS-SIP] 9.1; UCMA, "Tagging a contact"
 */
import { attr, booleanOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

const SETTINGS = 'contactSettings';

/** Whether the owner wants to be told when this contact's status changes. */
export function isTagged(extension: readonly XmlElement[]): boolean {
  const settings = extension.find(({ local }) => local === SETTINGS);
  return booleanOf(attr(settings, 'tag')) === true;
}

/** The extension with the tag set or taken away; nothing else changes. */
export function withTag(extension: readonly XmlElement[], on: boolean): readonly XmlElement[] {
  const at = extension.findIndex(({ local }) => local === SETTINGS);
  const before = extension[at];
  if (!before)
    return on ? [...extension, { local: SETTINGS, ns: '', attributes: [tag], children: [], text: '' }] : extension;
  const others = before.attributes.filter(({ local, ns }) => local !== 'tag' || ns !== '');
  return extension.with(at, { ...before, attributes: on ? [...others, tag] : others });
}

const tag = { local: 'tag', ns: '', value: 'true' };
