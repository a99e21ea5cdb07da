/** One person's contact list as the server keeps it: groups, contacts, and a number that grows with every change. */
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { ContactList as ListPlan } from '../topologies/contact-plan.ts';

export interface ListedGroup {
  readonly id: number;
  readonly name: string;
  readonly externalUri: string;
}

export interface ListedContact {
  /** `user@domain`, lower case. */
  readonly address: string;
  /** The owner's own name for the contact; '' shows the contact card's. */
  readonly name: string;
  readonly groups: readonly number[];
  readonly isSubscribed: boolean;
  readonly externalUri: string;
  /** What the client keeps there; the server only counts its bytes. */
  readonly extension: readonly XmlElement[];
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

/** `full`: no more groups or contacts; `too-long`: a name or what stands beside it; `not-empty`: a group with people in it. */
export type ListRefusal = 'full' | 'too-long' | 'not-empty' | 'unknown' | 'fixed';

export type ListResult = ContactChange | ListRefusal;

/** 1 is `~`, "Other contacts", and always there. [MS-SIP] 3.7.4.4 */
const OTHERS = 1;
/** [MS-SIP] 9.1 */
const LAST_GROUP = 64;
const MOST_CONTACTS = 1000;
const LONGEST_NAME = 256;
const LONGEST_EXTERNAL = 1024;
const LONGEST_ADDRESS = 454;

export class ContactList {
  readonly #groups = new Map<number, ListedGroup>();
  readonly #contacts = new Map<string, ListedContact>();
  #number: number;

  constructor(plan: ListPlan | undefined, startNumber = 1) {
    this.#number = startNumber;
    this.#groups.set(OTHERS, { id: OTHERS, name: '~', externalUri: '' });
    for (const { id, name, externalUri = '' } of plan?.groups ?? []) this.#groups.set(id, { id, name, externalUri });
    for (const { address, displayName, groups, isTagged } of plan?.contacts ?? []) {
      const key = address.toLowerCase();
      const extension = isTagged ? [tagged] : [];
      const known = this.#known(groups);
      this.#contacts.set(key, { ...plain, address: key, name: displayName, groups: known, extension });
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

  /** Adds or changes a contact. */
  setContact(wish: Omit<ListedContact, 'extension'> & { readonly extension?: readonly XmlElement[] }): ListResult {
    const address = wish.address.toLowerCase();
    const before = this.#contacts.get(address);
    if (!before && this.#contacts.size >= MOST_CONTACTS) return 'full';
    if (address === '' || !fits(address, LONGEST_ADDRESS)) return 'unknown';
    if (!fits(wish.name, LONGEST_NAME) || !fits(wish.externalUri, LONGEST_EXTERNAL)) return 'too-long';
    const extension = wish.extension ?? [];
    const contact = { ...wish, address, groups: this.#known(wish.groups), extension };
    this.#contacts.set(address, contact);
    return this.#step({ kind: before ? 'modifiedContact' : 'addedContact', contact });
  }

  deleteContact(address: string): ListResult {
    const contact = this.#contacts.get(address.toLowerCase());
    if (!contact) return 'unknown';
    this.#contacts.delete(contact.address);
    return this.#step({ kind: 'deletedContact', contact });
  }

  /** Adds a group under the lowest free id. */
  addGroup(name: string, externalUri = ''): ListResult {
    if (!fits(name, LONGEST_NAME) || !fits(externalUri, LONGEST_EXTERNAL)) return 'too-long';
    for (let id = OTHERS + 1; id <= LAST_GROUP; id++) {
      if (this.#groups.has(id)) continue;
      const group = { id, name, externalUri };
      this.#groups.set(id, group);
      return this.#step({ kind: 'addedGroup', group });
    }
    return 'full';
  }

  renameGroup(id: number, name: string, externalUri = ''): ListResult {
    if (id === OTHERS) return 'fixed';
    if (!this.#groups.has(id)) return 'unknown';
    if (!fits(name, LONGEST_NAME) || !fits(externalUri, LONGEST_EXTERNAL)) return 'too-long';
    const group = { id, name, externalUri };
    this.#groups.set(id, group);
    return this.#step({ kind: 'modifiedGroup', group });
  }

  /** Only an empty group can go. */
  deleteGroup(id: number): ListResult {
    const group = this.#groups.get(id);
    if (id === OTHERS) return 'fixed';
    if (!group) return 'unknown';
    if (this.contacts.some((contact) => contact.groups.includes(id))) return 'not-empty';
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

const plain = { isSubscribed: true, externalUri: '' };
/** "Tag for status change alerts", as Microsoft's client writes it. */
const tagged: XmlElement = {
  local: 'contactSettings',
  ns: '',
  attributes: [{ local: 'tag', ns: '', value: 'true' }],
  children: [],
  text: '',
};

function fits(text: string, bytes: number): boolean {
  return Buffer.byteLength(text) <= bytes;
}
