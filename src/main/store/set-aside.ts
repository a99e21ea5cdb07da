/** A file of ours that cannot be read makes way for a new one, and is kept: somebody may be able to read it. */
import { chmodSync, copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface SetAside {
  readonly wall: () => number;
  /** Told of the path under which it is kept. */
  readonly onSetAside: (path: string) => void;
}

/** Renames `name.json` to `name.damaged-TIME.json`. One that cannot be moved stays, and cannot be written either. */
export function setAside(file: string, { wall, onSetAside }: SetAside): void {
  const { stem, ending } = partsOf(file);
  const path = join(dirname(file), `${stem}${wall()}${ending}`);
  try {
    renameSync(file, path);
  } catch {
    return;
  }
  onSetAside(path);
}

/** Copies it to where it would be set aside: it is read in part, and about to be written over. One that is gone needs none. Throws where the disk refuses. */
export function copyAside(file: string, { wall, onSetAside }: SetAside): void {
  const { stem, ending } = partsOf(file);
  const path = join(dirname(file), `${stem}${wall()}${ending}`);
  try {
    copyFileSync(file, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  chmodSync(path, 0o600);
  onSetAside(path);
}

/** Removes whatever was set aside of a file: it may hold what somebody wants forgotten. Throws where the disk refuses. */
export function forgetSetAside(file: string): void {
  const { stem, ending } = partsOf(file);
  const folder = dirname(file);
  for (const name of namesIn(folder))
    if (name.startsWith(stem) && name.endsWith(ending)) rmSync(join(folder, name), { force: true, recursive: true });
}

function partsOf(file: string): { readonly stem: string; readonly ending: string } {
  const [, name = '', ending = ''] = /^(.*?)(\.\w+)?$/.exec(basename(file)) ?? [];
  return { stem: `${name}.damaged-`, ending };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
