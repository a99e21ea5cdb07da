/** Contact lists as the registrar keeps them: Karen's, a very large one, and how others are made. */

import type { Contact, ContactGroup, ContactList } from './contact-plan.ts';
import { peopleOf } from './people.ts';
import type { LabPerson } from './topology.ts';
import { xmppPeople } from './xmpp-company.ts';

/** "Other contacts". [MS-SIP] 3.7.4.4 */
export const OTHERS_ID = 1;
const OTHER: ContactGroup = { id: OTHERS_ID, name: '~' };

/** The favourites, marked as Microsoft's clients of 2013 and later mark them. */
export function pinnedGroup(id: number): ContactGroup {
  const externalUri = '<groupExtension groupType="pinnedGroup"><email/></groupExtension>';
  return { id, name: 'Pinned Contacts', externalUri };
}

/** A group of the directory, known by its mail address. */
export function distributionGroup(id: number, name: string, address: string): ContactGroup {
  return { id, name, externalUri: `<groupExtension groupType="dg"><email>${address}</email></groupExtension>` };
}

/** The lists of one domain's people; whoever has none starts with an empty one. */
export function contactListsOf(domain: string): readonly ContactList[] {
  if (domain === 'tailspintoys.com') return peopleOf(domain, '').map((person) => withXmpp(small(person.address)));
  if (domain !== 'contoso.com') return peopleOf(domain, '').map((person) => small(person.address));
  return [
    karens(),
    small('karenb@contoso.com'),
    small('jeremy@contoso.com'),
    generatedList('many@contoso.com', 1000, 64),
  ];
}

function karens(): ContactList {
  const colleagues = new Map(peopleOf('contoso.com', '').map((person) => [person.address.split('@')[0], person]));
  const contact = (user: string, ...groups: readonly number[]): Contact[] => {
    const person = colleagues.get(user);
    return person ? [{ address: person.address, displayName: person.displayName, groups }] : [];
  };
  const partner = ({ address, displayName }: LabPerson): Contact => ({ address, displayName, groups: [5] });
  const engineers = ['alicia', 'andreas', 'anu', 'cesar', 'diane', 'eran', 'fadi', 'molly', 'pavel', 'yuki'];
  return {
    owner: 'karen@contoso.com',
    groups: [
      OTHER,
      pinnedGroup(2),
      { id: 3, name: 'Engineering' },
      { id: 4, name: 'Sales' },
      { id: 5, name: 'Tailspin Toys — federated' },
    ],
    contacts: [
      ...contact('jeremy', 2, 3),
      ...contact('vadim', 2, 3),
      ...engineers.flatMap((user) => contact(user, 3)),
      ...contact('holly', 2, 4),
      ...['jan', 'lene', 'sanjay'].flatMap((user) => contact(user, 4)),
      ...peopleOf('tailspintoys.com', '').map(partner),
      ...contact('ines', 1),
      { address: 'kim.akers@fabrikam.com', displayName: 'Kim Akers', groups: [1] },
    ],
    delegates: ['jeremy@contoso.com'],
  };
}

/** The people at the XMPP partner, in a group of their own. */
function withXmpp(list: ContactList): ContactList {
  const group = { id: 2, name: 'Fourth Coffee — XMPP' };
  const contacts = xmppPeople.map(({ address, displayName }) => ({ address, displayName, groups: [group.id] }));
  return { ...list, groups: [...list.groups, group], contacts: [...list.contacts, ...contacts] };
}

/** Everybody else of the company, under "Other contacts". */
function small(owner: string): ContactList {
  const domain = owner.split('@')[1] ?? '';
  const contacts = peopleOf(domain, '')
    .filter((person) => person.address !== owner)
    .slice(0, 8)
    .map(({ address, displayName }) => ({ address, displayName, groups: [OTHERS_ID] }));
  return { owner, groups: [OTHER], contacts };
}

/**
 * `contacts` people in `groups` groups, "Other contacts" among them, every tenth person in two; they exist only on this list.
 * Without a group of their own they are all in "Other contacts".
 */
export function generatedList(owner: string, contacts: number, groups: number): ContactList {
  const domain = owner.split('@')[1] ?? '';
  const own = Math.max(0, groups - 1);
  const named = Array.from({ length: own }, (_, index) => ({
    id: index + OTHERS_ID + 1,
    name: `Branch ${String(index + 1).padStart(2, '0')}`,
  }));
  const groupAt = (index: number) => (own === 0 ? OTHERS_ID : OTHERS_ID + 1 + (index % own));
  const people = Array.from({ length: contacts }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      address: `extension.${number}@${domain}`,
      displayName: `Extension ${number}`,
      groups: index % 10 === 0 && own > 1 ? [groupAt(index), groupAt(index + 7)] : [groupAt(index)],
    };
  });
  return { owner, groups: [OTHER, ...named], contacts: people };
}
