import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createVideoDevices } from './video-devices.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-video-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function node(name: string, files: Record<string, string>): void {
  mkdirSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
}

it('[F1] names cameras as the kernel does, one per camera, in the order of their numbers', async () => {
  node('video10', { name: 'Second Camera\n', index: '0\n' });
  node('video2', { name: 'Integrated Camera: Front\n', index: '0\n' });
  node('video3', { name: 'Integrated Camera: Front\n', index: '1\n' });
  node('video4', {});
  expect(await createVideoDevices(folder).list()).toEqual({
    devices: [
      { id: '/dev/video2', kind: 'camera', label: 'Integrated Camera: Front' },
      { id: '/dev/video4', kind: 'camera', label: 'video4' },
      { id: '/dev/video10', kind: 'camera', label: 'Second Camera' },
    ],
    preferred: {},
  });
});

it('[F1] has no camera where the kernel made no folder for any, and is no source where there is no such kernel', async () => {
  const none = { devices: [], preferred: {} };
  expect(await createVideoDevices(folder).list()).toEqual(none);
  expect(await createVideoDevices(join(folder, 'gone')).list()).toEqual(none);
  expect(await createVideoDevices(join(folder, 'gone', 'further')).list()).toBeUndefined();
});

it('can be watched and left, whatever the system has', () => {
  const stop = createVideoDevices(folder).watch(() => undefined);
  expect(() => stop()).not.toThrow();
});
