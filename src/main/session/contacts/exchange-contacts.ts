/**
 * Where a list lives in Exchange (unified contact store), it is read there: GetImItemList of Exchange web services answers with
 * the same groups and people. Whoever knows those services implements this; the contact service then shows the list, read-only,
 * and says so. [MS-OXWSCONT]; protocol notes 5.2 (mission F13)
 */
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import type { Outcome } from '../../../shared/outcome.ts';

export interface ExchangeContacts {
  /** The groups and people as they are now. Any failure is shown as CONTACTS_IN_EXCHANGE with its detail. */
  load(signal: AbortSignal): Promise<Outcome<Pick<ContactList, 'groups' | 'contacts'>>>;
}
