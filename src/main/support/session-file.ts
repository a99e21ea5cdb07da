/** The file that tells a session's outcome in its first line; replaced as a whole at each change, so that it is never half of one. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endedWithoutAWord } from './session-story.ts';

const ofAnOutcome = /^session-.*\.txt$/;
/** Far more than a session writes; a file somebody else put there is not read to its end. */
const maxCharacters = 200_000;

export interface SessionFile {
  write(text: string): void;
}

/** A file at this path, made with the first write. What the disk refuses is told once, and nothing is written from then on. */
export function sessionFile(path: string, onProblem: (error: unknown) => void): SessionFile {
  let broken = false;
  return {
    write(text) {
      if (broken) return;
      try {
        replace(path, text);
      } catch (error) {
        broken = true;
        onProblem(error);
      }
    },
  };
}

/**
 * Puts the first line right where a session was left running: nobody lives to end it, since there is one Offhook for a folder. Returns the
 * first line of the newest of those; undefined where all were closed.
 */
export function mendSessions(folder: string, own: string, onProblem: (error: unknown) => void): string | undefined {
  let newest: string | undefined;
  try {
    const names = readdirSync(folder).filter((name) => ofAnOutcome.test(name) && name !== basename(own));
    for (const name of names.sort()) {
      const text = readFileSync(join(folder, name), 'utf8').slice(0, maxCharacters);
      const mended = endedWithoutAWord(text);
      if (mended === undefined) continue;
      replace(join(folder, name), mended);
      newest = mended.split('\n', 1)[0];
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onProblem(error);
  }
  return newest;
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
