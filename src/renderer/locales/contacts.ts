/** The words of the contact list and the contact card. */
import * as english from './en/contacts.ts';
import { inLanguage } from './language.ts';

export const { contactsTexts, groupName, reachWords, relationWords, relationshipWords } = inLanguage(
  'contacts',
  english,
);
