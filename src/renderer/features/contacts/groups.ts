/** What can be done with a group: pure, from its kind. */
import type { ContactGroup, ContactsState } from '../../../shared/model/contacts.ts';
import { groupName, contactsTexts as texts } from '../../locales/contacts.ts';

/** People are put into it by hand; the members of a distribution group are the directory's, delegates are named elsewhere. */
export function canHold({ kind }: Pick<ContactGroup, 'kind'>): boolean {
  return kind === 'normal' || kind === 'pinned' || kind === 'other';
}

/** Its owner named it and may name it anew, or remove it. */
export function isOwn({ kind }: Pick<ContactGroup, 'kind'>): boolean {
  return kind === 'normal' || kind === 'distribution';
}

/** What is wrong with a name for a group, or undefined; `besides` is the group that is being renamed. */
export function groupNameProblem(
  name: string,
  { groups, limits }: Pick<ContactsState, 'groups' | 'limits'>,
  besides?: string,
): string | undefined {
  if (name === '') return texts.nameMissing;
  if (isTooLong(name, limits)) return texts.nameLong(limits.nameBytes);
  const taken = groups.some((group) => group.id !== besides && groupName(group).toLowerCase() === name.toLowerCase());
  return taken ? texts.nameTaken : undefined;
}

/** What is wrong with a name for a person, or undefined: none at all gives the person's own back. */
export function personNameProblem(name: string, { limits }: Pick<ContactsState, 'limits'>): string | undefined {
  return isTooLong(name, limits) ? texts.nameLong(limits.nameBytes) : undefined;
}

function isTooLong(name: string, { nameBytes }: ContactsState['limits']): boolean {
  return new TextEncoder().encode(name).length > nameBytes;
}
