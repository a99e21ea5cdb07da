import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readContactFile } from './contact-file.ts';
import { defaultTopology } from './default-topology.ts';
import { companyOf, withContactLists } from './topology.ts';

function read(value: unknown) {
  const reading = readContactFile(JSON.stringify(value));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.lists;
}

describe('[H1] contact lists from a file', () => {
  it('the example of the documents can be read', () => {
    const reading = readContactFile(readFileSync('docs/lab-contacts.json', 'utf8'));
    expect(reading).toMatchObject({ ok: true });
  });

  it('groups and people as they stand there', () => {
    const [list] = read({
      'Karen@contoso.com': {
        groups: ['Pinned Contacts', 'Team', { name: 'All Sales', distribution: 'sales@contoso.com' }],
        contacts: [
          { address: 'jeremy@contoso.com', name: 'Jerry', groups: ['Team', 'Pinned Contacts'], tag: true },
          { address: 'Garth@tailspintoys.com' },
        ],
        delegates: ['vadim@contoso.com'],
        store: 'exchange',
      },
    });
    expect(list).toEqual({
      owner: 'karen@contoso.com',
      groups: [
        { id: 1, name: '~' },
        {
          id: 2,
          name: 'Pinned Contacts',
          externalUri: '<groupExtension groupType="pinnedGroup"><email/></groupExtension>',
        },
        { id: 3, name: 'Team' },
        {
          id: 4,
          name: 'All Sales',
          externalUri: '<groupExtension groupType="dg"><email>sales@contoso.com</email></groupExtension>',
        },
      ],
      contacts: [
        { address: 'jeremy@contoso.com', displayName: 'Jerry', groups: [3, 2], isTagged: true },
        { address: 'garth@tailspintoys.com', displayName: '', groups: [1] },
      ],
      delegates: ['vadim@contoso.com'],
      store: 'exchange',
    });
  });

  it.each([
    [0, 1, 1],
    [1, 1, 1],
    [1000, 64, 64],
    [1000, 1, 1],
  ])('%d people in %d groups are made', (contacts, groups, expected) => {
    const [list] = read({ 'karen@contoso.com': { generate: { contacts, groups } } });
    expect([list?.contacts.length, list?.groups.length]).toEqual([contacts, expected]);
    const ids = new Set(list?.groups.map(({ id }) => id));
    expect(list?.contacts.every((contact) => contact.groups.every((id) => ids.has(id)))).toBe(true);
  });

  it('takes the place of what these people had, and of nothing else', () => {
    const topology = defaultTopology('127.0.77');
    const [list] = read({ 'karen@contoso.com': {} });
    if (!list) throw new Error('no list');
    const changed = companyOf(withContactLists(topology, [list]), 'contoso.com');
    expect(changed?.contactLists).toHaveLength(companyOf(topology, 'contoso.com')?.contactLists.length ?? 0);
    expect(changed?.contactLists.find(({ owner }) => owner === 'karen@contoso.com')?.contacts).toEqual([]);
  });

  it.each([
    ['{', /^The file is no JSON/],
    ['[]', 'The file is no object.'],
    ['{"karen":{}}', 'The file: "karen" is no address.'],
    ['{"a@b":[]}', 'a@b is no object.'],
    ['{"a@b":{"people":[]}}', 'a@b: "people" means nothing here.'],
    ['{"a@b":{"groups":["x","x"]}}', 'a@b: groups: two have the same name.'],
    ['{"a@b":{"groups":{}}}', 'a@b: groups is no list.'],
    ['{"a@b":{"groups":[""]}}', 'a@b: groups is no text.'],
    [`{"a@b":{"groups":["${'ü'.repeat(129)}"]}}`, 'a@b: groups is longer than 256 bytes.'],
    ['{"a@b":{"contacts":[{"address":"c"}]}}', 'a@b: contact 1: "c" is no address.'],
    ['{"a@b":{"contacts":[{"address":"c@d","groups":["x"]}]}}', 'a@b: contact 1: there is no group "x".'],
    ['{"a@b":{"generate":{"contacts":1001}}}', 'a@b: generate: contacts is a number from 0 to 1000.'],
    ['{"a@b":{"generate":{"groups":65}}}', 'a@b: generate: groups is a number from 0 to 64.'],
    ['{"a@b":{"generate":{},"contacts":[]}}', 'a@b: generate stands alone.'],
    ['{"a@b":{"store":"cloud"}}', 'a@b: store is one of server, exchange, refused.'],
    [
      JSON.stringify({ 'a@b': { groups: Array.from({ length: 64 }, (_, at) => `g${at}`) } }),
      'a@b: groups: at most 63.',
    ],
  ])('%s is refused with a sentence', (text, problem) => {
    const reading = readContactFile(text);
    expect(reading.ok ? '' : reading.problem).toMatch(problem);
  });
});
