/** How the program ends: in order where it can, and with its reason in words where it cannot even begin. */
import { app, BrowserWindow, dialog } from 'electron';
import { languageFor } from '../../shared/model/language.ts';
import { desktopWords } from '../platform/words/desktop-words.ts';
import type { Client } from './compose.ts';

const quitLimitMs = 6000;

/** Nothing can be shown: the reason goes into a box of the desktop's own, and out to whoever started us. */
export function giveUp(error: unknown): void {
  dialog.showErrorBox(
    desktopWords(languageFor('system', app.getPreferredSystemLanguages())).cannotStart,
    stackOf(error),
  );
  app.exit(1);
}

/** Quitting waits for the unregistration, which is bounded, and for the trace to be on disk. */
export function endWith(client: Client): void {
  let ended = false;
  let isClosing = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    const quit = () => {
      ended = true;
      // Also one that keeps itself for a call which could not be ended.
      for (const each of BrowserWindow.getAllWindows()) each.destroy();
      app.quit();
    };
    Promise.race([client.close(), bounded()]).then(quit, quit);
  });
}

/** What is known of an error, for the record. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Nothing that hangs may keep the program from quitting. */
function bounded(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, quitLimitMs);
  });
}
