// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { inLobby, joined, joining, keyWrong, refused } from '../../gallery/fixtures-meeting.ts';
import { endedTexts } from '../../locales/en/meeting.ts';
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

  it('counts the people, and keeps the way in to look at', async () => {
    await show(joined);
    expect(screen.getByText('3 people')).toBeTruthy();
    press('How you got in');
    expect(screen.getByText(/refused: not federated \(504\/1017\)/)).toBeTruthy();
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
    const failure = { code: 'LOBBY_DENIED' as const, server: 'tailspintoys.com', at: 0 };
    await show({ ...inLobby, phase: 'ended', endedBecause: 'lobby-denied', failure });
    expect(screen.getAllByText('You were not let in from the lobby.')).toHaveLength(1);
    expect(screen.getByText('Ask the organizer, then join again.')).toBeTruthy();
  });

  it('says of the list that it may be old, and of the meeting that it is locked', async () => {
    const { bridge } = await show({ ...joined, rosterGapAt: new Date(2026, 10, 20, 10, 32).getTime(), isLocked: true });
    expect(screen.getByText('This list may be out of date since 10:32. Offhook is asking again.')).toBeTruthy();
    expect(screen.getByText(/meeting is locked/)).toBeTruthy();
    act(() => bridge.push({ revision: 2, slices: { meeting: { ...joined, isLocked: false } } }));
    expect(screen.queryByText(/out of date|locked/)).toBeNull();
  });

  it('[I12] says that guests are not let in, with what the own company said beside it', async () => {
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
