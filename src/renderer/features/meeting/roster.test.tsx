// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crowded, garth, joined, karenAsGuest, participant } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { Roster } from './roster.tsx';
import { peopleIn, rosterRows } from './roster-rows.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

describe('roster rows', () => {
  it('groups by role in a fixed order, the lobby last, and leaves out who has gone', () => {
    const rows = rosterRows([...joined.participants, participant('Gone Away', { state: 'disconnected' })]);
    expect(rows.map((row) => (row.kind === 'group' ? `[${row.title} ${row.count}]` : row.participant.name))).toEqual([
      '[Organizer 1]',
      'Garth Fort',
      '[Presenters 1]',
      'Bonnie Kearney',
      '[Attendees 1]',
      'Karen Berg',
      '[Lobby 1]',
      'Alex Darrow',
    ]);
  });

  it('does not count the lobby as being in', () => expect(peopleIn(joined.participants)).toBe(3));
});

describe('roster', () => {
  it('[I8] shows the word Guest beside the name and reads out "Karen Berg (Guest)"', async () => {
    await draw(firstSnapshot, <Roster participants={[garth, karenAsGuest]} />);
    const own = screen.getByRole('treeitem', { name: 'Karen Berg (Guest)' });
    expect(within(own).getByText('You (Guest)')).toBeTruthy();
    expect(own.getAttribute('aria-description')).toBe('You');
    const organizer = screen.getByRole('treeitem', { name: 'Garth Fort' });
    expect(organizer.textContent).not.toContain('Guest');
  });

  it('[I8] [E6] marks other guests too, and never somebody of the company', async () => {
    const member = participant('Karen Berg', { isSelf: true });
    const guest = participant('Alex Darrow', { isGuest: true });
    await draw(firstSnapshot, <Roster participants={[member, guest]} />);
    expect(within(screen.getByRole('treeitem', { name: 'Alex Darrow (Guest)' })).getByText('Guest')).toBeTruthy();
    expect(within(screen.getByRole('treeitem', { name: 'Karen Berg' })).getByText('You')).toBeTruthy();
  });

  it('says who waits in the lobby', async () => {
    await draw(firstSnapshot, <Roster participants={joined.participants} />);
    const waiting = screen.getByRole('treeitem', { name: 'Alex Darrow (Guest)' });
    expect(waiting.getAttribute('aria-description')).toBe('Waiting');
  });

  it('draws only the rows in view of a large meeting', async () => {
    await draw(firstSnapshot, <Roster participants={crowded(500).participants} />);
    expect(screen.getByRole('treeitem', { name: 'Attendees (501)' })).toBeTruthy();
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(60);
  });

  it('keeps a name written from right to left from turning its line round', async () => {
    await draw(firstSnapshot, <Roster participants={[participant('דנה כהן', { isGuest: true })]} />);
    const person = screen.getByRole('treeitem', { name: 'דנה כהן (Guest)' });
    expect(person.querySelector('bdi')?.textContent).toBe('דנה כהן');
  });

  it('shows a name from the network as text', async () => {
    await draw(firstSnapshot, <Roster participants={[participant('<img src=x>', { isGuest: true })]} />);
    expect(screen.getByRole('tree').querySelector('img')).toBeNull();
    expect(screen.getByText('<img src=x>')).toBeTruthy();
  });
});
