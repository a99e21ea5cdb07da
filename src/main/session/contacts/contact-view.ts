/** The contact list as the window shows it: groups in order, every contact with a name and at least one group. */
import { contactKind } from '../../../protocol/contacts/kind.ts';
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import type { Contact, ContactGroup } from '../../../shared/model/contacts.ts';

/** The server's name for "Other contacts", where everybody is who is in no other group. */
const OTHERS = '~';
const OTHERS_ID = '1';

export interface ContactView {
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
}

/** `names` are what contacts call themselves; the owner's alias beats it, the address stands in for both. */
export function viewOf(list: ContactList, ownDomain: string, names: ReadonlyMap<string, string>): ContactView {
  const groups = orderedGroups(list);
  const others = groups.find(({ name }) => name === OTHERS)?.id ?? OTHERS_ID;
  const known = new Set(groups.map(({ id }) => id));
  const contacts = Array.from(list.contacts.values(), ({ uri, alias, groupIds }): Contact => {
    const ids = [...new Set(groupIds.filter((id) => known.has(id)))];
    return {
      uri,
      name: alias || names.get(uri) || uri.slice(uri.indexOf(':') + 1),
      groupIds: ids.length > 0 ? ids : [others],
      kind: contactKind(uri, ownDomain),
    };
  });
  return { groups, contacts };
}

/** As the server sends them, "Other contacts" last; it is there even when the server forgot it. */
function orderedGroups(list: ContactList): ContactGroup[] {
  const groups = [...list.groups.values()];
  const named = groups.filter(({ name }) => name !== OTHERS);
  const others = groups.find(({ name }) => name === OTHERS);
  if (others) return [...named, others];
  const isNeeded = [...list.contacts.values()].some(({ groupIds }) => !groupIds.some((id) => list.groups.has(id)));
  return isNeeded && !list.groups.has(OTHERS_ID) ? [...named, { id: OTHERS_ID, name: OTHERS }] : named;
}
