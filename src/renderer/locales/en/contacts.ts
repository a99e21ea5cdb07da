/** The words of the contact list and the contact card. */
import type { ContactGroup, ContactKind, Relationship } from '../../../shared/model/contacts.ts';
import type { Capabilities, Presence } from '../../../shared/model/presence.ts';

export const contactsTexts = {
  list: 'Contacts',
  otherContacts: 'Other contacts',
  emptyTitle: 'No contacts yet',
  emptyBody: 'People you keep on the server appear here with their presence.',
  emptyLocal: 'Your server keeps no list, so the people you add are kept on this computer.',
  loading: 'Asking for your contacts',
  failedRetry: 'Try again',
  noMatch: (text: string) => `Nobody here matches "${text}".`,
  offline: (when: string) => `Offline. This list is from ${when}.`,
  groupCount: (online: number, total: number) => `${online}/${total}`,
  groupDescription: (online: number, total: number) => `${online} of ${total} reachable`,
  federated: 'federated',
  address: 'Address',
  groups: 'Groups',
  lastCall: 'Last call',
  jobTitle: 'Title',
  relation: 'Kind of contact',
  copyAddress: 'Copy address',
  copyNumber: (number: string) => `Copy ${number}`,
  cancel: 'Cancel',
  save: 'Save',
  name: 'Name',
  menuOf: (name: string) => `Actions for ${name}`,
  more: 'More',
  moreOf: (name: string) => `More actions for ${name}`,
  groupsOf: 'Groups…',
  groupsTitle: (name: string) => `Groups of ${name}`,
  groupsHint: 'Somebody in no group stands under "Other contacts".',
  tag: 'Tell me when the status changes',
  untag: 'Do not tell me when the status changes',
  tagged: 'You are told when the status changes.',
  rename: 'Rename…',
  renameTitle: (name: string) => `Rename ${name}`,
  renameHint: 'The name you see. Leave it empty for the name this person uses.',
  relationship: 'Privacy relationship',
  automaticChoice: 'Automatic',
  block: 'Block',
  unblock: 'Unblock',
  noBlocking: 'This server cannot block anybody.',
  blocked: 'Blocked: this person cannot see your status or reach you.',
  remove: 'Remove from contacts…',
  removeTitle: (name: string) => `Remove ${name} from your contacts?`,
  removeBody: 'The person is not told. What you said to each other stays in your history.',
  removeNow: 'Remove',
  addPerson: 'Add a contact…',
  addTitle: 'Add a contact',
  addAddress: 'Address',
  addAddressHint: 'Such as garth@tailspintoys.com.',
  addAddressWrong: 'Type an address with an @, such as garth@tailspintoys.com.',
  addGroup: 'Group',
  add: 'Add',
  addToContacts: 'Add to contacts',
  newGroup: 'New group…',
  newGroupTitle: 'New group',
  renameGroup: 'Rename group…',
  renameGroupTitle: (name: string) => `Rename ${name}`,
  removeGroup: 'Remove group…',
  removeGroupTitle: (name: string) => `Remove the group ${name}?`,
  removeGroupBody: 'Its people stay in your list, under "Other contacts" where they are in no other group.',
  nameMissing: 'Type a name.',
  nameLong: (most: number) => `Too long: the server keeps ${most} bytes, which is as many plain letters.`,
  nameTaken: 'You have a group of that name already.',
  groupsFull: (most: number) => `The server keeps no more than ${most} groups.`,
  members: 'Members',
  membersLoading: 'Asking the directory for the members',
  membersTruncated: 'The directory told only the first of them.',
  favourites: 'Favourites',
  delegates: 'Delegates',
  inExchange: 'Your contacts are kept in Exchange. They can be read here, and changed in Outlook.',
  watcher: (name: string) => `${name} added you to their contacts.`,
  watchers: 'People who added you',
  dismiss: 'Not now',
  addNamed: (name: string) => `Add ${name}`,
  blockNamed: (name: string) => `Block ${name}`,
  dismissNamed: (name: string) => `Not now: ${name}`,
  directory: 'Directory',
  directoryLoading: 'Searching the directory',
  directoryNone: 'The directory knows nobody of that name.',
  directoryNoneElse: 'The directory knows nobody else of that name.',
  addTyped: (address: string) => `Add ${address}`,
  directoryMore: 'There are more. Type more of the name.',
  directoryContactsOnly: 'Your company has no address book here; only your contacts were searched.',
  phones: 'Numbers',
  phoneKinds: { work: 'Work', mobile: 'Mobile', home: 'Home', other: 'Other', voicemail: 'Voicemail' },
  email: 'E-mail',
  office: 'Office',
  department: 'Department',
  company: 'Company',
  street: 'Street address',
  reach: 'Can receive',
} as const;

const contactKinds: Record<ContactKind, string> = {
  'same-enterprise': 'Your company',
  federated: 'Another company (federated)',
  public: 'Public provider',
  xmpp: 'XMPP partner',
};

/** What each relationship lets somebody see, in the words of Microsoft's client. */
export const relationshipWords: Record<Relationship, string> = {
  friends: 'Friends and family',
  workgroup: 'Workgroup',
  colleague: 'Colleagues',
  external: 'External contacts',
  blocked: 'Blocked contacts',
};

/** A group's name as it is shown: the server has codes for some. */
export function groupName({ kind, name }: Pick<ContactGroup, 'kind' | 'name'>): string {
  if (kind === 'other') return contactsTexts.otherContacts;
  if (kind === 'pinned') return contactsTexts.favourites;
  return kind === 'delegates' ? contactsTexts.delegates : name;
}

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

const capabilityWords: Record<keyof Capabilities, string> = {
  im: 'messages',
  audio: 'calls',
  video: 'video',
  sharing: 'sharing',
};

/** What somebody's devices can do, as a list; undefined when they do not say. */
export function reachWords(capabilities: Capabilities | undefined): string | undefined {
  if (!capabilities) return undefined;
  const kinds = (Object.keys(capabilityWords) as (keyof Capabilities)[]).filter((kind) => capabilities[kind]);
  return kinds.length === 0 ? 'nothing at the moment' : kinds.map((kind) => capabilityWords[kind]).join(', ');
}
