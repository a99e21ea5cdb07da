// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContactsState, noContacts } from '../../../shared/model/contacts.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, fixtureTime, groups, karen, presence } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { ContactsPane } from './contacts-pane.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const ready: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  contacts: { ...noContacts, state: 'ready', groups, contacts },
  presence,
};

function active(): string | undefined {
  const tree = screen.getByRole('tree');
  return document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.dataset.key;
}

const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(screen.getByRole('tree'), { key });
};

describe('contact list', () => {
  it('draws only the rows in view of a list of any length', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      uri: `sip:p${index}@contoso.com`,
      name: `Person ${index}`,
      groupIds: ['2'],
      kind: 'same-enterprise' as const,
      relationship: 'colleague' as const,
      isRelationshipAutomatic: true,
      isTagged: false,
    }));
    await draw({ ...ready, contacts: { ...ready.contacts, contacts: many } }, <ContactsPane filter="" />);
    const rows = screen.getAllByRole('treeitem');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(60);
    expect(rows.find((row) => row.getAttribute('aria-level') === '2')?.getAttribute('aria-setsize')).toBe('5000');
  });

  it('is one tab stop that the keyboard moves in', async () => {
    await draw(ready, <ContactsPane filter="" />);
    expect(active()).toBe('group:1');
    press('ArrowDown');
    expect(active()).toBe('group:1|sip:garth@tailspintoys.com');
    press('ArrowDown', 'ArrowLeft');
    expect(active()).toBe('group:1');
    press('End');
    expect(active()).toBe('group:4|sip:kim.akers@fabrikam.com');
    press('Home', 'ArrowUp');
    expect(active()).toBe('group:1');
    press('j');
    expect(active()).toBe('group:1|sip:jeremy@contoso.com');
  });

  it('closes and opens a group by arrow and by Enter, and goes into it', async () => {
    await draw(ready, <ContactsPane filter="" />);
    const favourites = () => screen.getAllByRole('treeitem')[0];
    press('ArrowLeft');
    expect(favourites()?.getAttribute('aria-expanded')).toBe('false');
    press('Enter');
    expect(favourites()?.getAttribute('aria-expanded')).toBe('true');
    press('ArrowRight');
    expect(active()).toBe('group:1|sip:garth@tailspintoys.com');
  });

  it('does not call a group federated whose people turn out to be of a company that is not connected', async () => {
    const other = [{ id: '4', name: 'Partners', kind: 'normal' as const }];
    const { bridge } = await draw(
      { ...ready, contacts: { ...ready.contacts, groups: other } },
      <ContactsPane filter="" />,
    );
    const head = () => screen.getAllByRole('treeitem')[0]?.textContent;
    expect(head()).not.toContain('federated');
    const changed = { 'sip:kim.akers@fabrikam.com': { availability: 'available' as const } };
    act(() => bridge.push({ revision: 2, slices: {}, presence: { reset: false, changed } }));
    expect(head()).toContain('Partners — federated');
  });

  it('keeps each name apart from what stands beside it, whichever way it is written', async () => {
    await draw(ready, <ContactsPane filter="" />);
    expect(screen.getAllByText('Garth Fort').every((name) => name.tagName === 'BDI')).toBe(true);
    expect(screen.getByText('Favourites').tagName).toBe('BDI');
  });

  it('opens a contact by Enter', async () => {
    await draw(ready, <ContactsPane filter="" />);
    press('ArrowDown', 'Enter');
    expect(window.location.hash).toBe('#/contact?about=sip%3Agarth%40tailspintoys.com');
  });

  it('says presence in words and follows it', async () => {
    const { bridge } = await draw(ready, <ContactsPane filter="" />);
    expect(screen.getByRole('treeitem', { name: /Jeremy Los.*In a call · Back at three/ })).toBeTruthy();
    const changed = { 'sip:jeremy@contoso.com': { availability: 'available' as const } };
    act(() => bridge.push({ revision: 2, slices: {}, presence: { reset: false, changed } }));
    expect(screen.getAllByRole('treeitem', { name: /Jeremy Los.*Available/ }).length).toBeGreaterThan(0);
    expect(screen.queryByText('In a call · Back at three')).toBeNull();
  });

  it.each([
    ['empty', {}, 'No contacts yet'],
    ['loading', {}, 'Asking for your contacts'],
    [
      'failed',
      { failure: { code: 'CONTACTS_UNAVAILABLE' as const, at: 1 } },
      'Your contacts could not be fetched from the server.',
    ],
  ] as const)('says what is the matter when %s', async (state, rest, words) => {
    await draw({ ...ready, contacts: { ...noContacts, state, ...rest } }, <ContactsPane filter="" />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('shows rows nobody can reach until the list is there, then the rows in view, and those beyond after them', async () => {
    const people = Array.from({ length: 100 }, (_, index) => ({ ...contacts[0], uri: `sip:p${index}@contoso.com` }));
    const { bridge } = await draw(
      { ...ready, contacts: { ...noContacts, state: 'loading' } },
      <ContactsPane filter="" />,
    );
    const list = screen.getByRole('tree', { name: 'Asking for your contacts' });
    expect(list.closest('[inert]')).toBeTruthy();
    expect(list.querySelectorAll('[aria-level]')).toHaveLength(0);
    const inView = () => screen.getAllByRole('treeitem').length;
    const contactsNow = { ...ready.contacts, contacts: people as ContactsState['contacts'] };
    act(() => bridge.push({ revision: 2, slices: { contacts: contactsNow } }));
    expect(list.getAttribute('aria-label')).toBe('Contacts');
    expect(list.closest('[inert]')).toBeNull();
    expect(screen.queryByText('Asking for your contacts')).toBeNull();
    const first = inView();
    await waitFor(() => expect(inView()).toBeGreaterThan(first));
  });

  it('keeps the last list readable while offline, with its age', async () => {
    const offline = { ...ready.contacts, state: 'offline' as const, updatedAt: fixtureTime - 240_000 };
    await draw({ ...ready, contacts: offline }, <ContactsPane filter="" />);
    expect(screen.getByText('Offline. This list is from 4 minutes ago.')).toBeTruthy();
    expect(screen.getAllByRole('treeitem').length).toBeGreaterThan(3);
  });

  it('says when nobody matches', async () => {
    await draw(ready, <ContactsPane filter="zzz " />);
    expect(screen.getByText('Nobody here matches "zzz".')).toBeTruthy();
  });
});
