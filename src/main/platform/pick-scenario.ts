/** Lets the person choose a scenario file. The window never learns its path, and nothing else is read. */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { PickedFile } from '../session/lab/scenario-player.ts';
import type { DesktopWords } from './words/english.ts';

/** More than a scenario file may be; what is longer is refused for its length. */
const largest = 2_000_001;

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
  return path === undefined ? undefined : { name: basename(path), ...(await startOf(path)) };
}

async function startOf(path: string): Promise<{ readonly text: string } | { readonly problem: string }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(largest) });
    return { text: buffer.subarray(0, bytesRead).toString('utf8') };
  } catch (error) {
    return { problem: error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read' };
  } finally {
    await file?.close();
  }
}
