import type { Failure } from './failure.ts';

/** Where somebody is at home. It decides how presence is found and what can be done (mission F24; protocol notes 10). */
export type ContactKind = 'same-enterprise' | 'federated' | 'public' | 'xmpp';

/** How much somebody may see of us: one of the server's containers. [MS-PRES] 2.2.2.5 */
export type Relationship = 'external' | 'colleague' | 'workgroup' | 'friends' | 'blocked';

export interface Contact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** What to show: the owner's name for this person, else the person's own, else the address. */
  readonly name: string;
  /** At least one; the first group of a person in no group is "Other contacts". */
  readonly groupIds: readonly string[];
  readonly kind: ContactKind;
  readonly relationship: Relationship;
  /** Nobody chose the relationship: it follows from the kind. */
  readonly isRelationshipAutomatic: boolean;
  /** The owner wants to be told when this person's status changes. */
  readonly isTagged: boolean;
  /** The owner's name for this person, where one was given: what a rename starts from. */
  readonly alias?: string;
  readonly email?: string;
  /** Not on the list itself, only a delegate: cannot be renamed, moved, tagged or removed. */
  readonly isOnlyDelegate?: true;
}

/**
 * `pinned`: the favourites. `other`: "Other contacts", where everybody is who is in no other group. `distribution`: a
 * group of the directory, whose members the directory knows. `delegates`: who may act for us.
 */
export type ContactGroupKind = 'normal' | 'pinned' | 'other' | 'distribution' | 'delegates';

export interface ContactGroup {
  readonly id: string;
  /** As the server has it: `~` for `other`, empty for `delegates`; the window has words of its own for these and `pinned`. */
  readonly name: string;
  readonly kind: ContactGroupKind;
  /** Of a distribution group: its mail address, which the directory expands. */
  readonly address?: string;
}

/** Somebody who added us to his or her list and whom we have not answered yet. */
export interface NewWatcher {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** What the server calls this person; the address when it does not say. */
  readonly name: string;
  readonly kind: ContactKind;
}

export interface ContactsState {
  readonly state: 'empty' | 'loading' | 'ready' | 'failed' | 'offline';
  /**
   * Where the list lives. In `exchange` it cannot be changed here (CONTACTS_IN_EXCHANGE); `state` is `failed` with that
   * code where it cannot even be read. `local`: on this computer, since the server keeps none; nobody can be blocked there.
   */
  readonly store: 'server' | 'exchange' | 'local';
  /** Favourites first, then the server's order, delegates, other contacts last. */
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
  /** Oldest first. */
  readonly newWatchers: readonly NewWatcher[];
  readonly limits: ContactLimits;
  readonly failure?: Failure;
  /** Wall clock of the last list from the server. */
  readonly updatedAt?: number;
}

export interface ContactLimits {
  /** The most groups a server keeps, "Other contacts" among them. */
  readonly groups: number;
  /** Bytes of UTF-8, for groups and people alike. */
  readonly nameBytes: number;
}

/** What every generation of servers keeps at most. [MS-SIP] 9.1 */
export const contactLimits: ContactLimits = { groups: 64, nameBytes: 256 };

/** No list: before anybody signed in, and after another account's was put away. */
export const noContacts: ContactsState = {
  state: 'empty',
  store: 'server',
  groups: [],
  contacts: [],
  newWatchers: [],
  limits: contactLimits,
};
