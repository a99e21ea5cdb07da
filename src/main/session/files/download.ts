/** A file on its way into the Downloads folder: readable by its owner alone until it is whole, under a name nothing has, gone when it breaks. */
import { chmod, type FileHandle, mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { numbered } from '../../../protocol/file-transfer/file-name.ts';

export interface Download {
  /** Rejects with what the disk said. */
  write(data: Uint8Array): Promise<void>;
  /**
   * Gives the file its name; resolves with where it lies. Rejects with what the disk said, or that it was given up before it had its name, which
   * takes seconds where the disk is slow; then there is still something to discard.
   */
  finish(signal: AbortSignal): Promise<string>;
  /** Removes what there is. Safe after anything, and never rejects. */
  discard(): Promise<void>;
}

/** Among so many names one must be free. */
const mostNumbers = 1000;

/** Makes the folder and the partial file. The name must be safe. Rejects with what the disk said, or that there is no room. */
export async function beginDownload(folder: string, name: string, size: number): Promise<Download> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < size) throw new Error(`${size} bytes do not fit on the disk`);
  const partial = await openFree(folder, `${name}.part`);
  let isOver = false;
  return {
    async write(data) {
      await partial.file.writeFile(data);
    },
    async finish(signal) {
      await partial.file.sync();
      await partial.file.close();
      signal.throwIfAborted();
      // An empty file of our own holds the name, and only that is replaced.
      const final = await openFree(folder, name);
      try {
        await final.file.close();
        await rename(partial.path, final.path);
      } catch (error) {
        await rm(final.path, { force: true }).catch(() => undefined);
        throw error;
      }
      isOver = true;
      await chmod(final.path, 0o666 & ~process.umask());
      if (process.platform === 'win32') await markAsForeign(final.path);
      return final.path;
    },
    async discard() {
      if (isOver) return;
      isOver = true;
      await partial.file.close().catch(() => undefined);
      await rm(partial.path, { force: true }).catch(() => undefined);
    },
  };
}

/** Makes a file under the first name that is free; follows no link. */
async function openFree(folder: string, name: string): Promise<{ readonly file: FileHandle; readonly path: string }> {
  for (let count = 1; count <= mostNumbers; count += 1) {
    const path = join(folder, count === 1 ? name : numbered(name, count));
    try {
      return { file: await open(path, 'wx', 0o600), path };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error(`no name is free for ${name}`);
}

/** Windows asks before it runs what bears this. [MS-FSCC] 5.6.1 */
async function markAsForeign(path: string): Promise<void> {
  // Not every disk can bear it.
  await writeFile(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n').catch(() => undefined);
}
