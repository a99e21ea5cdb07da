/** Cameras as the Linux kernel names them. Mission F1, F2. */
import { readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../../shared/model/devices.ts';
import type { DeviceSource } from './source.ts';

const maxDevices = 64;

/** The source; `folder` is /sys/class/video4linux on a real system. */
export function createVideoDevices(folder = '/sys/class/video4linux'): DeviceSource {
  return {
    name: 'video4linux',
    list: async () => {
      try {
        return { devices: cameras(folder), preferred: {} };
      } catch {
        return undefined;
      }
    },
    setVolume: () => Promise.resolve(),
    watch(onChange) {
      try {
        const watcher = watch('/dev', (_event, name) => {
          if (name?.startsWith('video')) onChange();
        });
        watcher.on('error', () => undefined);
        return () => watcher.close();
      } catch {
        return () => undefined;
      }
    },
  };
}

/** One camera has several nodes; index 0 is the one with pictures, the others carry what it tells about them. */
function cameras(folder: string): Device[] {
  return readdirSync(folder)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .slice(0, maxDevices)
    .filter((name) => ['', '0'].includes(textOf(join(folder, name, 'index'))))
    .map((name) => ({ id: `/dev/${name}`, kind: 'camera', label: textOf(join(folder, name, 'name')) || name }));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().slice(0, 512);
  } catch {
    return '';
  }
}
