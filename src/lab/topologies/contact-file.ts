/** Contact lists a tester wrote into a JSON file; docs/lab.md says how. */
import { distributionGroup, generatedList, OTHERS_ID, pinnedGroup } from './contact-lists.ts';
import type { Contact, ContactGroup, ContactList, ContactStore } from './contact-plan.ts';

export type ContactFileReading =
  | { readonly ok: true; readonly lists: readonly ContactList[] }
  /** A sentence that names the person and the place. */
  | { readonly ok: false; readonly problem: string };

const MOST_OWNERS = 200;
const MOST_CONTACTS = 1000;
/** "Other contacts" among them. */
const MOST_GROUPS = 64;
const LONGEST = 256;
const STORES: readonly ContactStore[] = ['server', 'exchange', 'refused'];

/** Reads such a file: an object with one list per address. */
export function readContactFile(text: string): ContactFileReading {
  try {
    const owners = Object.entries(objectIn(JSON.parse(text), 'The file'));
    if (owners.length > MOST_OWNERS) throw new Fault(`The file has more than ${MOST_OWNERS} lists`);
    return { ok: true, lists: owners.map(([owner, value]) => readList(addressIn(owner, 'The file'), value)) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, problem: `${error.message}.` };
    return { ok: false, problem: `The file is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Ends the reading from inside, with the sentence for the tester. */
class Fault extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function readList(owner: string, value: unknown): ContactList {
  const fields = objectIn(value, owner);
  known(fields, ['groups', 'contacts', 'generate', 'delegates', 'store'], owner);
  const list = fields.generate === undefined ? writtenList(owner, fields) : madeList(owner, fields);
  const delegates = listIn(fields.delegates, MOST_CONTACTS, `${owner}: delegates`);
  const store = STORES.find((each) => each === (fields.store ?? 'server'));
  if (!store) throw new Fault(`${owner}: store is one of ${STORES.join(', ')}`);
  return { ...list, store, delegates: delegates.map((each) => addressIn(each, `${owner}: delegates`)) };
}

/** `{ "contacts": 1000, "groups": 64 }`: people who exist on this list only. */
function madeList(owner: string, fields: Fields): ContactList {
  const at = `${owner}: generate`;
  if (fields.groups !== undefined || fields.contacts !== undefined) throw new Fault(`${at} stands alone`);
  const wish = objectIn(fields.generate, at);
  known(wish, ['contacts', 'groups'], at);
  return generatedList(
    owner,
    countIn(wish.contacts ?? 0, MOST_CONTACTS, `${at}: contacts`),
    countIn(wish.groups ?? 1, MOST_GROUPS, `${at}: groups`),
  );
}

function writtenList(owner: string, fields: Fields): ContactList {
  const groups = listIn(fields.groups, MOST_GROUPS - 1, `${owner}: groups`).map((value, index) =>
    readGroup(value, index + OTHERS_ID + 1, `${owner}: groups`),
  );
  const ids = new Map(groups.map(({ id, name }) => [name, id]));
  if (ids.size < groups.length) throw new Fault(`${owner}: groups: two have the same name`);
  const contacts = listIn(fields.contacts, MOST_CONTACTS, `${owner}: contacts`).map((value, index) =>
    readContact(value, ids, `${owner}: contact ${index + 1}`),
  );
  return { owner, groups: [{ id: OTHERS_ID, name: '~' }, ...groups], contacts };
}

/** A name, or `{ "name": …, "distribution": ADDRESS }`. "Pinned Contacts" are the favourites. */
function readGroup(value: unknown, id: number, at: string): ContactGroup {
  if (typeof value !== 'string') {
    const fields = objectIn(value, at);
    known(fields, ['name', 'distribution'], at);
    return distributionGroup(id, textIn(fields.name, `${at}: name`), addressIn(fields.distribution, at));
  }
  const name = textIn(value, at);
  return name === 'Pinned Contacts' ? pinnedGroup(id) : { id, name };
}

function readContact(value: unknown, ids: ReadonlyMap<string, number>, at: string): Contact {
  const fields = objectIn(value, at);
  known(fields, ['address', 'name', 'groups', 'tag'], at);
  const groups = listIn(fields.groups, MOST_GROUPS, `${at}: groups`).map((name) => {
    const id = ids.get(textIn(name, `${at}: groups`));
    if (id === undefined) throw new Fault(`${at}: there is no group "${String(name)}"`);
    return id;
  });
  return {
    address: addressIn(fields.address, at),
    displayName: fields.name === undefined ? '' : textIn(fields.name, `${at}: name`),
    groups: groups.length > 0 ? groups : [OTHERS_ID],
    ...(fields.tag === true ? { isTagged: true } : {}),
  };
}

function objectIn(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Fault(`${at} is no object`);
  return Object.fromEntries(Object.entries(value));
}

function listIn(value: unknown, most: number, at: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Fault(`${at} is no list`);
  if (value.length > most) throw new Fault(`${at}: at most ${most}`);
  return value;
}

function textIn(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw new Fault(`${at} is no text`);
  if (Buffer.byteLength(value) > LONGEST) throw new Fault(`${at} is longer than ${LONGEST} bytes`);
  return value;
}

function addressIn(value: unknown, at: string): string {
  const address = typeof value === 'string' ? value.toLowerCase() : '';
  if (!/^[^\s@"<>]{1,128}@[a-z0-9.-]{1,128}$/.test(address)) throw new Fault(`${at}: "${String(value)}" is no address`);
  return address;
}

function countIn(value: unknown, most: number, at: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new Fault(`${at} is a number from 0 to ${most}`);
  }
  return value;
}

function known(fields: Fields, names: readonly string[], at: string): void {
  const other = Object.keys(fields).find((name) => !names.includes(name));
  if (other !== undefined) throw new Fault(`${at}: "${other}" means nothing here`);
}
