// @vitest-environment jsdom
/** Meeting at once and setting meetings up: what is asked of the server, what is said, and why something cannot be. */
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { guestsForbidden, ownMeetings, weekly } from '../../gallery/fixtures-scheduling.ts';
import { invitationWords } from '../../locales/scheduling.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, type Drawn, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MeetingActions, OwnMeetingsSection } from './index.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  ownMeetings,
};

const show = (snapshot: Snapshot) =>
  draw(
    snapshot,
    <>
      <MeetingActions />
      <OwnMeetingsSection />
    </>,
  );

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const asked = (drawn: Drawn, name: string) =>
  drawn.bridge.asked.filter((request) => request.name === name).map((request) => request.input);
const refusal = {
  ok: true,
  value: { ok: false, failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com', at: 0 } },
} as const;

async function choose(subject: string, entry: string): Promise<void> {
  press(new RegExp(`^More for .*${subject}`));
  await settle();
  fireEvent.click(screen.getByRole('menuitem', { name: entry }));
  await settle();
}

async function type(label: string, value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  await settle();
}

describe('meeting at once', () => {
  it('asks the server for a meeting and goes into it under the own name', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.answer('scheduling.meetNow', { ok: true, value: { ok: true, value: { text: weekly.joinLink } } });
    press('Meet now');
    await settle();
    expect(asked(drawn, 'meeting.join')).toEqual([{ text: weekly.joinLink, guestName: 'Karen Berg', as: 'auto' }]);
    expect(drawn.services.joinDraft.get().text).toBe(weekly.joinLink);
  });

  it('says that it is under way, and takes no second click', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.hold('scheduling.meetNow');
    press('Meet now');
    press('Meet now');
    await settle();
    expect(screen.getByText('Setting up the meeting')).toBeTruthy();
    expect(asked(drawn, 'scheduling.meetNow')).toHaveLength(1);
  });

  it('shows why the server refused, and joins nothing', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.answer('scheduling.meetNow', refusal);
    press('Meet now');
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('sip.contoso.com');
    expect(asked(drawn, 'meeting.join')).toEqual([]);
  });

  it.each<[string, Partial<Snapshot>, RegExp]>([
    [
      'the server holds no meetings',
      { ownMeetings: { ...ownMeetings, state: 'none' } },
      /This server holds no meetings/,
    ],
    ['one is in a meeting', { meeting: joined }, /You are in a meeting already/],
    ['nobody is connected', { account: { kind: 'signed-out' } }, /You are not connected/],
  ])('says beside the button why not, when %s', async (_, rest, words) => {
    const drawn = await show({ ...signedIn, ...rest });
    const why = screen.getByText(words);
    const button = screen.getByRole('button', { name: 'Meet now' });
    expect(button.getAttribute('aria-describedby')).toBe(why.id);
    fireEvent.click(button);
    await settle();
    expect(asked(drawn, 'scheduling.meetNow')).toEqual([]);
  });
});

describe('setting a meeting up', () => {
  it('sends what was typed, then shows the link and hands the invitation out', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.answer('scheduling.create', { ok: true, value: { ok: true, value: weekly } });
    drawn.bridge.answer('scheduling.invitation', {
      ok: true,
      value: { ok: true, value: { text: 'Join here: …', html: '', ics: '' } },
    });
    press('Schedule a meeting');
    await type('Subject', '  Weekly  ');
    await type('Date', '2026-04-02');
    await type('Begins at', '09:30');
    await type('Lasts', '45');
    await type('Who gets in directly', 'invited');
    await type('People you invite', 'Garth Fort <garth@tailspintoys.com>');
    fireEvent.click(screen.getByLabelText('Say aloud who comes and goes'));
    press('Schedule');
    await settle();
    const startsAt = new Date(2026, 3, 2, 9, 30).getTime();
    expect(asked(drawn, 'scheduling.create')).toEqual([
      {
        subject: 'Weekly',
        startsAt,
        endsAt: startsAt + 45 * 60_000,
        access: 'invited',
        presenters: 'company',
        announcements: true,
        phoneBypassesLobby: false,
        invited: ['garth@tailspintoys.com'],
      },
    ]);
    const dialog = within(screen.getByRole('dialog', { name: 'Your meeting is set up' }));
    expect((dialog.getByLabelText('Link') as HTMLInputElement).value).toBe(weekly.joinLink);
    fireEvent.click(dialog.getByRole('button', { name: 'Copy invitation' }));
    await settle();
    const words = { ...invitationWords, language: 'en-GB' };
    expect(asked(drawn, 'scheduling.invitation')).toEqual([{ id: weekly.conferenceId, words }]);
    expect(asked(drawn, 'app.copy')).toEqual([{ text: 'Join here: …', html: expect.any(String) }]);
    expect(dialog.getByText('Invitation copied')).toBeTruthy();
  });

  it('says beside the field what is missing, takes the focus there and sends nothing', async () => {
    const drawn = await show(signedIn);
    press('Schedule a meeting');
    await type('Date', '2020-01-01');
    press('Schedule');
    await settle();
    expect(screen.getByText('This time has passed. Choose a later one.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Date'));
    expect(asked(drawn, 'scheduling.create')).toEqual([]);
  });

  it('keeps what was typed when the server refuses', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.answer('scheduling.create', refusal);
    press('Schedule a meeting');
    await type('Subject', 'Planning');
    press('Schedule');
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('sip.contoso.com');
    expect((screen.getByLabelText('Subject') as HTMLInputElement).value).toBe('Planning');
  });

  it('does not let guests in directly where the company forbids it, and names the rule', async () => {
    const drawn = await show({ ...signedIn, provisioning: guestsForbidden });
    press('Schedule a meeting');
    expect(screen.getByText(/does not allow guests.*AllowAnonymousParticipants/)).toBeTruthy();
    await type('Who gets in directly', 'everyone');
    press('Schedule');
    await settle();
    expect(asked(drawn, 'scheduling.create')).toMatchObject([{ access: 'company' }]);
  });

  it('asks about telephones only where the company has any', async () => {
    await show({ ...signedIn, ownMeetings: { ...ownMeetings, dialIn: [] } });
    press('Schedule a meeting');
    expect(screen.queryByLabelText(/dial in by phone/)).toBeNull();
  });
});

describe('the own meetings', () => {
  it('are listed with when they are, the ones that are over folded away', async () => {
    await show(signedIn);
    const items = within(screen.getByRole('list', { name: 'Your meetings' })).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Weekly.*Now/),
      expect.stringMatching(/^No subject/),
      expect.stringMatching(/^Karen's room.*Your own meeting room, always there/),
    ]);
    press('Earlier (1)');
    expect(within(screen.getByRole('list', { name: 'Earlier (1)' })).getByText('Kick-off')).toBeTruthy();
  });

  it('lead into the meeting with its link', async () => {
    const { services } = await show(signedIn);
    press(/^Join .*Weekly/);
    expect(services.joinDraft.get().text).toBe(weekly.joinLink);
    expect(window.location.hash).toBe('#/join');
  });

  it('hand out their link and save the calendar file, and say so', async () => {
    const drawn = await show(signedIn);
    await choose('Weekly', 'Copy link');
    expect(asked(drawn, 'app.copy')).toEqual([{ text: weekly.joinLink }]);
    expect(screen.getByText(/Link copied/)).toBeTruthy();
    drawn.bridge.answer('scheduling.saveInvitation', { ok: true, value: { ok: true, value: 'saved' } });
    await choose('Weekly', 'Save as a calendar file (.ics)…');
    const words = { ...invitationWords, language: 'en-GB' };
    expect(asked(drawn, 'scheduling.saveInvitation')).toEqual([{ id: weekly.conferenceId, words }]);
    expect(screen.getByText(/Calendar file saved/)).toBeTruthy();
  });

  it('say nothing when the person thought better of saving', async () => {
    const drawn = await show(signedIn);
    drawn.bridge.answer('scheduling.saveInvitation', { ok: true, value: { ok: true, value: 'cancelled' } });
    await choose('Weekly', 'Save as a calendar file (.ics)…');
    expect(screen.queryByText(/Calendar file saved/)).toBeNull();
  });

  it('are changed as they were, but for what was typed', async () => {
    const drawn = await show(signedIn);
    await choose('Weekly', 'Change…');
    await type('Subject', 'Weekly, moved');
    press('Save');
    await settle();
    const { startsAt, endsAt, access, invited } = weekly;
    expect(asked(drawn, 'scheduling.change')).toMatchObject([
      { id: weekly.conferenceId, subject: 'Weekly, moved', startsAt, endsAt, access, invited },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are changed to the end of the form, though they end meanwhile and go among the earlier ones', async () => {
    const drawn = await show(signedIn);
    await choose('Weekly', 'Change…');
    await type('Subject', 'Weekly, longer');
    const over = { ...weekly, isActive: false, endsAt: fixtureTime - 1 };
    drawn.bridge.push({ revision: 2, slices: { ownMeetings: { ...ownMeetings, meetings: [over] } } });
    await settle();
    expect((screen.getByLabelText('Subject') as HTMLInputElement).value).toBe('Weekly, longer');
    press('Save');
    await settle();
    expect(asked(drawn, 'scheduling.change')).toMatchObject([
      { id: weekly.conferenceId, subject: 'Weekly, longer', endsAt: weekly.endsAt },
    ]);
  });

  it('are deleted only after a second word', async () => {
    const drawn = await show(signedIn);
    await choose('Weekly', 'Delete…');
    expect(asked(drawn, 'scheduling.delete')).toEqual([]);
    press('Delete');
    await settle();
    expect(asked(drawn, 'scheduling.delete')).toEqual([{ id: weekly.conferenceId }]);
  });

  it('leave the standing room of the organiser alone', async () => {
    await show(signedIn);
    press(/^More for .*Karen's room/);
    await settle();
    expect(screen.getByRole('menuitem', { name: 'Copy link' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Delete…' })).toBeNull();
  });

  it.each<[string, Partial<Snapshot['ownMeetings']>, string | RegExp]>([
    ['loading', { state: 'loading', meetings: [] }, 'Asking the server for your meetings'],
    ['empty', { state: 'ready', meetings: [] }, 'No meetings of your own'],
  ])('say what is the matter when %s', async (_, rest, words) => {
    await show({ ...signedIn, ownMeetings: { ...ownMeetings, ...rest } });
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('keep what was known when the server fails, say from when it is, and ask again', async () => {
    const drawn = await show({
      ...signedIn,
      ownMeetings: {
        ...ownMeetings,
        state: 'failed',
        failure: { code: 'SIP_TIMEOUT', server: 'sip.contoso.com', at: fixtureTime },
        updatedAt: fixtureTime - 240_000,
      },
    });
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(screen.getByText('This list is from 4 minutes ago.')).toBeTruthy();
    expect(screen.getByText('Weekly')).toBeTruthy();
    press('Refresh');
    expect(asked(drawn, 'scheduling.refresh')).toHaveLength(1);
  });

  it('can be read, copied and not changed while the connection is lost', async () => {
    const failure = { code: 'CONNECTION_LOST', at: fixtureTime } as const;
    await show({
      ...signedIn,
      account: { kind: 'reconnecting', account: karen, attempt: 1, nextAt: fixtureTime, failure },
    });
    expect(screen.getByText(/You are not connected/)).toBeTruthy();
    press(/^More for .*Weekly/);
    await settle();
    expect(screen.getByRole('menuitem', { name: 'Delete…' }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByRole('menuitem', { name: 'Copy link' }).getAttribute('aria-disabled')).toBeNull();
  });
});
