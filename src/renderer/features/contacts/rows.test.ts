import { describe, expect, it } from 'vitest';
import { type ContactsState, noContacts } from '../../../shared/model/contacts.ts';
import { contacts, groups, presence } from '../../gallery/fixtures.ts';
import { byName, contactRows, reachable, someDisconnected } from './rows.ts';

const state: ContactsState = { ...noContacts, state: 'ready', groups, contacts: byName(contacts) };
const none: ReadonlySet<string> = new Set();
const names = (rows: ReturnType<typeof contactRows>) =>
  rows.map((row) =>
    row.kind === 'contact' ? row.contact.name : row.kind === 'group' ? `[${row.name}]` : row.person.name,
  );

describe('contact rows', () => {
  it('lists each group in the server’s order with its people by name, "~" in words', () => {
    expect(names(contactRows(state, new Set(['2']), ''))).toEqual([
      '[Favourites]',
      'Garth Fort',
      'Jeremy Los',
      '[Engineering]',
      '[Tailspin Toys]',
      'Bonnie Kearney',
      'Garth Fort',
      '[Other contacts]',
      'Kim Akers',
    ]);
  });

  it('gives somebody in two groups two rows with keys of their own', () => {
    const keys = contactRows(state, none, '').map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('opens closed groups for a filter, and leaves out groups without a match', () => {
    expect(names(contactRows(state, new Set(['1', '3']), 'GARTH'))).toEqual([
      '[Favourites]',
      'Garth Fort',
      '[Tailspin Toys]',
      'Garth Fort',
    ]);
    expect(names(contactRows(state, none, 'fabrikam'))).toEqual(['[Other contacts]', 'Kim Akers']);
    expect(contactRows(state, none, 'nobody at all')).toEqual([]);
  });

  it('keeps its order whatever presence says, and counts who can be reached', () => {
    expect(reachable(['sip:garth@tailspintoys.com', 'sip:kim.akers@fabrikam.com', 'sip:who@x'], presence)).toBe(1);
  });

  it('calls a group federated when all its people are, and when its name does not say so by itself', () => {
    const federated = (name: string) => {
      const rows = contactRows({ ...state, groups: [{ id: '3', name, kind: 'normal' }] }, none, '');
      return rows[0]?.kind === 'group' && rows[0].federated;
    };
    expect(federated('Tailspin Toys')).toBe(true);
    expect(federated('Tailspin Toys — federated')).toBe(false);
    expect(contactRows({ ...state, groups: [{ id: '1', name: 'Mixed', kind: 'normal' }] }, none, '')[0]).toMatchObject({
      federated: false,
    });
  });

  it('knows when presence says that a company is not connected after all', () => {
    expect(someDisconnected(['sip:garth@tailspintoys.com'], presence)).toBe(false);
    expect(someDisconnected(['sip:garth@tailspintoys.com', 'sip:kim.akers@fabrikam.com'], presence)).toBe(true);
  });

  it('passes over contacts of no known group', () => {
    const stray = {
      uri: 'sip:x@y',
      name: 'X',
      groupIds: ['99'],
      kind: 'federated',
      relationship: 'external',
      isRelationshipAutomatic: true,
      isTagged: false,
    } as const;
    expect(names(contactRows({ ...state, contacts: [stray] }, none, ''))).not.toContain('X');
  });
});
