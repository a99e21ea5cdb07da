// @vitest-environment jsdom
/** The card of one person: what is known of them, and what of somebody whom only the directory knows. */
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { DirectoryPerson } from '../../../shared/model/directory.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, groups, karen, presence } from '../../gallery/fixtures.ts';
import { callLog } from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ContactCard } from './contact-card.tsx';
import { foundPeople } from './found-people.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const ready: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  contacts: { ...noContacts, state: 'ready', store: 'server', groups, contacts },
  presence,
};

function show(uri: string, more: Partial<Snapshot> = {}) {
  window.location.hash = `#/contact?about=${encodeURIComponent(uri)}`;
  return draw({ ...ready, ...more }, <ContactCard />);
}

describe('somebody on the list', () => {
  it('[H5] is shown with what the card and the presence say', async () => {
    await show('sip:jeremy@contoso.com');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Jeremy Los');
    for (const words of ['Senior engineer', 'Stafford 4/17', 'jeremy@contoso.com', 'Your company']) {
      expect(screen.getAllByText(words).length, words).toBeGreaterThan(0);
    }
    expect(screen.getByText('+44 7700 900123')).toBeTruthy();
  });

  it('is shown with the last call there was, if there was one', async () => {
    const { unmount } = await show('sip:jeremy@contoso.com', { callLog });
    expect(screen.getByText('Last call').nextElementSibling?.textContent).toMatch(/^Outgoing · Busy · 29 Mar 2026/);
    unmount();
    await show('sip:jeremy@contoso.com');
    expect(screen.queryByText('Last call')).toBeNull();
  });

  it('is written to by one button', async () => {
    const { bridge } = await show('sip:jeremy@contoso.com');
    fireEvent.click(screen.getByRole('button', { name: 'Message' }));
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'conversation.open')?.input).toEqual({
      uri: 'sip:jeremy@contoso.com',
      name: 'Jeremy Los',
    });
    expect(window.location.hash).toBe('#/conversation?about=c1');
  });

  it('is called by name, or at one of the numbers', async () => {
    const { bridge } = await show('sip:jeremy@contoso.com');
    bridge.hold('call.start');
    fireEvent.click(screen.getByRole('button', { name: /^Call .*Jeremy Los/ }));
    fireEvent.click(screen.getByRole('button', { name: /^Call .*7700 900123/ }));
    expect(bridge.asked.filter(({ name }) => name === 'call.start').map(({ input }) => input)).toEqual([
      { to: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
      { to: 'tel:+447700900123', name: 'Jeremy Los' },
    ]);
  });
});

describe('somebody whom the directory told of', () => {
  const person: DirectoryPerson = {
    kind: 'person',
    name: 'Zoë Ångström',
    uri: 'sip:zoe@contoso.com',
    title: 'Auditor',
    department: 'Finance',
    phones: [{ kind: 'work', number: '+441785200099' }],
    hasPhoto: false,
  };

  it('has the name and the facts of the directory while nothing else is known', () => {
    foundPeople.keep(person);
    expect(foundPeople.card('sip:zoe@contoso.com')).toEqual({
      name: 'Zoë Ångström',
      title: 'Auditor',
      department: 'Finance',
      address: [],
      phones: [{ kind: 'work', uri: '+441785200099', display: '+441785200099' }],
      hasPhoto: false,
      isAutomaton: false,
    });
    expect(foundPeople.card('sip:nobody@contoso.com')).toBeUndefined();
  });

  it('is forgotten after a hundred others', () => {
    foundPeople.keep(person);
    for (let index = 0; index < 100; index += 1) foundPeople.keep({ ...person, uri: `sip:other${index}@contoso.com` });
    expect(foundPeople.card('sip:zoe@contoso.com')).toBeUndefined();
    expect(foundPeople.card('sip:other99@contoso.com')).toBeDefined();
  });
});
