/** The contact list of an account whose server keeps none: kept on this computer. */

export interface LocalContact {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** The owner's name for this person; empty shows the person's own. */
  readonly name: string;
  /** Empty: in "Other contacts". */
  readonly groupIds: readonly string[];
  readonly isTagged: boolean;
}

export interface LocalGroup {
  readonly id: string;
  readonly name: string;
  /** The favourites. */
  readonly isPinned: boolean;
}

export interface LocalContactList {
  readonly groups: readonly LocalGroup[];
  readonly contacts: readonly LocalContact[];
}

/** The most people one account keeps on this computer. */
export const mostLocalContacts = 1000;
