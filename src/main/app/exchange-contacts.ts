/** A contact list that was moved to Exchange, in the form the registrar's own has (mission F13). */
import { PINNED_CONTACTS } from '../../protocol/contacts/group-extension.ts';
import type { ListedContact, ListedGroup } from '../../protocol/contacts/read.ts';
import type { StoredContacts, StoredGroup } from '../../protocol/exchange/read-people.ts';
import { done, failed } from '../../shared/outcome.ts';
import type { ExchangeContacts } from '../session/contacts/exchange-contacts.ts';
import type { Exchange } from '../web/exchange.ts';
import { findContacts } from '../web/exchange-mailbox.ts';

/** Reads the list from the Exchange that serves the account then. Failure: EXCHANGE_NOT_FOUND when nobody proves there who he is. */
export function contactsIn(exchange: () => Exchange | undefined, wall: () => number): ExchangeContacts {
  return {
    async load() {
      const server = exchange();
      if (!server) return failed({ code: 'EXCHANGE_NOT_FOUND', at: wall() });
      const found = await findContacts(server);
      return found.ok ? done(listOf(found.value)) : found;
    },
  };
}

/** The registrar's form: names that mark a group stand for the kind that Exchange keeps. */
export function listOf({ groups, contacts }: StoredContacts): {
  readonly groups: ReadonlyMap<string, ListedGroup>;
  readonly contacts: ReadonlyMap<string, ListedContact>;
} {
  // Who is tagged stands in a group of its own there, which nobody sees.
  const shown = groups.filter(({ kind }) => kind !== 'tagged');
  const tagged = new Set(groups.filter(({ kind }) => kind === 'tagged').map(({ id }) => id));
  return {
    groups: new Map(shown.map((group) => [group.id, { id: group.id, name: nameOf(group), externalUri: '' }])),
    contacts: new Map(
      contacts.map(({ uri, name, groupIds }) => [
        uri,
        {
          uri,
          alias: name,
          groupIds: groupIds.filter((id) => !tagged.has(id)),
          isSubscribed: true,
          externalUri: '',
          extension: [],
        },
      ]),
    ),
  };
}

function nameOf({ kind, name }: StoredGroup): string {
  if (kind === 'other') return '~';
  return kind === 'pinned' ? PINNED_CONTACTS : name;
}
