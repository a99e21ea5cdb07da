/** From groups and contacts to the rows of the list: stable order, by name, never by presence. */
import type { Contact, ContactsState, Presence } from '../../../shared/model/contacts.ts';
import { contactsTexts } from '../../locales/en/contacts.ts';

export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  readonly groupId: string;
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

export type Row = GroupRow | ContactRow;

/** The rows to show. While a filter is typed every group with a match is open and the others are left out. */
export function contactRows(state: ContactsState, closed: ReadonlySet<string>, filter: string): readonly Row[] {
  const wanted = filter.trim().toLowerCase();
  const members = membersByGroup(state.contacts.filter((contact) => matches(contact, wanted)));
  const groups = state.groups
    .map((group) => ({ ...group, members: members.get(group.id) ?? [] }))
    .filter((group) => wanted === '' || group.members.length > 0);
  return groups.flatMap((group, index) => {
    const key = `group:${group.id}`;
    const open = wanted !== '' || !closed.has(group.id);
    const head: GroupRow = {
      kind: 'group',
      key,
      groupId: group.id,
      name: group.name === '~' ? contactsTexts.otherContacts : group.name,
      open,
      federated: isFederated(group),
      uris: group.members.map((contact) => contact.uri),
      position: index + 1,
      size: groups.length,
    };
    return open ? [head, ...group.members.map((contact, place) => contactRow(group, key, contact, place))] : [head];
  });
}

/** Everybody is of another company, and the name does not say so already: some servers name such groups themselves. */
function isFederated(group: { readonly name: string; readonly members: readonly Contact[] }): boolean {
  if (group.members.length === 0 || group.name.toLowerCase().includes(contactsTexts.federated)) return false;
  return group.members.every((contact) => contact.kind === 'federated');
}

function contactRow(
  group: { readonly id: string; readonly members: readonly Contact[] },
  groupKey: string,
  contact: Contact,
  place: number,
): ContactRow {
  const key = `${groupKey}|${contact.uri}`;
  return { kind: 'contact', key, groupKey, contact, position: place + 1, size: group.members.length };
}

function membersByGroup(contacts: readonly Contact[]): ReadonlyMap<string, readonly Contact[]> {
  const groups = new Map<string, Contact[]>();
  const sorted = contacts.toSorted(
    (one, other) => one.name.localeCompare(other.name) || one.uri.localeCompare(other.uri),
  );
  for (const contact of sorted) {
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
