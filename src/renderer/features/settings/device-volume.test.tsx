// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { devices } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { useSlice } from '../../state/services.tsx';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { DeviceVolume } from './device-volume.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const heard = (volumePercent: number) => ({
  ...devices,
  devices: [{ id: 'out-1', kind: 'speaker', label: 'Speakers', volumePercent } as const],
});

function Volume() {
  const device = useSlice((snapshot) => snapshot.devices.devices[0]);
  return device && <DeviceVolume device={device} />;
}

it('follows the hand before the system does, and the system again once that has followed', async () => {
  const { bridge } = await draw({ ...firstSnapshot, revision: 1, devices: heard(40) }, <Volume />);
  const slider = () => screen.getByRole<HTMLInputElement>('slider');
  let revision = 1;
  const tell = async (percent: number) => {
    revision += 1;
    act(() => bridge.push({ revision, slices: { devices: heard(percent) } }));
    await settle();
  };
  slider().focus();
  fireEvent.change(slider(), { target: { value: '60' } });
  await tell(50);
  expect(slider().value).toBe('60');
  await tell(60);
  // The keys of the keyboard, while the slider has the focus still.
  await tell(70);
  expect(slider().value).toBe('70');
});
