// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DevicesState } from '../../../shared/model/devices.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import type { DeviceKit } from '../devices/index.ts';
import { CameraPreview } from './camera-preview.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const plugged: DevicesState = {
  state: 'ready',
  devices: [{ id: 'cam', kind: 'camera', label: 'Integrated Camera', windowId: 'w-cam' }],
  chosen: { camera: 'cam' },
};
const unplugged: DevicesState = { state: 'ready', devices: [], chosen: {} };

it('stays dark when a camera comes back that was pulled out, until it is asked for again', async () => {
  const opened: unknown[] = [];
  const kit: DeviceKit = {
    openMicrophone: () => Promise.reject(new Error('no microphone here')),
    play: () => Promise.reject(new Error('no speaker here')),
    openCamera: async (id) => {
      opened.push(id);
      return { getTracks: () => [] } as unknown as MediaStream;
    },
  };
  const { bridge } = await draw({ ...firstSnapshot, revision: 1, devices: plugged }, <CameraPreview kit={kit} />);
  const press = async () => {
    fireEvent.click(screen.getByRole('button'));
    await settle();
  };
  await press();
  expect(opened).toEqual(['w-cam']);
  for (const [at, devices] of [unplugged, plugged].entries()) {
    act(() => bridge.push({ revision: 2 + at, slices: { devices } }));
    await settle();
  }
  expect(opened).toEqual(['w-cam']);
  await press();
  expect(opened).toEqual(['w-cam', 'w-cam']);
});
