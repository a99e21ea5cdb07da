/** application/vnd-microsoft-roaming-contacts+xml: the whole list, or a step from one number to the next. [MS-SIP] 2.2.4.1, 3.7.5.2 */
import { addressOf, readUri } from '../sip/uri.ts';
import { attr, children, numberOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';

export interface ListedGroup {
  readonly id: string;
  /** `~` is the server's name for "Other contacts". */
  readonly name: string;
}

export interface ListedContact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** The name its owner gave it; '' shows the contact's own. */
  readonly alias: string;
  readonly groupIds: readonly string[];
}

export type ContactChange =
  | { readonly kind: 'group'; readonly group: ListedGroup }
  | { readonly kind: 'group-gone'; readonly id: string }
  | { readonly kind: 'contact'; readonly contact: ListedContact }
  | { readonly kind: 'contact-gone'; readonly uri: string };

export type ContactDocument =
  | {
      readonly kind: 'list';
      readonly deltaNumber: number;
      readonly groups: readonly ListedGroup[];
      readonly contacts: readonly ListedContact[];
      /** The list lives in Exchange (mission F13). */
      readonly isInExchange: boolean;
    }
  | {
      readonly kind: 'delta';
      readonly deltaNumber: number;
      readonly previous: number;
      readonly changes: readonly ContactChange[];
    };

export type ContactsProblem = XmlProblem | 'not-a-contact-list';

export type ContactsReading =
  | { readonly ok: true; readonly document: ContactDocument }
  | { readonly ok: false; readonly problem: ContactsProblem };

const MOST_GROUPS = 256;
const MOST_CONTACTS = 5000;
const MOST_GROUPS_OF_ONE = 64;
const LONGEST_NAME = 256;
const LONGEST_URI = 512;

/** Reads a document. Entries without id or address are left out; of groups at most 256, of contacts at most 5,000 are kept. */
export function readContacts(text: string): ContactsReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  const deltaNumber = numberOf(attr(root, 'deltaNum'));
  if (root.local === 'contactList') {
    return {
      ok: true,
      document: {
        kind: 'list',
        deltaNumber: deltaNumber ?? 0,
        groups: children(root, 'group').slice(0, MOST_GROUPS).flatMap(readGroup),
        contacts: children(root, 'contact').slice(0, MOST_CONTACTS).flatMap(readContact),
        isInExchange: attr(root, 'ucsmode')?.trim().toLowerCase() === 'migrated',
      },
    };
  }
  const previous = numberOf(attr(root, 'prevDeltaNum'));
  if (root.local !== 'contactDelta' || deltaNumber === undefined || previous === undefined) {
    return { ok: false, problem: 'not-a-contact-list' };
  }
  const changes = root.children.slice(0, MOST_CONTACTS).flatMap(readChange);
  return { ok: true, document: { kind: 'delta', deltaNumber, previous, changes } };
}

function readChange(element: XmlElement): ContactChange[] {
  switch (element.local) {
    case 'addedGroup':
    case 'modifiedGroup':
      return readGroup(element).map((group) => ({ kind: 'group', group }));
    case 'deletedGroup':
      return readGroup(element).map(({ id }) => ({ kind: 'group-gone', id }));
    case 'addedContact':
    case 'modifiedContact':
      return readContact(element).map((contact) => ({ kind: 'contact', contact }));
    case 'deletedContact':
      return readContact(element).map(({ uri }) => ({ kind: 'contact-gone', uri }));
    default:
      return [];
  }
}

function readGroup(element: XmlElement): ListedGroup[] {
  const id = numberOf(attr(element, 'id'));
  if (id === undefined) return [];
  return [{ id: String(id), name: (attr(element, 'name') ?? '').trim().slice(0, LONGEST_NAME) }];
}

function readContact(element: XmlElement): ListedContact[] {
  const uri = contactUri(attr(element, 'uri') ?? '');
  if (uri === undefined) return [];
  const groups = (attr(element, 'groups') ?? '').split(/\s+/, MOST_GROUPS_OF_ONE).filter((id) => /^\d{1,10}$/.test(id));
  const alias = (attr(element, 'name') ?? '').trim().slice(0, LONGEST_NAME);
  return [{ uri, alias, groupIds: groups.map((id) => String(Number(id))) }];
}

/** With or without `sip:`; undefined when it is no person's address. */
function contactUri(text: string): string | undefined {
  const written = text.trim();
  if (written === '' || written.length > LONGEST_URI) return undefined;
  const uri = readUri(/^sips?:/i.test(written) ? written : `sip:${written}`);
  return uri?.kind === 'sip' && uri.user ? addressOf(uri.wire) : undefined;
}
