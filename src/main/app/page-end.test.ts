import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { onPageGone } from './page-end.ts';

/** As much of Electron's window as is used, with the same events. */
class WindowByHand extends EventEmitter {
  readonly webContents = new EventEmitter();
}

it('tells of a page that died, that was loaded anew, and that was closed with its window', () => {
  const window = new WindowByHand();
  const told: string[] = [];
  let now = '';
  onPageGone(window as unknown as BrowserWindow, () => told.push(now));
  const happens = (what: string, emitter: EventEmitter) => {
    now = what;
    emitter.emit(what);
  };
  // Another screen of the same page.
  happens('did-navigate-in-page', window.webContents);
  // Not asked for by us, and refused.
  happens('will-navigate', window.webContents);
  happens('render-process-gone', window.webContents);
  happens('did-navigate', window.webContents);
  happens('close', window);
  happens('closed', window);
  expect(told).toEqual(['render-process-gone', 'did-navigate', 'closed']);
});
