/** Answers of the address book: entries with attributes, in the spellings of its generations. [MS-DLX] 3.1.4, protocol notes 4.4 */
import type { DirectoryPerson, DirectoryPhone } from '../../shared/model/directory.ts';
import { present } from '../../shared/present.ts';
import { readSoap, type SoapFault } from '../soap/read.ts';
import { child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

export interface DirectoryEntry {
  readonly person: Omit<DirectoryPerson, 'hasPhoto'>;
  /** Below the address of address book files; safe to join to it. */
  readonly photoPath?: string;
  /** Changes with the picture. */
  readonly photoHash?: string;
}

export type DirectoryReading =
  | { readonly kind: 'entries'; readonly entries: readonly DirectoryEntry[]; readonly truncated: boolean }
  /** The service knows no such group. */
  | { readonly kind: 'unknown-group' }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  | { readonly kind: 'unreadable'; readonly problem: string };

const MOST = 500;
const LONGEST = 256;
const DEEPEST = 6;

/** Reads the answer to a search. Entries without a name are passed over, those of one address told twice are one. */
export function readSearchAnswer(text: string): DirectoryReading {
  const result = resultIn(text, 'SearchAbEntryResponse', 'SearchAbEntryResult');
  return result.kind === 'result' ? entriesOf(result.element) : result;
}

/** Reads the answer to an expansion: members as entries with attributes, or as elements of their own. */
export function readExpansionAnswer(text: string): DirectoryReading {
  const result = resultIn(text, 'QueryDLMembersResponse', 'QueryDLMembersResult');
  if (result.kind !== 'result') return result;
  const status = textOf(result.element, 'StatusCode')?.toLowerCase() ?? '';
  return /notfound|unknown|nosuch|invalidgroup/.test(status) ? { kind: 'unknown-group' } : entriesOf(result.element);
}

type Result =
  | { readonly kind: 'result'; readonly element: XmlElement }
  | Exclude<DirectoryReading, { kind: 'entries' }>;

function resultIn(text: string, response: string, result: string): Result {
  const reading = readSoap(text);
  if (reading.kind !== 'body') return reading;
  const element = child(child(reading.body, response), result);
  return element ? { kind: 'result', element } : { kind: 'unreadable', problem: `no ${result}` };
}

function entriesOf(result: XmlElement): DirectoryReading {
  const found: XmlElement[] = [];
  collect(result, 0, found);
  const byKey = new Map<string, DirectoryEntry>();
  for (const element of found.slice(0, MOST)) {
    const entry = entryOf(fieldsOf(element));
    if (!entry) continue;
    const { uri, email, name } = entry.person;
    const key = uri ?? email ?? `name:${name}`;
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  const more = textOf(result, 'MoreAvailable')?.toLowerCase() === 'true';
  return { kind: 'entries', entries: [...byKey.values()], truncated: more || found.length > MOST };
}

/** What one server calls AbEntry another calls Member or User: any element with attributes as a list, or with an address in it. */
function collect(element: XmlElement, depth: number, found: XmlElement[]): void {
  if (depth > DEEPEST || found.length > MOST) return;
  for (const each of element.children) {
    if (isEntry(each)) found.push(each);
    else collect(each, depth + 1, found);
  }
}

const ADDRESSES = ['PrimaryUserSipUri', 'SipUri', 'Mail', 'MailAddress', 'DisplayName'] as const;

function isEntry(element: XmlElement): boolean {
  return child(element, 'Attributes') !== undefined || ADDRESSES.some((name) => child(element, name) !== undefined);
}

/** By name in lower case; the first value of each. */
type Fields = ReadonlyMap<string, string>;

function fieldsOf(element: XmlElement): Fields {
  const fields = new Map<string, string>();
  const put = (name: string | undefined, value: string | undefined) => {
    const key = name?.toLowerCase() ?? '';
    const text = value?.trim().slice(0, LONGEST) ?? '';
    if (key !== '' && text !== '' && !fields.has(key)) fields.set(key, text);
  };
  const attributes = child(element, 'Attributes');
  if (attributes) {
    for (const each of children(attributes, 'Attribute')) put(textOf(each, 'Name'), textOf(each, 'Value'));
  } else {
    for (const each of element.children) put(each.local, each.text);
  }
  return fields;
}

const PHONES: readonly (readonly [field: string, kind: DirectoryPhone['kind']])[] = [
  ['telephonenumber', 'work'],
  ['mobile', 'mobile'],
  ['homephone', 'home'],
  ['othertelephone', 'other'],
];

function entryOf(fields: Fields): DirectoryEntry | undefined {
  const first = (...names: string[]) => names.map((name) => fields.get(name)).find((value) => value !== undefined);
  const uri = sipUri(first('msrtcsip-primaryuseraddress', 'primaryusersipuri', 'sipuri'));
  const email = first('mail', 'mailaddress');
  const name = first('displayname') ?? email ?? uri?.slice('sip:'.length);
  if (name === undefined) return undefined;
  const optional = {
    uri,
    title: first('title'),
    company: first('company'),
    department: first('department'),
    office: first('physicaldeliveryofficename', 'office'),
    country: first('country', 'c'),
    email,
  };
  const photoPath = safePath(first('photorelpath'));
  const photoHash = first('photohash');
  return {
    person: {
      kind: uri === undefined && first('grouptype') !== undefined ? 'group' : 'person',
      name,
      ...present(optional),
      phones: PHONES.flatMap(([field, kind]) => {
        const number = fields.get(field);
        return number ? [{ kind, number }] : [];
      }),
    },
    ...(photoPath ? { photoPath } : {}),
    ...(photoHash ? { photoHash } : {}),
  };
}

function sipUri(text: string | undefined): string | undefined {
  const address = text?.replace(/^sip:/i, '').toLowerCase();
  return address && /^[^\s@<>"]{1,200}@[a-z0-9.-]{1,253}$/.test(address) ? `sip:${address}` : undefined;
}

/** Names below the files' own folder only: no way up, no other server, nothing that an address would read as something else. */
function safePath(text: string | undefined): string | undefined {
  const path = text?.replaceAll('\\', '/') ?? '';
  const isSafe = /^[\w.\- ]{1,120}(?:\/[\w.\- ]{1,120}){0,5}$/.test(path) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(path);
  return isSafe ? path : undefined;
}
