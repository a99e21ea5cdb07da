/** Devices in states worth looking at. */
import type { DevicesState } from '../../shared/model/devices.ts';
import { devices, fixtureTime } from './fixtures.ts';

/** As after a headset was plugged in, with a camera, and a ringer of its own whose volume nobody tells. */
export const headsetPlugged: DevicesState = {
  ...devices,
  devices: [
    ...devices.devices,
    { id: 'out-3', kind: 'speaker', label: 'Loud ringer in the hall' },
    { id: 'cam-1', kind: 'camera', label: 'Integrated Camera' },
  ],
  chosen: { ...devices.chosen, ringer: 'out-3', camera: 'cam-1' },
  byHand: ['speaker', 'ringer', 'camera'],
  change: {
    what: 'plugged-in',
    kind: 'speaker',
    label: 'Jabra Evolve 65',
    nowUsed: 'Jabra Evolve 65',
    at: fixtureTime,
  },
};
