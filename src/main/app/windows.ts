/** The main window: shown when drawn, kept to its page, told of every change. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { eventChannel } from '../../shared/ipc/bridge.ts';
import type { EventName, Events } from '../../shared/ipc/contract.ts';
import { appOrigin, guardContents, webPreferences } from '../platform/window-policy.ts';

/** Opens the window; it becomes visible when its first frame is ready, so that nothing flashes. */
export function openMainWindow(folder: string): BrowserWindow {
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
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
  return window;
}

/** Sends one event to a window that is still there. */
export function tell<E extends EventName>(window: BrowserWindow, name: E, payload: Events[E]): void {
  if (!window.isDestroyed()) window.webContents.send(eventChannel, name, payload);
}

/** Pins every web content that will ever be made. */
export function guardEveryContents(app: Electron.App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
