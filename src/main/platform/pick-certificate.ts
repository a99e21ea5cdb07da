/** Lets the person choose a certificate file. The window never learns its path, and main reads no more than a certificate takes. */
import { type FileHandle, open } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import type { DesktopWords } from './words/english.ts';

const largest = 256 * 1024;

/** The file's first 256 kB; empty when it cannot be read, undefined when none was chosen. */
export async function pickCertificate(
  window: BrowserWindow,
  words: DesktopWords['files'],
): Promise<Buffer | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: words.certificates, extensions: ['pem', 'crt', 'cer', 'der'] },
      { name: words.all, extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  return path === undefined ? undefined : startOf(path);
}

async function startOf(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(largest) });
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  } finally {
    await file?.close();
  }
}
