/** Contact lists as the registrar keeps them: Karen's, and a very large one. */
import { peopleOf } from './people.ts';
import type { Contact, ContactGroup, ContactList, LabPerson } from './topology.ts';

const OTHER: ContactGroup = { id: 1, name: '~' };
const MANY_GROUPS = 64;
const MANY_CONTACTS = 1000;

/** The lists of one domain's people; whoever has none starts with an empty one. */
export function contactListsOf(domain: string): readonly ContactList[] {
  if (domain === 'contoso.com') return [karens(), small('karenb@contoso.com'), small('jeremy@contoso.com'), many()];
  return peopleOf(domain, '').map((person) => small(person.address));
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
      { id: 2, name: 'Pinned Contacts' },
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
  };
}

/** Everybody else of the company, under "Other contacts". */
function small(owner: string): ContactList {
  const domain = owner.split('@')[1] ?? '';
  const contacts = peopleOf(domain, '')
    .filter((person) => person.address !== owner)
    .slice(0, 8)
    .map(({ address, displayName }) => ({ address, displayName, groups: [OTHER.id] }));
  return { owner, groups: [OTHER], contacts };
}

/** 1,000 people in 64 groups, every tenth in two; they exist only on this list. */
function many(): ContactList {
  const groups = Array.from({ length: MANY_GROUPS - 1 }, (_, index) => ({
    id: index + 2,
    name: `Branch ${String(index + 1).padStart(2, '0')}`,
  }));
  const groupAt = (index: number) => 2 + (index % (MANY_GROUPS - 1));
  const contacts = Array.from({ length: MANY_CONTACTS }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      address: `extension.${number}@contoso.com`,
      displayName: `Extension ${number}`,
      groups: index % 10 === 0 ? [groupAt(index), groupAt(index + 7)] : [groupAt(index)],
    };
  });
  return { owner: 'many@contoso.com', groups: [OTHER, ...groups], contacts };
}
