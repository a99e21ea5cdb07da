import { describe, expect, it } from 'vitest';
import { defaultTopology } from './default-topology.ts';
import { meetingFactsOf } from './meeting-facts.ts';
import { companyOf, serversOf } from './topology.ts';

const topology = defaultTopology('127.0.77');
const people = topology.companies.flatMap((company) => company.people);
const meetings = meetingFactsOf(topology, () => 443);

describe('people', () => {
  it.each([
    ['karen@contoso.com', 'Karen Berg'],
    ['karenb@contoso.com', 'Karen Berg'],
    ['jeremy@contoso.com', 'Jeremy Los'],
    ['garth@tailspintoys.com', 'Garth Fort'],
    ['garthf@contoso.onmicrosoft.com', 'Garth Fort'],
    ['bonniek@tailspintoys.onmicrosoft.com', 'Bonnie Kearney'],
    ['kim.akers@fabrikam.com', 'Kim Akers'],
  ])('[A1] %s is %s and has a password', (address, displayName) => {
    const person = people.find((each) => each.address === address);
    expect(person).toMatchObject({ displayName });
    expect(person?.password.length).toBeGreaterThan(7);
  });

  it('have addresses, user names and passwords of their own', () => {
    expect(new Set(people.map(({ address }) => address)).size).toBe(people.length);
    expect(new Set(people.map(({ userName }) => userName)).size).toBe(people.length);
    for (const company of topology.companies) {
      const passwords = company.people.map(({ password }) => password);
      expect(new Set(passwords).size).toBe(passwords.length);
    }
  });

  it('of northwindtranders.com are blocked by contoso.com', () => {
    expect(companyOf(topology, 'Contoso.com')?.federation.blocked).toEqual(['northwindtranders.com']);
  });
});

describe('contact lists', () => {
  const lists = topology.companies.flatMap((company) => company.contactLists);
  const listOf = (owner: string) => lists.find((list) => list.owner === owner);

  it('Karen’s has twelve engineers, favourites, partners and others', () => {
    const list = listOf('karen@contoso.com');
    expect(list?.groups.map(({ name }) => name)).toEqual([
      '~',
      'Pinned Contacts',
      'Engineering',
      'Sales',
      'Tailspin Toys — federated',
    ]);
    const inGroup = (id: number) => list?.contacts.filter(({ groups }) => groups.includes(id)).length;
    expect([1, 2, 3, 4, 5].map(inGroup)).toEqual([2, 3, 12, 4, 3]);
  });

  it('the large one has 1,000 people in 64 groups', () => {
    const list = listOf('many@contoso.com');
    expect(list?.groups).toHaveLength(64);
    expect(new Set(list?.contacts.map(({ address }) => address)).size).toBe(1000);
  });

  it('name only groups that exist', () => {
    for (const { groups, contacts } of lists) {
      const ids = new Set(groups.map(({ id }) => id));
      expect(contacts.flatMap((contact) => contact.groups).filter((id) => !ids.has(id))).toEqual([]);
    }
  });
});

describe('meetings', () => {
  it('[J6] have four links that lead to one focus', () => {
    const weekly = meetings.find(({ id }) => id === '2Z92HZZZ');
    expect(weekly?.focusUri).toBe('sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
    expect(weekly?.links).toEqual({
      conf: `conf:${weekly?.focusUri}%3Frequired-media=audio`,
      meet: `meet:${weekly?.focusUri}?conf-key=TSW7KEYQ`,
      sip: `${weekly?.focusUri}?conf-key=TSW7KEYQ`,
      https: 'https://meet.tailspintoys.com/garth/2Z92HZZZ',
    });
  });

  it('have ids and keys of their own and organisers who exist', () => {
    expect(new Set(meetings.map(({ id }) => id)).size).toBe(meetings.length);
    expect(new Set(meetings.map(({ key }) => key)).size).toBe(meetings.length);
    const addresses = new Set(people.map(({ address }) => address));
    expect(meetings.filter(({ organizer }) => !addresses.has(organizer))).toEqual([]);
  });

  it('[I13] cover a lobby, a policy without guests, and one that has ended', () => {
    const plans = topology.companies.flatMap((company) => company.meetings);
    expect(plans.filter(({ lobbyForGuests }) => lobbyForGuests).map(({ id }) => id)).toEqual(['KARENL0B', 'L0BBY7TS']);
    expect(plans.filter(({ guestsAllowed }) => !guestsAllowed)).toHaveLength(1);
    expect(plans.filter(({ ended }) => ended)).toHaveLength(1);
  });
});

it('no two servers share an address or a name', () => {
  const servers = serversOf(topology);
  expect(new Set(servers.map(({ address }) => address)).size).toBe(servers.length);
  // Both addresses of a mailbox server answer to the name that clients ask first.
  const names = servers.flatMap(({ name, aliases, role }) => (role === 'exchange' ? [name] : [name, ...aliases]));
  expect(new Set(names).size).toBe(names.length);
});

it('[G1] the dial plan holds the five rules of the seed in order', () => {
  const plan = companyOf(topology, 'contoso.com')?.dialPlan;
  expect(plan?.rules.map(({ translation }) => translation)).toEqual(['+441785$1', '+44$1$2', '+$2$3', '+$1', '+44$1']);
  expect(plan?.rules.every(({ pattern }) => new RegExp(pattern) instanceof RegExp)).toBe(true);
});
