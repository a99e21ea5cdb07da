// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, karen } from '../../gallery/fixtures.ts';
import { forTelephones, joined, presenting } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MeetingMenu } from './meeting-menu.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen } };

async function open(meeting: MeetingState, snapshot: Snapshot = signedIn) {
  const drawn = await draw(snapshot, <MeetingMenu meeting={meeting} />);
  fireEvent.click(screen.getByRole('button', { name: 'Manage the meeting' }));
  await settle();
  return drawn;
}

const all = () => [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

/** The command whose text begins so, whatever kind of command it is. */
function item(words: string): HTMLElement {
  const found = all().find(({ textContent }) => textContent?.startsWith(words));
  if (!found) throw new Error(`no command "${words}"`);
  return found;
}

describe("the organizer's menu", () => {
  it('shows each rule as it stands, and turns it round', async () => {
    const { bridge } = await open(presenting);
    expect(item('Lock the meeting').getAttribute('aria-checked')).toBe('false');
    expect(item('Attendees may chat').getAttribute('aria-checked')).toBe('true');
    for (const name of ['Lock the meeting', 'Attendees may chat', 'Say who comes and goes'])
      fireEvent.click(item(name));
    expect(bridge.asked.slice(-3)).toEqual([
      { name: 'meeting.setLock', input: { locked: true } },
      { name: 'meeting.setPermissions', input: { attendeesMayChat: false } },
      { name: 'meeting.setAnnouncements', input: { enabled: false } },
    ]);
  });

  it('chooses who gets in directly', async () => {
    const { bridge } = await open(presenting);
    fireEvent.click(item('Who gets in directly'));
    await settle();
    expect(item("Everybody from the organizer's company").getAttribute('aria-checked')).toBe('true');
    fireEvent.click(item('Everybody, guests too'));
    expect(bridge.asked.at(-1)).toEqual({ name: 'meeting.setAccess', input: { access: 'everyone' } });
  });

  it('has nothing of sound in it where this version does not speak it', async () => {
    await open({ ...presenting, parts: forTelephones });
    expect(all().map(({ textContent }) => textContent)).not.toContain('Mute all attendees');
    expect(all().some(({ textContent }) => /mute/i.test(textContent ?? ''))).toBe(false);
  });

  it('mutes all attendees once there is sound', async () => {
    const { bridge } = await open(presenting);
    fireEvent.click(item('Mute all attendees'));
    expect(bridge.asked.at(-1)).toEqual({ name: 'meeting.mute', input: { who: 'all', muted: true } });
  });

  it('asks before the meeting ends for everybody', async () => {
    const { bridge } = await open(presenting);
    fireEvent.click(item('End the meeting for everybody…'));
    await settle();
    const dialog = screen.getByRole('dialog', { name: 'End the meeting for everybody?' });
    expect(dialog.textContent).toContain('2 other people are taken out of the meeting too.');
    expect(bridge.asked.some(({ name }) => name === 'meeting.end')).toBe(false);
    fireEvent.click(within(dialog).getByRole('button', { name: 'End the meeting' }));
    await settle();
    expect(bridge.asked.at(-1)?.name).toBe('meeting.end');
  });

  it('says to an attendee why, and leaves them the link', async () => {
    const { bridge } = await open(joined);
    const may = all().filter((each) => each.getAttribute('aria-disabled') !== 'true');
    expect(may.map(({ textContent }) => textContent)).toEqual(['Copy the meeting link']);
    expect(item('Lock the meeting').textContent).toContain('Only presenters can do this.');
    expect(item('Invite somebody').textContent).toContain('Guests cannot call others in.');
    fireEvent.click(item('Lock the meeting'));
    expect(bridge.asked.some(({ name }) => name === 'meeting.setLock')).toBe(false);
    fireEvent.click(item('Copy the meeting link'));
    expect(bridge.asked.at(-1)?.name).toBe('app.copy');
  });

  it('says of a rule that the meeting has not told it', async () => {
    const { access: _, permissions: __, ...untold } = presenting;
    await open(untold);
    expect(item('Who gets in directly').textContent).toContain('The meeting has not said how this stands.');
    expect(item('Attendees may chat').getAttribute('aria-disabled')).toBe('true');
  });
});

const notTaken = { code: 'INVITATION_NOT_TAKEN', data: { why: 'content' }, at: 0 } as const;

describe('inviting somebody', () => {
  it('calls a contact, or an address nobody knows, and says how that goes', async () => {
    const [first] = contacts;
    const invitee = {
      id: 'i1',
      uri: 'sip:new@fabrikam.com',
      name: 'new@fabrikam.com',
      state: 'failed' as const,
      failure: notTaken,
    };
    const people = { ...signedIn.contacts, state: 'ready' as const, contacts };
    const { bridge } = await open(presenting, { ...signedIn, contacts: people, meetingInvitees: [invitee] });
    fireEvent.click(item('Invite somebody…'));
    await settle();
    const field = screen.getByLabelText('Name or address');
    fireEvent.change(field, { target: { value: first?.name } });
    expect(screen.getByRole('listitem').textContent).toContain('Is here');
    fireEvent.change(field, { target: { value: 'new@fabrikam.com' } });
    expect(screen.getByRole('listitem').textContent).toContain(
      "Not reached: This person's program cannot join by an invitation.",
    );
    fireEvent.click(screen.getByRole('button', { name: 'Invite new@fabrikam.com' }));
    await settle();
    expect(bridge.asked.at(-1)).toEqual({
      name: 'meetingInvitation.send',
      input: { uri: 'sip:new@fabrikam.com', name: 'new@fabrikam.com' },
    });
  });
});
