/** When a window's page is gone, and with it what it was in the middle of. */
import type { BrowserWindow } from 'electron';

/** Tells each time: it died, it was loaded anew, as in another language, or it was closed with its window. */
export function onPageGone(window: BrowserWindow, tell: () => void): void {
  window.webContents.on('render-process-gone', tell);
  window.webContents.on('did-navigate', tell);
  window.once('closed', tell);
}
