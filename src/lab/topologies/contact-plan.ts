/** Contact lists as data, before a server keeps them. */

/** Where a person's contacts live: `exchange` leaves an empty list that says so, `refused` none at all (488). */
export type ContactStore = 'server' | 'exchange' | 'refused';

export interface ContactGroup {
  readonly id: number;
  /** `~` is the server's name for "Other contacts". */
  readonly name: string;
  /** What a client keeps there: XML that makes the group the favourites or a distribution group. */
  readonly externalUri?: string;
}

export interface Contact {
  readonly address: string;
  readonly displayName: string;
  readonly groups: readonly number[];
  /** Its owner wants to be told when the status changes. */
  readonly isTagged?: boolean;
}

export interface ContactList {
  readonly owner: string;
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
  /** `user@domain` of who may act for the owner. */
  readonly delegates?: readonly string[];
  /** On the server unless given. */
  readonly store?: ContactStore;
}
