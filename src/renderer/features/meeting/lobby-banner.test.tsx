// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { crowdAtDoor, joined, presenting } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { LobbyBanner } from './lobby-banner.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

let shown = 0;
const show = (meeting: MeetingState) => {
  shown = 0;
  return draw(
    firstSnapshot,
    <LobbyBanner
      meeting={meeting}
      onShow={() => {
        shown += 1;
      }}
    />,
  );
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const banner = () => screen.queryByRole('region', { name: 'Lobby' });

describe('lobby banner', () => {
  it('[O3] names the one who waits, and lets in or sends away just them', async () => {
    const { bridge } = await show(presenting);
    expect(banner()?.textContent).toContain('Alex Darrow (Guest) is waiting in the lobby');
    press('Admit Alex Darrow (Guest)');
    press('Deny Alex Darrow (Guest)');
    const who = ['sip:alex.darrow@example.com'];
    expect(bridge.asked.slice(-2)).toEqual([
      { name: 'meeting.admit', input: { who } },
      { name: 'meeting.deny', input: { who } },
    ]);
  });

  it('[O3] counts several, and lets in those it counted and nobody who came since', async () => {
    const { bridge } = await show(crowdAtDoor);
    expect(banner()?.textContent).toContain('3 people are waiting in the lobby');
    press('Admit all');
    expect(bridge.asked.at(-1)).toEqual({
      name: 'meeting.admit',
      input: { who: ['sip:alex.darrow@example.com', 'sip:jeremy.los@example.com', 'sip:zoë.ümlaut@example.com'] },
    });
    press('Show who waits');
    expect(shown).toBe(1);
  });

  it.each<[string, MeetingState]>([
    ['an attendee', joined],
    ['somebody who leaves', { ...presenting, phase: 'leaving' }],
    ['an empty lobby', { ...presenting, participants: presenting.participants.slice(0, 3) }],
  ])('is not there for %s', async (_, meeting) => {
    await show(meeting);
    expect(banner()).toBeNull();
  });
});
