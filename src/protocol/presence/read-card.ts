/** One part of a contact card: identity, numbers, company and photo come as instances of their own. [MS-PRES] 2.2.2.6.1, protocol notes 5.6 */
import type { CardPhone, ContactCard } from '../../shared/model/presence.ts';
import { attr, booleanOf, child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

const LONGEST_TEXT = 500;
const LONGEST_URI = 1024;
const MOST_PHONES = 20;

const PHONE_KINDS: ReadonlyMap<string, CardPhone['kind']> = new Map([
  ['work', 'work'],
  ['mobile', 'mobile'],
  ['home', 'home'],
  ['voicemail', 'voicemail'],
]);

/** Reads a `contactCard` element; what it does not say is absent, empty or false. */
export function readCard(card: XmlElement): ContactCard {
  const text = (...path: string[]) => textOf(card, ...path)?.slice(0, LONGEST_TEXT);
  const fields = {
    name: text('identity', 'name', 'displayName'),
    email: text('identity', 'email') ?? text('email'),
    title: text('title'),
    company: text('company'),
    department: text('department'),
    office: text('office'),
  };
  return {
    ...withoutBlanks(fields),
    address: readAddress(children(card, 'address')),
    phones: children(card, 'phone').slice(0, MOST_PHONES).flatMap(readPhone),
    hasPhoto: hasPhoto(child(card, 'photo')),
    isAutomaton: booleanOf(textOf(card, 'automaton')) ?? false,
  };
}

const NAMES = ['name', 'email', 'title', 'company', 'department', 'office'] as const;

type Fields = Pick<ContactCard, 'name' | 'email' | 'title' | 'company' | 'department' | 'office'>;

function withoutBlanks(fields: Readonly<Record<keyof Fields, string | undefined>>): Fields {
  const said: { -readonly [K in keyof Fields]: Fields[K] } = {};
  for (const name of NAMES) {
    const value = fields[name];
    if (value !== undefined) said[name] = value;
  }
  return said;
}

function readPhone(element: XmlElement): CardPhone[] {
  const uri = textOf(element, 'uri')?.slice(0, LONGEST_URI) ?? '';
  if (uri === '') return [];
  const display = textOf(element, 'displayString')?.slice(0, LONGEST_TEXT);
  const kind = PHONE_KINDS.get(attr(element, 'type')?.trim().toLowerCase() ?? '') ?? 'other';
  return [{ kind, uri, display: display ?? uri.replace(/^(?:tel|sips?):/i, '').replace(/;.*$/, '') }];
}

/** The work address where there is one, line by line. */
function readAddress(addresses: readonly XmlElement[]): string[] {
  const address = addresses.find((each) => attr(each, 'type')?.toLowerCase() === 'work') ?? addresses[0];
  const text = (local: string) => textOf(address, local)?.slice(0, LONGEST_TEXT);
  const town = [text('zipcode'), text('city')].filter(Boolean).join(' ');
  return [text('street'), town, text('state'), text('countryCode')].flatMap((line) => line || []);
}

function hasPhoto(photo: XmlElement | undefined): boolean {
  return textOf(photo, 'uri') !== undefined || attr(photo, 'type')?.toLowerCase() === 'enterprise';
}
