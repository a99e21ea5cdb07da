/** Lets the person choose a scenario file. The window never learns its path, and nothing else is read. */
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { PickedFile } from '../session/lab/scenario-player.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { DesktopWords } from './words/english.ts';

/** Its name and text; undefined when none was chosen. */
export async function pickScenario(
  window: BrowserWindow,
  words: DesktopWords['files'],
): Promise<PickedFile | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: words.scenarios, extensions: ['json'] },
      { name: words.all, extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  return path === undefined ? undefined : { name: basename(path), ...(await readScenarioFile(path)) };
}
