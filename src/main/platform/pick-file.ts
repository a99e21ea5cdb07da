/** Lets the person choose a file to send; the window never learns its path. */
import { type BrowserWindow, dialog } from 'electron';

/** Its path; undefined when none was chosen. */
export async function pickFile(window: BrowserWindow): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'] });
  return filePaths[0];
}
