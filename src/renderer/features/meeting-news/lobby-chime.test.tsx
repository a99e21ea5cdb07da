// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import type { Slices, Snapshot } from '../../../shared/model/snapshot.ts';
import { joined, participant } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { useLobbyChime } from './lobby-chime.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

const withWaiting = (count: number, rest: Partial<MeetingState> = {}): MeetingState => ({
  ...joined,
  ownRole: 'presenter',
  participants: [
    ...joined.participants.filter(({ state }) => state !== 'in-lobby'),
    ...Array.from({ length: count }, (_, index) => participant(`Guest ${index}`, { state: 'in-lobby', isGuest: true })),
  ],
  ...rest,
});

const heard = { times: 0 };
const play = () => {
  heard.times += 1;
};

function Ear() {
  useLobbyChime(play);
  return null;
}

async function listen(first: Partial<Snapshot>) {
  heard.times = 0;
  const { bridge } = await draw({ ...firstSnapshot, revision: 1, ...first }, <Ear />);
  let revision = 1;
  return (slices: Partial<Slices>) => {
    revision += 1;
    act(() => bridge.push({ revision, slices }));
  };
}

it('[O3] sounds once when more wait than before, however many came together', async () => {
  const tell = await listen({ meeting: withWaiting(0) });
  tell({ meeting: withWaiting(3) });
  expect(heard.times).toBe(1);
  tell({ meeting: withWaiting(2) });
  expect(heard.times).toBe(1);
  tell({ meeting: withWaiting(3) });
  expect(heard.times).toBe(2);
});

it.each<[string, Partial<Snapshot>, Partial<MeetingState>]>([
  ['for an attendee, who cannot let anybody in', {}, { ownRole: 'attendee' }],
  ['when notices are off', { settings: { ...firstSnapshot.settings, notices: 'none' } }, {}],
  [
    'for who is not to be disturbed',
    { ownPresence: { ...firstSnapshot.ownPresence, availability: 'do-not-disturb' } },
    {},
  ],
  ['in a meeting that is over', {}, { phase: 'ended' }],
])('is silent %s', async (_, snapshot, meeting) => {
  const tell = await listen(snapshot);
  tell({ meeting: withWaiting(1, meeting) });
  expect(heard.times).toBe(0);
});
