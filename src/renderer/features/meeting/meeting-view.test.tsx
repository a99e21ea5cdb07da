// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import {
  crowdAtDoor,
  forTelephones,
  inLobby,
  joined,
  joining,
  karenAsGuest,
  keyWrong,
  presenting,
  refused,
} from '../../gallery/fixtures-meeting.ts';
import { endedTexts } from '../../locales/meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MeetingView } from './meeting-view.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (meeting: MeetingState) => draw({ ...firstSnapshot, revision: 1, meeting }, <MeetingView />);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('meeting view', () => {
  it('[I1] tells the way in while it is gone', async () => {
    await show(joining);
    const steps = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(steps[0]).toContain("Asking your company's server sip.contoso.com");
    expect(steps[1]).toContain('refused: not federated (504/1017)');
    expect(steps.at(-1)).toContain('Asking sip.tailspintoys.com as a guest');
    expect(steps.at(-1)).toContain('Working');
  });

  it('can be cancelled while joining, left when in', async () => {
    const first = await show(joining);
    press('Cancel');
    expect(first.bridge.asked.at(-1)?.name).toBe('meeting.leave');
    first.unmount();
    const second = await show(joined);
    press('Leave');
    expect(second.bridge.asked.at(-1)?.name).toBe('meeting.leave');
  });

  it('says how long one has waited in the lobby', async () => {
    await show(inLobby);
    expect(screen.getByText('You are in the lobby')).toBeTruthy();
    expect(screen.getByText('Waiting for 0:59')).toBeTruthy();
  });

  it('[O2] says in the lobby who decides, and as whom one waits', async () => {
    await show(inLobby);
    expect(screen.getByText(/organizer or a presenter decides who comes in/)).toBeTruthy();
    expect(screen.getByText(/They see you as/).textContent).toBe('They see you as Karen Berg (Guest)');
  });

  it('[I15] counts down, among guests alone, how long they may stay', async () => {
    await show({ ...joined, participants: [karenAsGuest], graceEndsAt: fixtureTime + 5_300_000 });
    expect(screen.getByText(/lets its guests go at about .*, in 1:28:20/)).toBeTruthy();
  });

  it('counts the people, says who is here and how to begin', async () => {
    await show(joined);
    expect(screen.getByText('3 people')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain('Garth Fort');
    press('Open the chat');
    expect(screen.getByRole('tab', { name: 'Chat' }).getAttribute('aria-selected')).toBe('true');
  });

  it('shows the chat when a notice of the desktop leads to it, each time', async () => {
    const drawn = await draw({ ...firstSnapshot, revision: 1, meeting: joined }, <MeetingView />);
    for (let time = 1; time <= 2; time += 1) {
      fireEvent.click(screen.getByRole('tab', { name: 'People' }));
      window.location.hash = '#/meeting?about=chat';
      await settle();
      expect(screen.getByRole('tab', { name: 'Chat' }).getAttribute('aria-selected')).toBe('true');
      expect(window.location.hash).toBe('#/meeting');
    }
    drawn.unmount();
  });

  it('[O4] [O6] says what can be done in this meeting and what cannot, with link, organizer and id', async () => {
    const { bridge } = await show({ ...joined, parts: forTelephones });
    press('About this meeting');
    const about = screen.getByRole('dialog', { name: 'About this meeting' });
    const facts = [...about.querySelectorAll('dd')].map(({ textContent }) => textContent);
    expect(facts).toEqual([
      'Garth Fort (garth@tailspintoys.com)',
      '2Z92HZZZ',
      'https://meet.tailspintoys.com/garth/2Z92HZZZ',
      'chat, video, screen sharing, slides, whiteboard, polls and questions',
      'audio',
    ]);
    fireEvent.click(within(about).getByRole('button', { name: 'How you got in' }));
    expect(within(about).getByText(/refused: not federated \(504\/1017\)/)).toBeTruthy();
    fireEvent.click(within(about).getByRole('button', { name: 'Copy link' }));
    expect(bridge.asked.at(-1)).toEqual({
      name: 'app.copy',
      input: { text: 'https://meet.tailspintoys.com/garth/2Z92HZZZ' },
    });
  });

  it('puts its parts behind tabs where there is no room, one at a time, and keeps the stage', async () => {
    const wide = Element.prototype.getBoundingClientRect;
    Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 320, 600);
    try {
      await show(joined);
      const tabs = () => screen.getAllByRole('tab').map(({ textContent }) => textContent);
      expect(tabs()).toEqual(['Stage', 'People', 'Chat']);
      expect(screen.getByRole('tabpanel', { name: 'Stage' })).toBeTruthy();
      expect(screen.queryByRole('tree')).toBeNull();
      fireEvent.click(screen.getByRole('tab', { name: 'People' }));
      expect(screen.getByRole('tree', { name: 'People' })).toBeTruthy();
      fireEvent.click(screen.getByRole('tab', { name: 'Stage' }));
      expect(screen.queryByRole('tree')).toBeNull();
    } finally {
      Element.prototype.getBoundingClientRect = wide;
    }
  });

  it.each(Object.entries(endedTexts))('says how it ended: %s', async (endedBecause, words) => {
    await show({
      ...joined,
      phase: 'ended',
      endedBecause: endedBecause as keyof typeof endedTexts,
      participants: [],
    });
    expect(screen.getByRole('heading', { name: words })).toBeTruthy();
  });

  it('says of who waited only that the lobby was left, and shows no list of people on the way out', async () => {
    const first = await show({ ...inLobby, phase: 'leaving' });
    expect(screen.queryByRole('tree')).toBeNull();
    first.unmount();
    await show({ ...inLobby, phase: 'ended', endedBecause: 'left' });
    expect(screen.getByRole('heading', { name: 'You left the lobby.' })).toBeTruthy();
  });

  it('says once that one was not let in, and what to do', async () => {
    const diagnostics = [{ code: 3014, params: {} }];
    const failure = { code: 'LOBBY_DENIED' as const, server: 'tailspintoys.com', diagnostics, at: 0 };
    await show({ ...inLobby, phase: 'ended', endedBecause: 'lobby-denied', failure });
    expect(screen.getAllByText('You were not let in from the lobby.')).toHaveLength(1);
    expect(screen.getByText('Ask the organizer, then join again.')).toBeTruthy();
    // What the server says to programs.
    expect(screen.queryByText('The meeting does not allow you to do this.')).toBeNull();
    press('Details');
    expect(screen.getByText(/LOBBY_DENIED/)).toBeTruthy();
  });

  it('[O3] leads from the banner to those who wait, also from the chat and where they were folded in', async () => {
    const seen: (string | undefined)[] = [];
    Element.prototype.scrollIntoView = function (this: HTMLElement) {
      seen.push(this.dataset.key);
    };
    await show(crowdAtDoor);
    const lobby = () => screen.getByRole('treeitem', { name: 'Lobby (3)' });
    fireEvent.click(lobby());
    expect(lobby().getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(screen.getByRole('tab', { name: 'Chat' }));
    seen.length = 0;
    press('Show who waits');
    await settle();
    expect(screen.getByRole('tab', { name: 'People' }).getAttribute('aria-selected')).toBe('true');
    expect(lobby().getAttribute('aria-expanded')).toBe('true');
    expect(seen).toContain('group:lobby');
    expect(document.activeElement).toBe(screen.getByRole('tree', { name: 'People' }));
    seen.length = 0;
    fireEvent.click(screen.getByRole('tab', { name: 'Chat' }));
    fireEvent.click(screen.getByRole('tab', { name: 'People' }));
    expect(seen).toEqual([]);
  });

  it('offers under the people to invite more, and to a guest the link alone', async () => {
    const account = {
      ...firstSnapshot,
      revision: 1,
      meeting: presenting,
      account: { kind: 'registered', account: karen } as const,
    };
    const first = await draw(account, <MeetingView />);
    press('Invite somebody…');
    expect(screen.getByRole('dialog', { name: 'Invite somebody to this meeting' })).toBeTruthy();
    first.unmount();
    const { bridge } = await show(joined);
    expect(screen.queryByRole('button', { name: 'Invite somebody…' })).toBeNull();
    press('Copy link');
    expect(bridge.asked.at(-1)).toEqual({
      name: 'app.copy',
      input: { text: 'https://meet.tailspintoys.com/garth/2Z92HZZZ' },
    });
  });

  it('says of the list that it may be old, and of the meeting that it is locked', async () => {
    const { bridge } = await show({ ...joined, rosterGapAt: new Date(2026, 10, 20, 10, 32).getTime(), isLocked: true });
    expect(screen.getByText('This list may be out of date since 10:32. Offhook is asking again.')).toBeTruthy();
    expect(screen.getByText(/meeting is locked/)).toBeTruthy();
    act(() => bridge.push({ revision: 2, slices: { meeting: { ...joined, isLocked: false } } }));
    expect(screen.queryByText(/out of date|locked/)).toBeNull();
  });

  it.each([
    ['lobby-timeout', 'Tell somebody in the meeting that you wait, then join again.'],
    ['removed', 'A presenter took you out. Ask them before you join again.'],
    ['meeting-ended', 'The organizer or a presenter ended it, or everybody left.'],
    ['grace-over', /^Guests cannot stay among themselves/],
  ] as const)('[O3] says what to do when it ended so: %s', async (endedBecause, words) => {
    await show({ ...inLobby, phase: 'ended', endedBecause });
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Join again' })).toBeTruthy();
  });

  it('[I12] [M8] says that guests are not let in, with what the own company said beside it', async () => {
    await show(refused);
    expect(screen.getByText("The organizer's company does not let guests join this meeting.")).toBeTruthy();
    expect(screen.getByText("What your company's server said first")).toBeTruthy();
  });

  it('[K14] offers to join as a guest by hand, with what was typed before', async () => {
    const { bridge } = await show({ ...refused, canTryGuest: true, asGuest: false });
    press('Join as a guest');
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'meeting.join')?.input).toEqual({
      text: joined.link.focusUri,
      guestName: 'Karen Berg',
      as: 'guest',
    });
  });

  it('joins again the very meeting that ended, whatever was offered since', async () => {
    const { bridge, services } = await show(refused);
    services.joinDraft.set({ ...services.joinDraft.get(), text: 'https://meet.contoso.com/jeremy/ANOTHER1' });
    act(() => bridge.push({ revision: 2, slices: { meeting: { ...refused, subject: 'Tailspin weekly' } } }));
    press('Try again');
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'meeting.join')?.input).toMatchObject({
      text: refused.link.focusUri,
    });
  });

  it.each([
    ['who chose to be a guest', { asGuest: true }, 'guest'],
    ['whom the own company refused', { asGuest: true, homeFailure: refused.homeFailure }, 'auto'],
    ['who came by the own name', { asGuest: false }, 'auto'],
  ] as const)('joins again as one was: %s', async (_, how, as) => {
    const { homeFailure: __, failure: ___, ...ended } = { ...refused, endedBecause: 'removed' as const };
    const { bridge } = await show({ ...ended, ...how } as MeetingState);
    press('Join again');
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'meeting.join')?.input).toMatchObject({ as });
  });

  it('asks for the key only when the meeting wants one, and sends it once', async () => {
    const { bridge } = await show(keyWrong);
    fireEvent.change(screen.getByLabelText('Conference key'), { target: { value: ' 4711 ' } });
    press('Join');
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'meeting.join')?.input).toMatchObject({
      as: 'guest',
      conferenceKey: '4711',
    });
  });

  it('has no key field otherwise', async () => {
    await show(refused);
    expect(screen.queryByLabelText('Conference key')).toBeNull();
  });

  it('puts an ended meeting away', async () => {
    const { bridge } = await show(refused);
    press('Close');
    expect(bridge.asked.at(-1)?.name).toBe('meeting.dismiss');
    expect(window.location.hash).toBe('#/');
  });
});
