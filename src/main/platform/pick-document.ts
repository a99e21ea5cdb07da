/** Lets the person choose what to show in a meeting; the window never learns its path. */
import { type BrowserWindow, dialog } from 'electron';
import type { DesktopWords } from './words/english.ts';

/** The paths of pictures; none when none were chosen. PowerPoint can be chosen, so that it can be said why it cannot be shown. */
export async function pickPictures(window: BrowserWindow, words: DesktopWords['files']): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: words.pictures, extensions: ['png', 'jpg', 'jpeg'] },
      { name: words.all, extensions: ['*'] },
    ],
  });
  return filePaths;
}

/** The path of a PDF; undefined when none was chosen. */
export async function pickPdf(window: BrowserWindow, words: DesktopWords['files']): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: 'PDF', extensions: ['pdf'] },
      { name: words.all, extensions: ['*'] },
    ],
  });
  return filePaths[0];
}
