import { expect, it } from 'vitest';
import { listOf } from './exchange-contacts.ts';

it('[F13] gives a list from Exchange the form of the registrar’s, without the group of the tagged', () => {
  const { groups, contacts } = listOf({
    groups: [
      { id: 'a', name: 'Favorites', kind: 'pinned' },
      { id: 'b', name: 'Other Contacts', kind: 'other' },
      { id: 'c', name: 'Engineering', kind: 'normal' },
      { id: 'd', name: 'Tagged', kind: 'tagged' },
    ],
    contacts: [{ uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los', groupIds: ['a', 'd'] }],
  });
  expect([...groups.values()].map(({ id, name }) => [id, name])).toEqual([
    ['a', 'Pinned Contacts'],
    ['b', '~'],
    ['c', 'Engineering'],
  ]);
  expect(contacts.get('sip:jeremy@contoso.com')).toMatchObject({ alias: 'Jeremy Los', groupIds: ['a'] });
});
