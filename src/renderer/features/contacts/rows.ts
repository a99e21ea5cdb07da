/** From groups and contacts to the rows of the list: stable order, by name, never by presence. */
import type { Contact, ContactGroup, ContactsState } from '../../../shared/model/contacts.ts';
import type { DirectoryPerson } from '../../../shared/model/directory.ts';
import type { Presence } from '../../../shared/model/presence.ts';
import { contactsTexts, groupName } from '../../locales/contacts.ts';
import { languageTag } from '../../locales/language.ts';

export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  readonly group: ContactGroup;
  readonly name: string;
  readonly open: boolean;
  readonly federated: boolean;
  readonly uris: readonly string[];
  readonly position: number;
  readonly size: number;
}

export interface ContactRow {
  readonly kind: 'contact';
  readonly key: string;
  readonly groupKey: string;
  readonly contact: Contact;
  readonly position: number;
  readonly size: number;
}

/** Somebody the directory knows and who is not on the list. */
export interface FoundRow {
  readonly kind: 'found';
  readonly key: string;
  readonly person: DirectoryPerson;
  readonly position: number;
  readonly size: number;
}

/** Somebody still to come, while the list is on its way. */
export interface LoadingRow {
  readonly kind: 'loading';
  readonly key: string;
  /** Of what stands for the name, pixels. */
  readonly width: number;
}

export type Row = GroupRow | ContactRow | FoundRow;

/** The people of a list in the order they are shown in. */
export function byName(contacts: readonly Contact[]): readonly Contact[] {
  // Made once for all comparisons: with 1,000 people that is a frame's time.
  const { compare } = new Intl.Collator(languageTag());
  return contacts.toSorted((one, other) => compare(one.name, other.name) || compare(one.uri, other.uri));
}

/**
 * The rows to show, with people in the order given. While a filter is typed every group with a match is open and the others are left
 * out.
 */
export function contactRows(
  list: Pick<ContactsState, 'groups' | 'contacts'>,
  closed: ReadonlySet<string>,
  filter: string,
): readonly Row[] {
  const wanted = filter.trim().toLowerCase();
  const members = membersByGroup(list.contacts.filter((contact) => matches(contact, wanted)));
  const groups = list.groups
    .map((group) => ({ group, members: members.get(group.id) ?? [] }))
    .filter(({ group, members: people }) => people.length > 0 || (wanted === '' && group.kind !== 'other'));
  return groups.flatMap(({ group, members: people }, index) => {
    const key = `group:${group.id}`;
    const open = wanted !== '' || !closed.has(group.id);
    const head: GroupRow = {
      kind: 'group',
      key,
      group,
      name: groupName(group),
      open,
      federated: isFederated(group.name, people),
      uris: people.map((contact) => contact.uri),
      position: index + 1,
      size: groups.length,
    };
    return open ? [head, ...people.map((contact, place) => contactRow(people.length, key, contact, place))] : [head];
  });
}

/** Everybody is of another company, and the name does not say so already: some servers name such groups themselves. */
function isFederated(name: string, members: readonly Contact[]): boolean {
  if (members.length === 0 || name.toLowerCase().includes(contactsTexts.federated)) return false;
  return members.every((contact) => contact.kind === 'federated');
}

function contactRow(size: number, groupKey: string, contact: Contact, place: number): ContactRow {
  const key = `${groupKey}|${contact.uri}`;
  return { kind: 'contact', key, groupKey, contact, position: place + 1, size };
}

/** People of the directory as rows, without those who stand in the list already. */
export function foundRows(people: readonly DirectoryPerson[], contacts: readonly Contact[]): readonly FoundRow[] {
  const known = new Set(contacts.map(({ uri }) => uri));
  const strangers = people.filter(({ uri }) => uri === undefined || !known.has(uri));
  return strangers.map((person, index) => ({
    kind: 'found',
    key: `found:${person.uri ?? person.email ?? ''}:${index}`,
    person,
    position: index + 1,
    size: strangers.length,
  }));
}

function membersByGroup(contacts: readonly Contact[]): ReadonlyMap<string, readonly Contact[]> {
  const groups = new Map<string, Contact[]>();
  for (const contact of contacts) {
    for (const id of contact.groupIds) {
      const members = groups.get(id);
      if (members) members.push(contact);
      else groups.set(id, [contact]);
    }
  }
  return groups;
}

function matches(contact: Contact, wanted: string): boolean {
  return wanted === '' || contact.name.toLowerCase().includes(wanted) || contact.uri.toLowerCase().includes(wanted);
}

/** True when presence told that some of them are of a company that is not connected with ours. */
export function someDisconnected(uris: readonly string[], presence: Readonly<Record<string, Presence>>): boolean {
  return uris.some((uri) => {
    const reason = presence[uri]?.unknownBecause;
    return reason === 'not-federated' || reason === 'domain-not-found';
  });
}

/** How many of a group can be reached now. */
export function reachable(uris: readonly string[], presence: Readonly<Record<string, Presence>>): number {
  return uris.filter((uri) => {
    const availability = presence[uri]?.availability;
    return availability !== undefined && availability !== 'offline' && availability !== 'unknown';
  }).length;
}
