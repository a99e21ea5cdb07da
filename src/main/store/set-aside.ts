/** A file of ours that cannot be read makes way for a new one, and is kept: somebody may be able to read it. */
import { renameSync } from 'node:fs';

export interface SetAside {
  readonly wall: () => number;
  /** Told of the path under which it is kept. */
  readonly onSetAside: (path: string) => void;
}

/** Renames `name.json` to `name.damaged-TIME.json`. One that cannot be moved stays, and cannot be written either. */
export function setAside(file: string, { wall, onSetAside }: SetAside): void {
  const path = file.replace(/(\.\w+)?$/, (ending) => `.damaged-${wall()}${ending}`);
  try {
    renameSync(file, path);
  } catch {
    return;
  }
  onSetAside(path);
}
