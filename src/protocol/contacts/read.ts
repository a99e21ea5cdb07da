/** application/vnd-microsoft-roaming-contacts+xml: the whole list, or a step from one number to the next. [MS-SIP] 2.2.4.1, 3.7.5.2 */
import { attr, booleanOf, child, children, numberOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { personUri } from './person-uri.ts';

export interface ListedGroup {
  readonly id: string;
  /** `~` is the server's name for "Other contacts". */
  readonly name: string;
  /** What a client wrote there; see group-extension.ts. */
  readonly externalUri: string;
}

export interface ListedContact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** The name its owner gave it; '' shows the contact's own. */
  readonly alias: string;
  readonly groupIds: readonly string[];
  /** False: kept on the list without a subscription to its presence. */
  readonly isSubscribed: boolean;
  readonly externalUri: string;
  /** What stands in `contactExtension`; see contact-extension.ts. */
  readonly extension: readonly XmlElement[];
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
      /** Entries left out because there are more than anybody could keep. */
      readonly leftOut: number;
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
const LONGEST_EXTERNAL = 1024;

/** Reads a document. Entries without id or address are left out; of groups at most 256, of contacts at most 5,000 are kept. */
export function readContacts(text: string): ContactsReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.local === 'contactList') return { ok: true, document: readList(root) };
  const deltaNumber = numberOf(attr(root, 'deltaNum'));
  const previous = numberOf(attr(root, 'prevDeltaNum'));
  if (root.local !== 'contactDelta' || deltaNumber === undefined || previous === undefined) {
    return { ok: false, problem: 'not-a-contact-list' };
  }
  const changes = root.children.slice(0, MOST_CONTACTS).flatMap(readChange);
  return { ok: true, document: { kind: 'delta', deltaNumber, previous, changes } };
}

function readList(root: XmlElement): ContactDocument {
  const groups = children(root, 'group');
  const contacts = children(root, 'contact');
  return {
    kind: 'list',
    deltaNumber: numberOf(attr(root, 'deltaNum')) ?? 0,
    groups: groups.slice(0, MOST_GROUPS).flatMap(readGroup),
    contacts: contacts.slice(0, MOST_CONTACTS).flatMap(readContact),
    // The schema writes it with a capital letter ([MS-PRES] 10), servers were seen without.
    isInExchange: (attr(root, 'ucsmode') ?? attr(root, 'ucsMode'))?.trim().toLowerCase() === 'migrated',
    leftOut: Math.max(0, groups.length - MOST_GROUPS) + Math.max(0, contacts.length - MOST_CONTACTS),
  };
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
  return [{ id: String(id), name: nameIn(element), externalUri: externalIn(element) }];
}

function readContact(element: XmlElement): ListedContact[] {
  const uri = personUri(attr(element, 'uri') ?? '');
  if (uri === undefined) return [];
  const groups = (attr(element, 'groups') ?? '').split(/\s+/, MOST_GROUPS_OF_ONE).filter((id) => /^\d{1,10}$/.test(id));
  return [
    {
      uri,
      alias: nameIn(element),
      groupIds: [...new Set(groups.map((id) => String(Number(id))))],
      isSubscribed: booleanOf(attr(element, 'subscribed')) ?? true,
      externalUri: externalIn(element),
      extension: child(element, 'contactExtension')?.children ?? [],
    },
  ];
}

function nameIn(element: XmlElement): string {
  return (attr(element, 'name') ?? '').trim().slice(0, LONGEST_NAME);
}

function externalIn(element: XmlElement): string {
  return (attr(element, 'externalURI') ?? '').trim().slice(0, LONGEST_EXTERNAL);
}
