/** Where histories lie: one file per account, readable by its owner only. A damaged one is put aside under the time it was found. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HistoryError, type OpenHistory, type OpenHistoryFile } from './thread.ts';

export interface HistoryFiles {
  /** Opens the account's history; one that is damaged makes way for a new one. Rejects with HistoryError, or with what the disk said. */
  open(address: string): Promise<{ readonly history: OpenHistory; readonly putAside?: string }>;
  /** Removes the account's history, damaged ones included. It must be closed. */
  remove(address: string): Promise<void>;
  /** Removes everybody's. */
  removeAll(): Promise<void>;
}

export interface HistoryFilesOptions {
  /** Made when missing. */
  readonly folder: string;
  readonly openFile: OpenHistoryFile;
  readonly wall: () => number;
  /** False in the lab: what is said there is kept in memory, and is gone when its person signs out. */
  readonly keepsOnDisk: () => boolean;
}

/** SQLite keeps its log beside the file. sqlite.org/wal.html */
const endings = ['', '-wal', '-shm'];

/** Touches nothing before it is asked to. */
export function createHistoryFiles({ folder, openFile, wall, keepsOnDisk }: HistoryFilesOptions): HistoryFiles {
  return {
    async open(address) {
      if (!keepsOnDisk()) return { history: await openFile(':memory:') };
      const file = join(folder, `${nameOf(address)}.db`);
      await prepare(folder, file);
      try {
        return { history: await openFile(file) };
      } catch (error) {
        if (!(error instanceof HistoryError) || error.trouble.why !== 'damaged') throw error;
        const putAside = join(folder, `${nameOf(address)}.damaged-${wall()}.db`);
        await Promise.all(endings.map((ending) => moveIfThere(`${file}${ending}`, `${putAside}${ending}`)));
        await prepare(folder, file);
        return { history: await openFile(file), putAside };
      }
    },
    async remove(address) {
      if (!keepsOnDisk()) return;
      await removeWhere(folder, (name) => name.startsWith(`${nameOf(address)}.`));
    },
    async removeAll() {
      await removeWhere(folder, () => true);
    },
  };
}

/** The address itself is nobody's business who looks into the folder. */
function nameOf(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 32);
}

/** SQLite gives its log the permissions of the file, so the file is made first. */
async function prepare(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await (await open(file, 'a', 0o600)).close();
  await chmod(file, 0o600);
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function removeWhere(folder: string, isMeant: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter(isMeant).map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
