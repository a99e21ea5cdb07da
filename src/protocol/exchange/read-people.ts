/** Photos, and contact lists that live in Exchange. [MS-OXWSPHOTO] 2.2.4, [MS-OXWSCONT] 2.2.4 */
import { at, attr, child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

/** Base64 of a picture of at most 512 KB; undefined where there is none. Which picture it is, its first bytes say. */
export function readPhoto(message: XmlElement): string | undefined {
  const data = (textOf(message, 'PictureData') ?? '').replace(/\s+/g, '');
  return data.length > 0 && data.length <= longestPhoto && /^[A-Za-z0-9+/]+={0,2}$/.test(data) ? data : undefined;
}

export interface StoredGroup {
  readonly id: string;
  readonly name: string;
  readonly kind: 'normal' | 'pinned' | 'other' | 'tagged' | 'distribution';
}

export interface StoredContact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  readonly name: string;
  readonly groupIds: readonly string[];
}

export interface StoredContacts {
  readonly groups: readonly StoredGroup[];
  readonly contacts: readonly StoredContact[];
}

const longestPhoto = 700_000;
const mostGroups = 128;
const mostContacts = 2000;
const mostIds = 64;
const longestWords = 256;

/** Reads a whole list. People without an address for messages are passed over, and so are repeated ones. */
export function readContacts(message: XmlElement): StoredContacts | undefined {
  const list = child(message, 'ImItemList');
  if (!list) return undefined;
  const elements = children(child(list, 'Groups'), 'ImGroup').slice(0, mostGroups);
  const groups = elements.flatMap((element) => readGroup(element) ?? []);
  const contacts = new Map<string, StoredContact>();
  for (const persona of children(child(list, 'Personas'), 'Persona').slice(0, mostContacts)) {
    const contact = readPersona(persona, groups);
    if (contact && !contacts.has(contact.uri)) contacts.set(contact.uri, contact);
  }
  return { groups: groups.map(({ id, name, kind }) => ({ id, name, kind })), contacts: [...contacts.values()] };
}

interface GroupWithMembers extends StoredGroup {
  /** Ids of the items people are made of. */
  readonly members: ReadonlySet<string>;
}

function readGroup(element: XmlElement): GroupWithMembers | undefined {
  const id = attr(child(element, 'ExchangeStoreId'), 'Id') ?? '';
  if (id === '' || id.length > 512) return undefined;
  const members = children(child(element, 'MemberCorrelationKey'), 'ItemId').slice(0, mostContacts);
  return {
    id,
    name: (textOf(element, 'DisplayName') ?? '').slice(0, longestWords),
    kind: kinds.get(textOf(element, 'GroupType') ?? '') ?? 'normal',
    members: new Set(members.flatMap((member) => attr(member, 'Id') ?? [])),
  };
}

/** A person is made of several items, any of which may be the group's member. */
function readPersona(persona: XmlElement, groups: readonly GroupWithMembers[]): StoredContact | undefined {
  const address = (textOf(persona, 'ImAddress') ?? '').replace(/^sip:/i, '').toLowerCase();
  if (!/^[^\s@<>"]{1,128}@[^\s@<>"]{1,253}$/.test(address)) return undefined;
  const sources = children(child(persona, 'Attributions'), 'Attribution').slice(0, mostIds);
  const ids = sources.flatMap((source) => attr(at(source, 'SourceId'), 'Id') ?? []);
  return {
    uri: `sip:${address}`,
    name: (textOf(persona, 'DisplayName') ?? '').slice(0, longestWords),
    groupIds: groups.filter(({ members }) => ids.some((id) => members.has(id))).map(({ id }) => id),
  };
}

const kinds: ReadonlyMap<string, StoredGroup['kind']> = new Map([
  ['IPM.DistList.MOC.Favorites', 'pinned'],
  ['IPM.DistList.MOC.OtherContacts', 'other'],
  ['IPM.DistList.MOC.Tagged', 'tagged'],
  ['IPM.DistList.MOC.DG', 'distribution'],
]);
