/** The file that tells a session's outcome in its first line; replaced as a whole at each change, so that it is never half of one. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endedWithoutAWord } from './session-story.ts';

const ofAnOutcome = /^session-.*\.txt$/;
/** More than the events of a session fill; a larger file is none of ours, and is neither read nor written. */
const maxBytes = 4_000_000;

export interface SessionFile {
  write(text: string): void;
}

/** A file at this path, made with the first write. What the disk refuses is told once, and tried again with the next write: its end counts. */
export function sessionFile(path: string, onProblem: (error: unknown) => void): SessionFile {
  let isTold = false;
  return {
    write(text) {
      try {
        replace(path, text);
      } catch (error) {
        if (!isTold) onProblem(error);
        isTold = true;
      }
    },
  };
}

/**
 * Puts the first line right where a session was left running: nobody lives to end it, since there is one Offhook for a folder. Returns the
 * first line of the newest of those; undefined where all were closed. A file that cannot be read or written is told, and the others are mended.
 */
export function mendSessions(folder: string, own: string, onProblem: (error: unknown) => void): string | undefined {
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onProblem(error);
      return undefined;
    }
  };
  const names = attempt(() => readdirSync(folder)) ?? [];
  const others = names.filter((name) => ofAnOutcome.test(name) && name !== basename(own)).sort();
  return others.map((name) => attempt(() => mend(join(folder, name)))).findLast((line) => line !== undefined);
}

/** The new first line; undefined where there is nothing to mend. Throws what the disk says. */
function mend(path: string): string | undefined {
  const file = statSync(path);
  // Nobody may ever write into a pipe. What a folder is read for is the disk's word.
  if (file.size > maxBytes || !(file.isFile() || file.isDirectory())) return undefined;
  const mended = endedWithoutAWord(readFileSync(path, 'utf8'));
  if (mended === undefined) return undefined;
  replace(path, mended);
  return mended.split('\n', 1)[0];
}

/** Throws what the disk says. */
function replace(path: string, text: string): void {
  const beside = `${path}.new`;
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}
