/** What a client wrote into a group's `externalURI`: XML as text, which makes the group a special one (UCMA, contact groups). */
import type { ContactGroupKind } from '../../shared/model/contacts.ts';
import { attr, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';

export interface GroupNature {
  readonly kind: Exclude<ContactGroupKind, 'delegates'>;
  /** Of a distribution group: its mail address. */
  readonly address?: string;
}

/** The server's own name for "Other contacts". [MS-SIP] 3.7.5.2 */
const OTHER_CONTACTS = '~';
/** The name the favourites have in every language. */
export const PINNED_CONTACTS = 'Pinned Contacts';
/** What marks a group as the favourites. */
export const pinnedExtension = '<groupExtension groupType="pinnedGroup"><email/></groupExtension>';

/** [MS-SIP] 9.1 */
const LONGEST = 1024;

/** What kind of group it is, by name and `externalURI`; one that says nothing we know is a normal one. */
export function natureOf(name: string, externalUri: string): GroupNature {
  if (name === OTHER_CONTACTS) return { kind: 'other' };
  const reading = externalUri.length <= LONGEST && externalUri.includes('<') ? readXml(externalUri) : undefined;
  const extension = reading?.ok && reading.root.local === 'groupExtension' ? reading.root : undefined;
  const type = attr(extension, 'groupType')?.trim();
  const address = textOf(extension, 'email');
  if (type === 'dg' && address !== undefined) return { kind: 'distribution', address };
  return { kind: type === 'pinnedGroup' || name === PINNED_CONTACTS ? 'pinned' : 'normal' };
}
