/** Cameras as the Linux kernel names them. Mission F1, F2. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Device } from '../../shared/model/devices.ts';
import type { DeviceList, DeviceSource } from './source.ts';
import { watchFolder } from './watch-folder.ts';

const maxDevices = 64;

/** The source; `folder` is /sys/class/video4linux on a real system. */
export function createVideoDevices(folder = '/sys/class/video4linux'): DeviceSource {
  return {
    name: 'video4linux',
    kinds: ['camera'],
    list: async () => listOf(folder),
    watch: (onChange) => watchFolder('/dev', /^video/, onChange),
  };
}

/** The kernel makes the folder with the first camera: without it, but with what it lies in, there is none. */
function listOf(folder: string): DeviceList | undefined {
  try {
    return { devices: cameras(folder), preferred: {} };
  } catch {
    return existsSync(dirname(folder)) ? { devices: [], preferred: {} } : undefined;
  }
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
