/** The words of the contact list and the contact card. */
import type { ContactKind } from '../../../shared/model/contacts.ts';

export const contactsTexts = {
  list: 'Contacts',
  otherContacts: 'Other contacts',
  emptyTitle: 'No contacts yet',
  emptyBody: 'People you keep on the server appear here with their presence.',
  loading: 'Asking for your contacts',
  failedRetry: 'Try again',
  noMatch: (text: string) => `Nobody here matches "${text}".`,
  offline: (when: string) => `Offline. This list is from ${when}.`,
  groupCount: (online: number, total: number) => `${online}/${total}`,
  groupDescription: (online: number, total: number) => `${online} of ${total} reachable`,
  federated: 'federated',
  address: 'Address',
  groups: 'Groups',
  jobTitle: 'Title',
  relation: 'Company',
  copyAddress: 'Copy address',
  gone: 'This contact is no longer in your list.',
} as const;

export const contactKinds: Record<ContactKind, string> = {
  'same-enterprise': 'Your company',
  federated: 'Another company (federated)',
  public: 'Public provider',
};
