import { expect, it } from 'vitest';
import { defaultSettings } from '../../shared/model/settings.ts';
import { createMemorySettings } from '../store/memory-settings.ts';
import { followLogin } from './start-at-login.ts';

function bench(startAtLogin: boolean, desktop: { isOn: boolean; refuses?: boolean }, isManaged = false) {
  const settings = createMemorySettings({ ...defaultSettings, startAtLogin });
  const problems: unknown[] = [];
  const stop = followLogin({
    settings,
    managed: () => isManaged,
    autostart: {
      isOn: () => desktop.isOn,
      set(on) {
        if (desktop.refuses) throw new Error('read-only');
        desktop.isOn = on;
      },
    },
    onProblem: (_what, error) => problems.push(error),
  });
  return { settings, problems, stop };
}

it('follows the setting, until stopped', () => {
  const desktop = { isOn: false };
  const { settings, stop } = bench(false, desktop);
  settings.change({ startAtLogin: true });
  expect(desktop.isOn).toBe(true);
  settings.change({ theme: 'dark' });
  settings.change({ startAtLogin: false });
  expect(desktop.isOn).toBe(false);
  stop();
  settings.change({ startAtLogin: true });
  expect(desktop.isOn).toBe(false);
});

it('takes over what was done in the desktop meanwhile', () => {
  const desktop = { isOn: false };
  expect(bench(true, desktop).settings.get().startAtLogin).toBe(false);
  expect(desktop.isOn).toBe(false);
});

it('sets the desktop right where the administrator decides', () => {
  const desktop = { isOn: false };
  bench(true, desktop, true);
  expect(desktop.isOn).toBe(true);
});

it('tells what the disk refuses', () => {
  const { settings, problems } = bench(false, { isOn: false, refuses: true });
  settings.change({ startAtLogin: true });
  expect(problems).toEqual([new Error('read-only')]);
});
