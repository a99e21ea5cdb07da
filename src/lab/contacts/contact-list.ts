/** One person's contact list as the server keeps it: groups, contacts, and a number that grows with every change. */
import type { ContactList as ListPlan } from '../topologies/topology.ts';

export interface ListedGroup {
  readonly id: number;
  readonly name: string;
}

export interface ListedContact {
  /** `user@domain`, lower case. */
  readonly address: string;
  /** The owner's own name for the contact; '' shows the contact card's. */
  readonly name: string;
  readonly groups: readonly number[];
}

/** One step from one number to the next. */
export interface ContactChange {
  readonly previous: number;
  readonly current: number;
  readonly kind:
    | 'addedGroup'
    | 'modifiedGroup'
    | 'deletedGroup'
    | 'addedContact'
    | 'modifiedContact'
    | 'deletedContact';
  readonly group?: ListedGroup;
  readonly contact?: ListedContact;
}

/** Ids 1 to 63; 1 is `~`, "Other contacts", and always there. [MS-SIP] 3.7.4.4 */
const OTHERS = 1;
const LAST_GROUP = 63;
const MOST_CONTACTS = 1000;
const LONGEST_NAME = 256;

export class ContactList {
  readonly #groups = new Map<number, ListedGroup>();
  readonly #contacts = new Map<string, ListedContact>();
  #number: number;

  constructor(plan: ListPlan | undefined, startNumber = 1) {
    this.#number = startNumber;
    this.#groups.set(OTHERS, { id: OTHERS, name: '~' });
    for (const group of plan?.groups ?? []) this.#groups.set(group.id, { id: group.id, name: group.name });
    for (const { address, displayName, groups } of plan?.contacts ?? []) {
      this.#contacts.set(address.toLowerCase(), {
        address: address.toLowerCase(),
        name: displayName,
        groups: this.#known(groups),
      });
    }
  }

  get deltaNumber(): number {
    return this.#number;
  }

  get groups(): readonly ListedGroup[] {
    return [...this.#groups.values()];
  }

  get contacts(): readonly ListedContact[] {
    return [...this.#contacts.values()];
  }

  /** Adds or changes a contact; undefined when the list is full or a name too long. */
  setContact(address: string, name: string, groups: readonly number[]): ContactChange | undefined {
    const key = address.toLowerCase();
    const isNew = !this.#contacts.has(key);
    if (key === '' || name.length > LONGEST_NAME || (isNew && this.#contacts.size >= MOST_CONTACTS)) return undefined;
    const contact = { address: key, name, groups: this.#known(groups) };
    this.#contacts.set(key, contact);
    return this.#step({ kind: isNew ? 'addedContact' : 'modifiedContact', contact });
  }

  deleteContact(address: string): ContactChange | undefined {
    const contact = this.#contacts.get(address.toLowerCase());
    if (!contact) return undefined;
    this.#contacts.delete(contact.address);
    return this.#step({ kind: 'deletedContact', contact });
  }

  /** Adds a group under the lowest free id; undefined when all 63 are taken. */
  addGroup(name: string): ContactChange | undefined {
    for (let id = OTHERS + 1; id <= LAST_GROUP && name.length <= LONGEST_NAME; id++) {
      if (this.#groups.has(id)) continue;
      const group = { id, name };
      this.#groups.set(id, group);
      return this.#step({ kind: 'addedGroup', group });
    }
    return undefined;
  }

  renameGroup(id: number, name: string): ContactChange | undefined {
    if (!this.#groups.has(id) || id === OTHERS || name.length > LONGEST_NAME) return undefined;
    const group = { id, name };
    this.#groups.set(id, group);
    return this.#step({ kind: 'modifiedGroup', group });
  }

  /** Only an empty group can go. */
  deleteGroup(id: number): ContactChange | undefined {
    const group = this.#groups.get(id);
    const isUsed = this.contacts.some((contact) => contact.groups.includes(id));
    if (!group || id === OTHERS || isUsed) return undefined;
    this.#groups.delete(id);
    return this.#step({ kind: 'deletedGroup', group });
  }

  #known(groups: readonly number[]): number[] {
    const known = groups.filter((id) => this.#groups.has(id));
    return known.length > 0 ? known : [OTHERS];
  }

  #step(change: Omit<ContactChange, 'previous' | 'current'>): ContactChange {
    const previous = this.#number;
    this.#number += 1;
    return { ...change, previous, current: this.#number };
  }
}
