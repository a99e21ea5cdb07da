/** The words of the contact list and the contact card. */
import type { ContactKind, Presence } from '../../../shared/model/contacts.ts';

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

const contactKinds: Record<ContactKind, string> = {
  'same-enterprise': 'Your company',
  federated: 'Another company (federated)',
  public: 'Public provider',
};

/** Whose contact this is. The list says "federated" of every other company; presence knows when that one is not. */
export function relationWords(kind: ContactKind, presence: Presence | undefined): string {
  switch (presence?.unknownBecause) {
    case 'not-federated':
      return 'Another company, not connected with yours';
    case 'domain-not-found':
      return 'Another company, which was not found';
    default:
      return contactKinds[kind];
  }
}
