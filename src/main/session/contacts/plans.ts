/** From what a person wishes to the primitives that bring it about, worked out on the list as it stands. [MS-SIP] 3.7.4 */
import { isTagged, withTag } from '../../../protocol/contacts/contact-extension.ts';
import { natureOf, PINNED_CONTACTS, pinnedExtension } from '../../../protocol/contacts/group-extension.ts';
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import { personUri } from '../../../protocol/contacts/person-uri.ts';
import type { ListedContact, ListedGroup } from '../../../protocol/contacts/read.ts';
import type { ListChange } from '../../../protocol/contacts/write.ts';
import { contactLimits } from '../../../shared/model/contacts.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';

export type Planned =
  | { readonly ok: true; readonly changes: readonly ListChange[] }
  | {
      readonly ok: false;
      readonly code: Extract<FailureCode, 'CONTACT_INVALID' | 'CONTACT_UNKNOWN' | 'GROUP_INVALID' | 'GROUP_LIMIT'>;
      readonly data?: Readonly<Record<string, string>>;
    };

/** Worked out anew when the list turned out to be another: what is already so asks for nothing. */
export type Plan = (list: ContactList) => Planned;

/** Stands for the favourites, whatever id they have. */
export const PINNED = 'pinned';
/** The group of delegates is made here, not on the server. */
export const DELEGATES = 'delegates';

const nothing: Planned = { ok: true, changes: [] };
const unknown: Planned = { ok: false, code: 'CONTACT_UNKNOWN' };

/** Adds a person, or puts one who is on the list into one more group. */
export function planAddContact(typed: string, wish: { name?: string; groupId?: string }, ownUri: string): Plan {
  const uri = personUri(typed);
  const alias = wish.name?.trim() ?? '';
  if (uri === undefined) return () => ({ ok: false, code: 'CONTACT_INVALID', data: { text: typed } });
  if (uri === ownUri) return () => ({ ok: false, code: 'CONTACT_INVALID', data: { why: 'self' } });
  if (isTooLong(alias)) return () => ({ ok: false, code: 'CONTACT_INVALID', data: { why: 'name' } });
  return (list) => {
    const others = othersOf(list);
    const group = wish.groupId === undefined ? others : resolve(list, wish.groupId);
    if (group !== others && !isForPeople(list, group)) return unknown;
    const known = list.contacts.get(uri);
    if (known)
      return wish.groupId === undefined ? nothing : set(known, { groupIds: unique([...known.groupIds, group]) });
    const contact = { uri, alias, groupIds: [group], isSubscribed: true, externalUri: '', extension: [] };
    return { ok: true, changes: [{ kind: 'set-contact', contact }] };
  };
}

/** Takes a person off the list; one who is not on it is off it. */
export function planRemoveContact(uri: string): Plan {
  return (list) => (list.contacts.has(uri) ? { ok: true, changes: [{ kind: 'delete-contact', uri }] } : nothing);
}

/** Gives a person a name of the owner's choice; '' takes it away. */
export function planRenameContact(uri: string, name: string): Plan {
  const alias = name.trim();
  if (isTooLong(alias)) return () => ({ ok: false, code: 'CONTACT_INVALID', data: { why: 'name' } });
  return withContact(uri, (contact) => set(contact, { alias }));
}

/** The groups of a person from now on. Who was in "Other contacts" beside another group, as old servers have it, stays there. */
export function planSetGroups(uri: string, groupIds: readonly string[]): Plan {
  return withContact(uri, (contact, list) => {
    const others = othersOf(list);
    const wanted = unique(groupIds.map((id) => resolve(list, id)));
    if (!wanted.every((id) => id === others || isForPeople(list, id))) return unknown;
    const kept = contact.groupIds.includes(others) && contact.groupIds.length > 1 ? [others] : [];
    const ids = unique([...kept, ...wanted]);
    return set(contact, { groupIds: ids.length > 0 ? ids : [others] });
  });
}

export function planTag(uri: string, on: boolean): Plan {
  return withContact(uri, (contact) => {
    if (isTagged(contact.extension) === on) return nothing;
    return set(contact, { extension: withTag(contact.extension, on) });
  });
}

export function planAddGroup(typed: string): Plan {
  const name = typed.trim();
  return (list) => nameProblem(list, name) ?? addGroup(list, name, '');
}

/** Makes the group of favourites where there is none. */
export const planAddPinned: Plan = (list) =>
  pinnedOf(list) ? nothing : addGroup(list, PINNED_CONTACTS, pinnedExtension);

export function planRenameGroup(id: string, typed: string): Plan {
  const name = typed.trim();
  return (list) => {
    const group = list.groups.get(id);
    if (!group || isFixed(group)) return group || id === DELEGATES ? fixed : unknown;
    if (group.name === name) return nothing;
    const problem = nameProblem(list, name, id);
    return problem ?? { ok: true, changes: [{ kind: 'modify-group', group: { ...group, name } }] };
  };
}

/** Empties the group, then takes it away: servers refuse to remove one that has people in it. */
export function planRemoveGroup(id: string): Plan {
  return (list) => {
    const group = list.groups.get(id);
    if (id === DELEGATES || (group && isFixed(group))) return fixed;
    if (!group) return nothing;
    const members = [...list.contacts.values()].filter(({ groupIds }) => groupIds.includes(id));
    const emptied = members.map((contact): ListChange => {
      const left = contact.groupIds.filter((each) => each !== id);
      return { kind: 'set-contact', contact: { ...contact, groupIds: left.length > 0 ? left : [othersOf(list)] } };
    });
    return { ok: true, changes: [...emptied, { kind: 'delete-group', id }] };
  };
}

const fixed: Planned = { ok: false, code: 'GROUP_INVALID', data: { why: 'fixed' } };

function withContact(uri: string, plan: (contact: ListedContact, list: ContactList) => Planned): Plan {
  return (list) => {
    const contact = list.contacts.get(uri);
    return contact ? plan(contact, list) : unknown;
  };
}

function set(contact: ListedContact, change: Partial<ListedContact>): Planned {
  const changed = { ...contact, ...change };
  const isSame = changed.alias === contact.alias && changed.groupIds.join() === contact.groupIds.join();
  if (isSame && changed.extension === contact.extension) return nothing;
  return { ok: true, changes: [{ kind: 'set-contact', contact: changed }] };
}

function addGroup(list: ContactList, name: string, externalUri: string): Planned {
  const { groups: limit } = contactLimits;
  if (list.groups.size >= limit) return { ok: false, code: 'GROUP_LIMIT', data: { limit: String(limit) } };
  return { ok: true, changes: [{ kind: 'add-group', name, externalUri }] };
}

/** `own` is the id of the group that may have this name already. */
function nameProblem(list: ContactList, name: string, own?: string): Planned | undefined {
  const why = nameFault(list, name, own);
  return why === undefined ? undefined : { ok: false, code: 'GROUP_INVALID', data: { why } };
}

function nameFault(list: ContactList, name: string, own?: string): 'empty' | 'long' | 'taken' | undefined {
  if (name === '') return 'empty';
  if (isTooLong(name)) return 'long';
  const isTaken = [...list.groups.values()].some((group) => group.id !== own && same(group.name, name));
  return isTaken || natureOf(name, '').kind !== 'normal' ? 'taken' : undefined;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isTooLong(name: string): boolean {
  return new TextEncoder().encode(name).length > contactLimits.nameBytes;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** The id of "Other contacts"; 1 where the server forgot to name it. [MS-SIP] 3.7.4.4 */
export function othersOf(list: ContactList): string {
  return [...list.groups.values()].find(({ name }) => natureOf(name, '').kind === 'other')?.id ?? '1';
}

/** The favourites, if there are any. */
function pinnedOf(list: ContactList): ListedGroup | undefined {
  return [...list.groups.values()].find((group) => kindOf(group) === 'pinned');
}

function resolve(list: ContactList, id: string): string {
  return id === PINNED ? (pinnedOf(list)?.id ?? id) : id;
}

/** The members of a distribution group are the directory's. */
function isForPeople(list: ContactList, id: string): boolean {
  const group = list.groups.get(id);
  return group !== undefined && kindOf(group) !== 'distribution';
}

/** Favourites and others keep their names and stay. */
function isFixed(group: ListedGroup): boolean {
  const kind = kindOf(group);
  return kind === 'pinned' || kind === 'other';
}

function kindOf({ name, externalUri }: ListedGroup) {
  return natureOf(name, externalUri).kind;
}
