/** From document to document: the contact list as it stands. [MS-SIP] 3.7.5.2 */
import type { ContactChange, ContactDocument, ListedContact, ListedGroup } from './read.ts';

export interface ContactList {
  readonly deltaNumber: number;
  /** By id. */
  readonly groups: ReadonlyMap<string, ListedGroup>;
  /** By uri. */
  readonly contacts: ReadonlyMap<string, ListedContact>;
  readonly isInExchange: boolean;
}

export interface ContactStep {
  readonly list: ContactList | undefined;
  /** 'gap': a step is missing; ask for the whole list. 'old': already known. */
  readonly outcome: 'applied' | 'old' | 'gap';
}

/** Applies one document. A whole list always counts; a step only if it begins where we stand. */
export function applyContacts(before: ContactList | undefined, document: ContactDocument): ContactStep {
  if (document.kind === 'list') {
    const { deltaNumber, isInExchange } = document;
    const groups = new Map(document.groups.map((group) => [group.id, group]));
    const contacts = new Map(document.contacts.map((contact) => [contact.uri, contact]));
    return { list: { deltaNumber, groups, contacts, isInExchange }, outcome: 'applied' };
  }
  if (!before) return { list: before, outcome: 'gap' };
  if (document.deltaNumber <= before.deltaNumber) return { list: before, outcome: 'old' };
  if (document.previous !== before.deltaNumber) return { list: before, outcome: 'gap' };
  const groups = new Map(before.groups);
  const contacts = new Map(before.contacts);
  for (const change of document.changes) applyChange({ groups, contacts }, change);
  return { list: { ...before, deltaNumber: document.deltaNumber, groups, contacts }, outcome: 'applied' };
}

function applyChange(
  list: { readonly groups: Map<string, ListedGroup>; readonly contacts: Map<string, ListedContact> },
  change: ContactChange,
): void {
  switch (change.kind) {
    case 'group':
      list.groups.set(change.group.id, change.group);
      return;
    case 'group-gone':
      list.groups.delete(change.id);
      return;
    case 'contact':
      list.contacts.set(change.contact.uri, change.contact);
      return;
    case 'contact-gone':
      list.contacts.delete(change.uri);
  }
}
