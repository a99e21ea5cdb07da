/** What the requests about the contact list do: one service method each. */
import type { ContactsDesk } from '../app/plain-people.ts';
import type { Handlers } from './router.ts';

type ContactHandlers = Pick<Handlers, Extract<keyof Handlers, `contacts.${string}` | `groups.${string}`>>;

/** Binds that part of the contract. */
export function contactHandlersFor(contacts: ContactsDesk): ContactHandlers {
  return {
    'contacts.reload': () => contacts.reload(),
    'contacts.add': ({ uri, name, groupId }) =>
      contacts.add({ uri, ...(name === undefined ? {} : { name }), ...(groupId === undefined ? {} : { groupId }) }),
    'contacts.remove': ({ uri }) => contacts.remove(uri),
    'contacts.rename': ({ uri, name }) => contacts.rename(uri, name),
    'contacts.setGroups': ({ uri, groupIds }) => contacts.setGroups(uri, groupIds),
    'contacts.tag': ({ uri, on }) => contacts.tag(uri, on),
    'contacts.setRelationship': ({ uri, relationship }) => contacts.setRelationship(uri, relationship),
    'contacts.acknowledge': ({ uri, add }) => contacts.acknowledge(uri, add),
    'groups.add': ({ name }) => contacts.addGroup(name),
    'groups.rename': ({ id, name }) => contacts.renameGroup(id, name),
    'groups.remove': ({ id }) => contacts.removeGroup(id),
  };
}
