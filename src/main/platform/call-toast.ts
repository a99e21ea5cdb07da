/** The small window above all others while somebody calls. It shows one page of ours, and takes the keyboard only where that is wished. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { SpokenLanguage } from '../../shared/model/language.ts';
import { pageAddress } from './page-address.ts';
import { webPreferences } from './window-policy.ts';

const size = { width: 420, height: 184 } as const;
const margin = 16;

export interface ToastWish {
  readonly callId: string;
  /** Counts from 0, one above the other. */
  readonly place: number;
  readonly takesFocus: boolean;
  /** There is no other window to ring in. */
  readonly rings: boolean;
  readonly title: string;
  /** Of the page. */
  readonly language: SpokenLanguage;
}

/** Opens the toast of a call in a corner of the screen the pointer is on. `folder` is that of main's bundle. */
export function openCallToast(
  folder: string,
  { callId, place, takesFocus, rings, title, language }: ToastWish,
): BrowserWindow {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const toast = new BrowserWindow({
    ...size,
    x: workArea.x + workArea.width - size.width - margin,
    y: Math.max(workArea.y, workArea.y + workArea.height - (size.height + margin) * (place + 1)),
    show: false,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    title,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
    webPreferences: webPreferences(join(folder, '../preload/index.cjs')),
  });
  // Above programs that fill the screen, where the desktop lets it.
  toast.setAlwaysOnTop(true, 'screen-saver');
  toast.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  // Without the focus whoever is writing goes on writing.
  toast.once('ready-to-show', () => (takesFocus ? toast.show() : toast.showInactive()));
  // Gone with its call before it was loaded is no failure.
  const about = new URLSearchParams({ about: callId, ...(rings ? { rings: '' } : {}) });
  toast.loadURL(pageAddress(language, `/toast?${about}`)).catch(() => undefined);
  return toast;
}
