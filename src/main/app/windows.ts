/** The main window: shown when drawn, kept to its page, told of every change. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { eventChannel } from '../../shared/ipc/bridge.ts';
import type { EventName, Events } from '../../shared/ipc/contract.ts';
import type { SpokenLanguage } from '../../shared/model/language.ts';
import { atScreen, pageAddress } from '../platform/page-address.ts';
import { guardContents, webPreferences } from '../platform/window-policy.ts';

/** Windows whose first frame is still to come. */
const undrawn = new WeakSet<BrowserWindow>();

/** Opens the window at a screen, or at its first one; it becomes visible when its first frame is ready, so that nothing flashes. */
export function openMainWindow(folder: string, language: SpokenLanguage, path = ''): BrowserWindow {
  const window = new BrowserWindow({
    width: 420,
    height: 720,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: 'Offhook',
    autoHideMenuBar: true,
    // The page's own background, so that a slow first frame does not flash white in the dark.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
    webPreferences: webPreferences(join(folder, '../preload/index.cjs')),
  });
  undrawn.add(window);
  window.once('ready-to-show', () => {
    undrawn.delete(window);
    window.show();
  });
  load(window, pageAddress(language, path));
  return window;
}

/** Sends one event to a window that is still there; a page that died asks for everything when it is back. */
export function tell<E extends EventName>(window: BrowserWindow, name: E, payload: Events[E]): void {
  if (!window.isDestroyed() && !window.webContents.isCrashed())
    window.webContents.send(eventChannel, name, JSON.stringify(payload));
}

/** Shows a screen by its path, such as `/about`, in a window that is still there. */
export function goTo(window: BrowserWindow, path: string): void {
  if (window.isDestroyed()) return;
  bringToFront(window);
  // The same page with another fragment: nothing is loaded anew.
  const address = atScreen(window.webContents.getURL(), path);
  if (address !== undefined) load(window, address);
}

function load(window: BrowserWindow, address: string): void {
  // One that is given up for the next, or with its window, is no failure; a page that cannot be read at all stays empty.
  window.loadURL(address).catch(() => undefined);
}

/** Makes the window the one in front, wherever it was; one that is not drawn yet shows itself when it is. */
export function bringToFront(window: BrowserWindow): void {
  if (undrawn.has(window)) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Pins every web content that will ever be made. */
export function guardEveryContents(app: Electron.App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
