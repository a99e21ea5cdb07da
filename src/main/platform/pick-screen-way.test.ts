import { expect, it } from 'vitest';
import { pickedByDesktop, whoPicks } from './pick-screen-way.ts';

it('asks by a menu without any sign of Wayland, or with half of them', () => {
  expect(whoPicks('linux', {})).toBe('menu');
  expect(whoPicks('linux', { XDG_SESSION_TYPE: 'wayland' })).toBe('menu');
  expect(whoPicks('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe('menu');
  expect(whoPicks('linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toBe('menu');
  expect(whoPicks('linux', { XDG_SESSION_TYPE: 'tty', WAYLAND_DISPLAY: 'wayland-0' })).toBe('menu');
});

it('leaves it to the desktop on Wayland, also where the window itself is drawn by X11', () => {
  const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
  expect(whoPicks('linux', wayland)).toBe('desktop');
  expect(whoPicks('linux', { ...wayland, DISPLAY: ':0' })).toBe('desktop');
});

it('knows no Wayland elsewhere, whatever is set', () => {
  for (const platform of ['darwin', 'win32'] as const)
    expect(whoPicks(platform, { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' })).toBe('menu');
});

it('hands over the id of a screen, which Electron takes without having listed it', () => {
  expect(pickedByDesktop.id).toMatch(/^screen:\d+:\d+$/);
});
