/** How much waits, as a mark on the program's place in the dock or the task bar. */
import { app, type BrowserWindow, nativeImage } from 'electron';
import { attentionDot } from './tray-icon.ts';

/** What Windows takes. Pixels. */
const size = 16;

/**
 * Makes the function that shows a count; zero takes the mark away. macOS and the Linux desktops that know it show the number, Windows a dot
 * on the window's button, with `words` for those who cannot see it.
 */
export function createBadge(): (window: BrowserWindow, count: number, words: string) => void {
  let shown: { readonly window: BrowserWindow; readonly count: number } | undefined;
  return (window, count, words) => {
    if (shown?.count === count && shown.window === window) return;
    shown = { window, count };
    if (process.platform !== 'win32') app.setBadgeCount(count);
    else if (!window.isDestroyed()) window.setOverlayIcon(count > 0 ? dot() : null, words);
  };
}

function dot() {
  return nativeImage.createFromBitmap(Buffer.from(attentionDot(size)), { width: size, height: size });
}
