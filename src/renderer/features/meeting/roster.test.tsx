// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { crowded, garth, joined, karenAsGuest, participant, presenting } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { useSlice } from '../../state/services.tsx';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { Roster } from './roster.tsx';
import { peopleIn, type RosterRow, rosterRows, waitingIn } from './roster-rows.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const nameOf = (row: RosterRow) => {
  if (row.kind === 'group') return `[${row.title} ${row.count}]`;
  return row.kind === 'person' ? row.participant.name : `${row.invitee.name}?`;
};

const show = (meeting: MeetingState) => draw({ ...firstSnapshot, revision: 1, meeting }, <Roster meeting={meeting} />);
const among = (...participants: readonly Participant[]) => show({ ...joined, participants });
const item = (name: string) => screen.getByRole('treeitem', { name });
const asked = (drawn: Awaited<ReturnType<typeof draw>>) =>
  drawn.bridge.asked.filter(({ name }) => name.startsWith('meeting.')).map(({ name, input }) => [name, input]);

describe('roster rows', () => {
  it('stand in sections, the organizer first, the lobby last, without who has gone', () => {
    const rows = rosterRows([
      participant('Adam Barr', { role: 'presenter' }),
      ...joined.participants,
      participant('Gone Away', { state: 'disconnected' }),
    ]);
    expect(rows.map(nameOf)).toEqual([
      '[Presenters 3]',
      'Garth Fort',
      'Adam Barr',
      'Bonnie Kearney',
      '[Attendees 1]',
      'Karen Berg',
      '[Lobby 1]',
      'Alex Darrow',
    ]);
  });

  it('end with those who were asked to come, and leave out what is folded in', () => {
    const invitee = { id: 'i1', uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los', state: 'asking' as const };
    const rows = rosterRows(joined.participants, [invitee], new Set(['group:presenter', 'group:lobby']));
    expect(rows.map(nameOf)).toEqual([
      '[Presenters 2]',
      '[Attendees 1]',
      'Karen Berg',
      '[Lobby 1]',
      '[Asked to come 1]',
      'Jeremy Los?',
    ]);
  });

  it('do not count the lobby as being in, and let who waits longest stand first', () => {
    expect(peopleIn(joined.participants)).toBe(3);
    const waits = (name: string, waitingSince: number) => participant(name, { state: 'in-lobby', waitingSince });
    const lobby = [waits('Adam Barr', 3), waits('Zoë Ümlaut', 1), waits('Karen Berg', 2)];
    const names = ['Zoë Ümlaut', 'Karen Berg', 'Adam Barr'];
    expect(waitingIn(lobby).map(({ name }) => name)).toEqual(names);
    expect(rosterRows(lobby).slice(1).map(nameOf)).toEqual(names);
  });
});

describe('roster', () => {
  it('[I8] [M7] shows the word Guest beside the name and reads out "Karen Berg (Guest)"', async () => {
    await among(garth, karenAsGuest);
    const own = item('Karen Berg (Guest)');
    expect(within(own).getByText('You (Guest)')).toBeTruthy();
    expect(own.getAttribute('aria-description')).toBe('You');
    const organizer = item('Garth Fort');
    expect(organizer.textContent).not.toContain('Guest');
    expect(organizer.getAttribute('aria-description')).toMatch(/^Organizer/);
  });

  it('[I8] [E6] marks other guests too, and never somebody of the company', async () => {
    await among(participant('Karen Berg', { isSelf: true }), participant('Alex Darrow', { isGuest: true }));
    expect(within(item('Alex Darrow (Guest)')).getByText('Guest')).toBeTruthy();
    expect(within(item('Karen Berg')).getByText('You')).toBeTruthy();
  });

  it('says who waits in the lobby and for how long, and who is muted', async () => {
    await show(presenting);
    expect(item('Alex Darrow (Guest)').getAttribute('aria-description')).toMatch(/^Waiting 2 min/);
    expect(item('Bonnie Kearney').getAttribute('aria-description')).toMatch(/^Muted/);
  });

  it('draws only the rows in view of a large meeting', async () => {
    await show(crowded(1000));
    expect(item('Attendees (1001)')).toBeTruthy();
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(60);
  });

  it('folds a section in with the left arrow, and the right one folds it out', async () => {
    await show(joined);
    const tree = screen.getByRole('tree');
    fireEvent.keyDown(tree, { key: 'ArrowLeft' });
    expect(screen.queryByRole('treeitem', { name: 'Garth Fort' })).toBeNull();
    expect(item('Presenters (2)').getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(tree, { key: 'ArrowRight' });
    expect(item('Garth Fort')).toBeTruthy();
  });

  it('keeps a name written from right to left from turning its line round, and shows any name as text', async () => {
    await among(participant('דנה כהן', { isGuest: true }), participant('<img src=x>', { isGuest: true }));
    expect(item('דנה כהן (Guest)').querySelector('bdi')?.textContent).toBe('דנה כהן');
    expect(screen.getByRole('tree').querySelector('img')).toBeNull();
    expect(screen.getByText('<img src=x>')).toBeTruthy();
  });
});

describe('the menu of a person', () => {
  it('makes a presenter, by keyboard alone', async () => {
    const drawn = await show(presenting);
    const tree = screen.getByRole('tree');
    for (let step = 0; step < 4; step += 1) fireEvent.keyDown(tree, { key: 'ArrowDown' });
    fireEvent.keyDown(tree, { key: 'Enter' });
    await settle();
    expect(screen.getByRole('menu', { name: 'Actions for Karen Berg (Guest)' })).toBeTruthy();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Make presenter' }));
    expect(asked(drawn)).toEqual([['meeting.setRole', { entity: karenAsGuest.entity, role: 'presenter' }]]);
  });

  it('asks before somebody is removed', async () => {
    const drawn = await show(presenting);
    fireEvent.contextMenu(item('Bonnie Kearney'));
    await settle();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Remove from the meeting…' }));
    await settle();
    expect(asked(drawn)).toEqual([]);
    const dialog = screen.getByRole('dialog', { name: 'Remove Bonnie Kearney from the meeting?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await settle();
    expect(asked(drawn)).toEqual([['meeting.remove', { entity: 'sip:bonnie.kearney@example.com' }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('[O3] lets somebody in from the lobby, or not', async () => {
    const drawn = await show(presenting);
    fireEvent.click(item('Alex Darrow (Guest)'));
    await settle();
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Admit', 'Deny']);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Deny' }));
    expect(asked(drawn)).toEqual([['meeting.deny', { who: ['sip:alex.darrow@example.com'] }]]);
  });

  it('is none for attendees, to whom no row promises one', async () => {
    await show(joined);
    fireEvent.click(item('Bonnie Kearney'));
    await settle();
    expect(screen.queryByRole('menu')).toBeNull();
    expect(item('Bonnie Kearney').getAttribute('aria-description') ?? '').not.toContain('Enter opens');
  });

  it('says why somebody did not come, and asks once more', async () => {
    const failure = { code: 'INVITATION_NOT_TAKEN', data: { why: 'content' }, at: 0 } as const;
    const invitee = { id: 'i1', uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los', state: 'failed' as const, failure };
    const drawn = await draw(
      { ...firstSnapshot, revision: 1, meeting: joined, meetingInvitees: [invitee] },
      <FollowedRoster />,
    );
    const why = "This person's program cannot join by an invitation.";
    expect(item('Jeremy Los').textContent).toContain(`Not reached: ${why}`);
    expect(item('Jeremy Los').getAttribute('aria-description')).toContain(why);
    fireEvent.click(item('Jeremy Los'));
    await settle();
    fireEvent.click(screen.getByRole('menuitem', { name: /^Invite again/ }));
    expect(drawn.bridge.asked.at(-1)).toEqual({
      name: 'meetingInvitation.send',
      input: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
    });
  });

  it('is none for somebody who may still come', async () => {
    const invitee = { id: 'i1', uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los', state: 'asking' as const };
    await draw({ ...firstSnapshot, revision: 1, meeting: joined, meetingInvitees: [invitee] }, <FollowedRoster />);
    fireEvent.click(item('Jeremy Los'));
    await settle();
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('goes with its person', async () => {
    const { bridge } = await draw({ ...firstSnapshot, revision: 1, meeting: presenting }, <FollowedRoster />);
    fireEvent.click(item('Bonnie Kearney'));
    await settle();
    const participants = presenting.participants.filter(({ name }) => name !== 'Bonnie Kearney');
    act(() => bridge.push({ revision: 2, slices: { meeting: { ...presenting, participants } } }));
    await settle();
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('is none for oneself', async () => {
    await show(presenting);
    fireEvent.click(item('Garth Fort'));
    await settle();
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

function FollowedRoster() {
  const meeting = useSlice((snapshot) => snapshot.meeting);
  return meeting && <Roster meeting={meeting} />;
}
