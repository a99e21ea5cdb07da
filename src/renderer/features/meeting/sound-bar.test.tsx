// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/model/call.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { meetingSound, soundFull, talking } from '../../gallery/scenes-meeting-sound.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { CallBars } from '../calls/index.ts';
import { MeetingView } from './meeting-view.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (calls: readonly Call[], meeting: MeetingState = talking(joined)) =>
  draw({ ...firstSnapshot, revision: 1, meeting, calls }, <MeetingView />);
const button = (name: string) => screen.getByRole('button', { name });
const hard = { attendeesMayChat: true, attendeesMayUnmute: false };

describe('the sound of a meeting', () => {
  it('is joined with one clear button by who is there without', async () => {
    const { bridge } = await show([]);
    fireEvent.click(button('Join with sound'));
    expect(bridge.asked.at(-1)).toMatchObject({ name: 'meeting.joinSound', input: {} });
  });

  it('is given up while it is being joined', async () => {
    const { bridge } = await show([{ ...meetingSound, state: 'connecting' }]);
    expect(screen.getByText('Joining the sound of the meeting')).toBeTruthy();
    fireEvent.click(button('Cancel'));
    expect(bridge.asked.at(-1)).toMatchObject({ name: 'call.hangUp', input: { id: 'sound-1' } });
  });

  it.each([
    ['Mute', 'call.mute', { id: 'sound-1', isMuted: true }],
    ['Start video', 'call.show', { id: 'sound-1', picture: 'camera' }],
    ['Share screen', 'call.show', { id: 'sound-1', picture: 'screen' }],
    ['Leave sound', 'call.hangUp', { id: 'sound-1' }],
  ])('%s asks %s', async (name, request, input) => {
    const { bridge } = await show([meetingSound]);
    fireEvent.click(button(name));
    expect(bridge.asked.at(-1)).toMatchObject({ name: request, input });
  });

  it('says that a presenter muted one, who unmutes where that is allowed', async () => {
    const muted: Call = { ...meetingSound, isMuted: true, isMutedByMeeting: true };
    const first = await show([muted]);
    expect(screen.getByText('A presenter muted you')).toBeTruthy();
    fireEvent.click(button('Unmute'));
    expect(first.bridge.asked.at(-1)).toMatchObject({ name: 'call.mute', input: { isMuted: false } });
    first.unmount();
    const second = await show([muted], { ...talking(joined), permissions: hard });
    fireEvent.click(button('Unmute'));
    expect(second.bridge.asked.filter(({ name }) => name === 'call.mute')).toEqual([]);
    expect(screen.getByText(/Only a presenter can unmute you/)).toBeTruthy();
  });

  it('says of each picture which rule takes it away', async () => {
    const parts = (['video', 'sharing'] as const).map((modality) => ({ modality, lacks: ['policy' as const] }));
    await show([meetingSound], { ...talking(joined), parts });
    const whyNot = (name: string) => button(name).getAttribute('aria-description');
    expect(whyNot('Start video')).toBe('Your company does not allow video in meetings.');
    expect(whyNot('Share screen')).toBe('Your company does not allow sharing your screen.');
  });

  it('is taken up again after another call', async () => {
    const { bridge } = await show([{ ...meetingSound, hold: 'ours' }]);
    fireEvent.click(button('Go on with the sound'));
    expect(bridge.asked.at(-1)).toMatchObject({ name: 'call.hold', input: { id: 'sound-1', isHeld: false } });
  });

  it.each([
    ['full', soundFull, 'The sound of this meeting is full.'],
    ['hung up on', { ...meetingSound, state: 'ended', end: { why: 'peer-hung-up' } } as const, /ended your sound/],
    ['left', { ...meetingSound, state: 'ended', end: { why: 'hung-up' } } as const, /You left the sound/],
  ])('says why it is over when %s, and is joined again', async (_, call, words) => {
    const { bridge } = await show([call]);
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.click(button('Join the sound again'));
    expect(bridge.asked.at(-1)?.name).toBe('meeting.joinSound');
  });

  it('says where there is none to join, and why', async () => {
    const lacking = (lack: 'not-offered' | 'policy' | 'not-built'): MeetingState => ({
      ...joined,
      parts: joined.parts.map((part) => (part.modality === 'audio' ? { ...part, lacks: [lack] } : part)),
    });
    const first = await show([], lacking('not-offered'));
    expect(screen.getByText('This meeting has no sound.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Join with sound' })).toBeNull();
    first.unmount();
    const second = await show([], lacking('policy'));
    expect(screen.getByText('Your company does not allow sound in meetings.')).toBeTruthy();
    second.unmount();
    await show([], lacking('not-built'));
    expect(screen.getByText('This meeting has sound for telephones only.')).toBeTruthy();
  });

  it('stays at hand behind other screens, and leads back to the meeting', async () => {
    window.location.hash = '#/contacts';
    await draw({ ...firstSnapshot, revision: 1, meeting: joined, calls: [meetingSound] }, <CallBars />);
    fireEvent.click(button('Show the call with \u2068Tailspin weekly\u2069'));
    expect(window.location.hash).toBe('#/meeting');
    await settle();
    expect(screen.queryByText('Tailspin weekly')).toBeNull();
  });

  it('has no place in the lobby', async () => {
    await show([], { ...joined, phase: 'lobby' });
    expect(screen.queryByRole('button', { name: 'Join with sound' })).toBeNull();
  });
});

describe('the pictures of a meeting', () => {
  it('stand on the stage, named after the only one who shows any, and one’s own beside them', async () => {
    await show([{ ...meetingSound, hasPeerPicture: true, picture: 'camera' }], talking(joined, 'screen'));
    expect(screen.getByLabelText('Your picture')).toBeTruthy();
    expect(screen.getByText('Their picture is on its way.')).toBeTruthy();
  });

  it('leave the stage as it is while nobody shows any', async () => {
    await show([{ ...meetingSound, hasPeerPicture: true }]);
    expect(screen.queryByText('Their picture is on its way.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Open the chat' })).toBeTruthy();
  });

  it('are told of in the list of people', async () => {
    await show([meetingSound], talking(joined, 'screen'));
    expect(screen.getByTitle('Shares the screen')).toBeTruthy();
    const row = screen.getByText('Bonnie Kearney').closest('[role="treeitem"]');
    const described = document.getElementById(row?.getAttribute('aria-describedby') ?? '')?.textContent;
    expect(described ?? row?.getAttribute('aria-description')).toContain('Shares the screen');
  });
});

describe('who speaks', () => {
  const bonnie = talking(joined).participants.find(({ name }) => name === 'Bonnie Kearney')?.entity ?? '';
  const withPicture: Call = { ...meetingSound, hasPeerPicture: true, picture: 'camera' };
  const speak = (speaking: readonly string[], meeting = talking(joined, 'camera')) =>
    draw({ ...firstSnapshot, revision: 1, meeting, calls: [withPicture], speaking }, <MeetingView />);
  const described = () =>
    screen
      .getByText('Bonnie Kearney', { selector: 'bdi' })
      .closest('[role="treeitem"]')
      ?.getAttribute('aria-description');
  const pictureWords = '\u2068Bonnie Kearney\u2069 speaks now';

  it('is marked in the list and at the picture, in words too, and nothing is announced', async () => {
    await speak([bonnie]);
    expect(screen.getAllByTitle('Speaks now')).toHaveLength(1);
    expect(described()).toContain('Speaks now');
    expect(screen.getByText(pictureWords).closest('[aria-live], [role="status"], [role="alert"]')).toBeNull();
  });

  it('is not marked any more once they stop', async () => {
    const { bridge } = await speak([bonnie]);
    act(() => bridge.push({ revision: 2, slices: { speaking: [] } }));
    await settle();
    expect(screen.queryByTitle('Speaks now')).toBeNull();
    expect(described()).toContain('Has sound on');
    expect(screen.queryByText(pictureWords)).toBeNull();
  });

  it('is nobody where nothing is told, or somebody who is not in the list', async () => {
    await speak(['sip:gone@contoso.com']);
    expect(screen.queryByTitle('Speaks now')).toBeNull();
    expect(screen.queryByText(/speaks now/)).toBeNull();
  });
});
