/** What the window draws before main has answered, so that the first screen never waits. */
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';

const unknownApp = {
  version: '',
  runtime: '',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: true, backend: '' },
  platform: '',
};

export const firstSnapshot: Snapshot = {
  // Whether the last account signs in by itself is not known yet.
  ...firstSlices(unknownApp, { ...defaultSettings, signInAtStart: false }),
  presence: {},
  revision: -1,
};
