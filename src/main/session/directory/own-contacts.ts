/** Searching the own list: what is left where there is no address book. */
import type { Contact } from '../../../shared/model/contacts.ts';
import type { DirectoryPerson } from '../../../shared/model/directory.ts';

const most = 100;

export interface OwnFinding {
  readonly people: readonly DirectoryPerson[];
  readonly truncated: boolean;
}

/** People whose name, a word of it, or address begins so; letter case does not matter. */
export function searchContacts(contacts: readonly Contact[], text: string): OwnFinding {
  const wanted = text.trim().toLowerCase();
  const found = contacts.filter(({ name, uri }) => {
    const words = name.toLowerCase();
    const address = uri.replace(/^sip:/, '');
    return (
      address.startsWith(wanted) ||
      words.startsWith(wanted) ||
      words.split(/\s+/).some((word) => word.startsWith(wanted))
    );
  });
  const people = found.slice(0, most).map(({ name, uri, email }) => ({
    kind: 'person' as const,
    name,
    uri,
    ...(email ? { email } : {}),
    phones: [],
    hasPhoto: false,
  }));
  return { people, truncated: found.length > most };
}
