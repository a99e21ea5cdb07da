/** The contact list of this computer as one of a server, so that the same plans change both, and back. */
import { isTagged, withTag } from '../../../protocol/contacts/contact-extension.ts';
import { natureOf, PINNED_CONTACTS, pinnedExtension } from '../../../protocol/contacts/group-extension.ts';
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import type { ListedContact, ListedGroup } from '../../../protocol/contacts/read.ts';
import type { ListChange } from '../../../protocol/contacts/write.ts';
import type { LocalContact, LocalContactList } from '../../../shared/model/local-contacts.ts';

/** As servers have it. [MS-SIP] 3.7.5.2 */
const others: ListedGroup = { id: '1', name: '~', externalUri: '' };

/** Nobody yet. */
export const emptyList: ContactList = listFrom({ groups: [], contacts: [] });

/** What is kept, as a server would tell it. */
export function listFrom({ groups, contacts }: LocalContactList): ContactList {
  const named = groups.map(
    ({ id, name, isPinned }): ListedGroup =>
      isPinned ? { id, name: PINNED_CONTACTS, externalUri: pinnedExtension } : { id, name, externalUri: '' },
  );
  return {
    deltaNumber: 0,
    isInExchange: false,
    groups: new Map([others, ...named].map((group) => [group.id, group])),
    contacts: new Map(contacts.map((contact) => [contact.uri, listed(contact)])),
  };
}

/** What is to be kept of a list. */
export function localFrom({ groups, contacts }: ContactList): LocalContactList {
  const own = [...groups.values()].filter(({ id }) => id !== others.id);
  return {
    groups: own.map(({ id, name, externalUri }) => ({
      id,
      name,
      isPinned: natureOf(name, externalUri).kind === 'pinned',
    })),
    contacts: Array.from(contacts.values(), ({ uri, alias, groupIds, extension }) => ({
      uri,
      name: alias,
      groupIds: groupIds.filter((id) => id !== others.id),
      isTagged: isTagged(extension),
    })),
  };
}

/** The list with one change; `addedGroup` is the id of a group that it makes. */
export function changedList(list: ContactList, change: ListChange): { list: ContactList; addedGroup?: string } {
  const groups = new Map(list.groups);
  const contacts = new Map(list.contacts);
  const changed = { ...list, groups, contacts };
  switch (change.kind) {
    case 'set-contact':
      contacts.set(change.contact.uri, change.contact);
      return { list: changed };
    case 'delete-contact':
      contacts.delete(change.uri);
      return { list: changed };
    case 'modify-group':
      groups.set(change.group.id, change.group);
      return { list: changed };
    case 'delete-group':
      groups.delete(change.id);
      return { list: changed };
    case 'add-group': {
      const id = freeId(groups);
      groups.set(id, { id, name: change.name, externalUri: change.externalUri });
      return { list: changed, addedGroup: id };
    }
  }
}

function listed({ uri, name, groupIds, isTagged: tagged }: LocalContact): ListedContact {
  const ids = groupIds.length > 0 ? groupIds : [others.id];
  return {
    uri,
    alias: name,
    groupIds: ids,
    isSubscribed: true,
    externalUri: '',
    extension: tagged ? withTag([], true) : [],
  };
}

function freeId(groups: ReadonlyMap<string, ListedGroup>): string {
  let id = 2;
  while (groups.has(String(id))) id += 1;
  return String(id);
}
