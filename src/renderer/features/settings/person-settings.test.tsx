// @vitest-environment jsdom
/** Settings about the person: status, what is told, what is kept. Each change is one request. */
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { hashOf } from '../../app/navigation.ts';
import type { ScreenId } from '../../app/screens.ts';
import { karen } from '../../gallery/fixtures.ts';
import { provisioning } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { SettingsScreen } from './settings-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  history: { kind: 'ready' },
};

function show(id: ScreenId, snapshot: Snapshot = signedIn) {
  window.location.hash = hashOf(id);
  return draw(snapshot, <SettingsScreen />);
}
type Drawn = Awaited<ReturnType<typeof show>>;

const asked = ({ bridge }: Drawn, name: string) =>
  bridge.asked.filter((each) => each.name === name).map(({ input }) => input);

const forbids = (group: string, key: string, value: string): Snapshot => ({
  ...signedIn,
  provisioning: {
    ...provisioning,
    sections: provisioning.sections.map((section) =>
      section.id === 'client' ? { ...section, entries: [{ group, key, value, known: true }] } : section,
    ),
  },
});

describe('status', () => {
  it('[H3] takes whole minutes from one to six hours, and nothing else', async () => {
    const drawn = await show('settings-status');
    const idle = screen.getByRole('spinbutton', { name: 'Inactive after (minutes)' });
    for (const value of ['12', '0', 'soon', '5000']) {
      fireEvent.change(idle, { target: { value } });
      fireEvent.blur(idle);
    }
    await settle();
    const wishes = asked(drawn, 'settings.change').map((input) => (input as { idleMinutes: number }).idleMinutes);
    expect(wishes).toContain(12);
    for (const wish of wishes) expect(wish).toSatisfy((minutes: number) => minutes >= 1 && minutes <= 360);
  });
});

describe('notifications', () => {
  it('are chosen by one click each', async () => {
    const drawn = await show('settings-notices');
    const group = within(screen.getByRole('radiogroup', { name: 'Tell me about messages and people' }));
    for (const radio of group.getAllByRole('radio')) fireEvent.click(radio);
    fireEvent.click(screen.getByRole('switch', { name: 'Keep running when the window is closed' }));
    fireEvent.click(screen.getByRole('switch', { name: 'An incoming call takes the keyboard' }));
    const { notices, keepRunning, callTakesFocus } = signedIn.settings;
    // The one that is chosen already is no change.
    const others = (['all', 'without-text', 'none'] as const).filter((each) => each !== notices);
    expect(asked(drawn, 'settings.change')).toEqual([
      ...others.map((each) => ({ notices: each })),
      { keepRunning: !keepRunning },
      { callTakesFocus: !callTakesFocus },
    ]);
  });
});

describe('privacy', () => {
  it('chooses for how long conversations are kept', async () => {
    const drawn = await show('settings-privacy');
    fireEvent.change(screen.getByRole('combobox', { name: 'How long to keep them' }), { target: { value: 'off' } });
    expect(asked(drawn, 'settings.change')).toEqual([{ keepHistory: 'off' }]);
  });

  it('deletes everything only after asking once', async () => {
    const drawn = await show('settings-privacy');
    fireEvent.click(screen.getByRole('button', { name: 'Delete all…' }));
    expect(asked(drawn, 'history.clear')).toEqual([]);
    const dialog = within(screen.getByRole('dialog', { name: 'Delete everything that was said?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Delete' }));
    await settle();
    expect(asked(drawn, 'history.clear')).toHaveLength(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('[F27] says when the company allows nothing to be kept', async () => {
    await show('settings-privacy', forbids('endpointConfiguration', 'DisableSavingIM', 'true'));
    expect(screen.queryByText(/does not allow conversations to be kept/)).not.toBeNull();
  });
});

describe('phones', () => {
  it('[G11] has the plan and a number to try on one page', async () => {
    await show('settings-phone');
    expect(screen.getByLabelText('Number')).toBeTruthy();
  });
});
