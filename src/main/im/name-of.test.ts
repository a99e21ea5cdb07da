import { expect, it } from 'vitest';
import { testApp } from '../../../test/fakes/test-app.ts';
import type { Contact } from '../../shared/model/contacts.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { nameOf } from './name-of.ts';

const uri = 'sip:garth@contoso.com';
const slices = firstSlices(testApp, defaultSettings);
const contact: Contact = {
  uri,
  name: '',
  groupIds: ['1'],
  kind: 'same-enterprise',
  relationship: 'colleague',
  isRelationshipAutomatic: true,
  isTagged: false,
};

it.each([
  { whose: 'the owner’s', owners: 'My Garth', own: 'Garth', published: 'Garth Fort', expected: 'My Garth' },
  {
    whose: 'the person’s own where the owner has none',
    owners: '',
    own: 'Garth',
    published: 'Garth Fort',
    expected: 'Garth',
  },
  {
    whose: 'that of presence where neither has one',
    owners: '',
    own: '',
    published: 'Garth Fort',
    expected: 'Garth Fort',
  },
  { whose: 'the address where nobody has one', owners: '', own: '', published: '', expected: 'garth@contoso.com' },
])('is $whose', ({ owners, own, published, expected }) => {
  const contacts = { ...slices.contacts, contacts: [{ ...contact, name: owners }] };
  const presence = { [uri]: { availability: 'available', displayName: published } } as const;
  expect(nameOf({ contacts, presence }, uri, own)).toBe(expected);
});
