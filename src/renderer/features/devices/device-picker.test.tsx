// @vitest-environment jsdom
import { AnnounceProvider } from '@fluentui/react-components';
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceChange } from '../../../shared/model/devices.ts';
import { devices, fixtureTime } from '../../gallery/fixtures.ts';
import { changeLine } from '../../locales/devices.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { DeviceNews } from './device-news.tsx';
import { DevicePicker } from './device-picker.tsx';

beforeEach(prepareWindow);
afterEach(() => {
  vi.useRealTimers();
  clearWindow();
});

const change: DeviceChange = { what: 'plugged-in', kind: 'speaker', label: 'Jabra', nowUsed: 'Jabra', at: fixtureTime };
async function show(at: number) {
  const said: string[] = [];
  const drawn = await draw(
    { ...firstSnapshot, revision: 1, devices: { ...devices, change: { ...change, at } } },
    <AnnounceProvider value={{ announce: (words) => said.push(words) }}>
      <DevicePicker />
      <DeviceNews />
    </AnnounceProvider>,
  );
  return { ...drawn, said };
}

describe('the picker', () => {
  it('[F5] says what was plugged in, for a few seconds, and has it read out once', async () => {
    const { said, bridge } = await show(fixtureTime);
    expect(said).toEqual(['Jabra plugged in, now used']);
    const later = { ...devices, change: { ...change, at: fixtureTime } };
    act(() => bridge.push({ revision: 2, slices: { devices: later } }));
    expect(said).toHaveLength(1);
    expect(screen.getByRole('button').textContent).toBe('Jabra plugged in, now used');
    expect(screen.getByRole('button', { name: 'Sound devices: Jabra plugged in, now used' })).toBeTruthy();
  });

  it('[F5] goes back to the device that is used', async () => {
    const { bridge, said } = await show(0);
    // Only now: drawing waits for turns of the event loop.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    act(() => bridge.push({ revision: 2, slices: { devices: { ...devices, change } } }));
    expect(said).toEqual(['Jabra plugged in, now used']);
    act(() => void vi.advanceTimersByTime(8000));
    expect(screen.getByRole('button').textContent).toBe('Jabra Evolve 65');
    expect(said).toHaveLength(1);
  });

  it('says nothing of what was plugged in before the window looked', async () => {
    const { said } = await show(fixtureTime - 10_000);
    expect(said).toEqual([]);
  });

  it('[F2] chooses', async () => {
    const { bridge } = await show(0);
    fireEvent.click(screen.getByRole('button'));
    fireEvent.click(screen.getByRole('menuitemradio', { name: /^Built-in speakers/ }));
    expect(bridge.asked.at(-1)).toEqual({ name: 'devices.choose', input: { role: 'speaker', id: 'out-2' } });
  });
});

it.each<[DeviceChange, boolean, string]>([
  [change, false, 'Jabra plugged in, now used'],
  [{ what: 'plugged-in', kind: 'speaker', label: 'Jabra', at: 0 }, false, 'Jabra plugged in'],
  [{ ...change, what: 'pulled-out', nowUsed: 'Desk' }, false, 'Jabra unplugged, now using Desk'],
  [{ what: 'pulled-out', kind: 'speaker', label: '', at: 0 }, false, 'Speaker unplugged'],
  [{ what: 'pulled-out', kind: 'microphone', label: 'Jabra', at: 0 }, true, 'Jabra unplugged, no microphone left'],
])('the line of %j reads well', (told, isLast, line) => {
  expect(changeLine(told, isLast)).toBe(line);
});
