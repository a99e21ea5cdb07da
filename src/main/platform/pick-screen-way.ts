/** Who asks the person which screen or window to show: a menu of ours over what Electron lists, or the desktop. */
import type { Video } from 'electron';

/**
 * On Wayland the desktop alone knows the windows, and asks (xdg-desktop-portal, ScreenCast) each time somebody wants to see one: when sources are listed,
 * and again when one of them is filmed, unless the desktop remembers the first answer. So nothing is listed there: this stands for whatever the person picks
 * when the filming begins, screens and windows alike.
 */
export const pickedByDesktop: Video = { id: 'screen:0:0', name: 'Picked by the desktop' };

/** `desktop` where Chromium films through the portal, by the same two signs it goes by itself: it does so in its X11 form, too. */
export function whoPicks(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): 'menu' | 'desktop' {
  const isWayland = platform === 'linux' && env.XDG_SESSION_TYPE?.startsWith('wayland') === true;
  return isWayland && env.WAYLAND_DISPLAY !== undefined ? 'desktop' : 'menu';
}
