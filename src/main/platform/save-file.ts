/** Lets the person choose where a file is saved, and saves it. */
import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';

/** False when none was chosen; rejects when the place cannot be written to. The window never learns the path. */
export async function saveFile(
  window: BrowserWindow,
  { name, text }: { readonly name: string; readonly text: string | Uint8Array },
): Promise<boolean> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, { defaultPath: name });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, text);
  return true;
}
