/** Where reports go: told before anything runs where that cannot be, and written whole, so that two runs side by side never leave half of each. */
import { lstatSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';

/**
 * Why one of these files should not be written, with its path in front: it cannot be, or it would take the place of another one or of what is read.
 * Makes the folders; undefined when all can be tried.
 */
export function objectionTo(written: readonly string[], read: readonly string[]): string | undefined {
  const taken = new Set(read.map(placeOf));
  for (const path of written) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return refusal(path, 'EISDIR: it is a folder');
    } catch (error) {
      return refusal(path, error);
    }
    const place = placeOf(path);
    if (taken.has(place)) return `${path}: is another file of this run.`;
    taken.add(place);
  }
  return undefined;
}

/** Writes a report; returns why it could not be written, with its path in front. */
export function writeReport(path: string, content: string): string | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (isReplaceable(path)) replace(placeOf(path), content);
    else writeFileSync(path, content);
    return undefined;
  } catch (error) {
    return refusal(path, error);
  }
}

function refusal(path: string, error: unknown): string {
  return `${path}: the report could not be written: ${error instanceof Error ? error.message : String(error)}`;
}

/** Nothing, or a plain file: a device, a pipe, and a link to nowhere are written to as they are. */
function isReplaceable(path: string): boolean {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? file.isFile() : lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function replace(path: string, content: string): void {
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    // The file may be writable where its folder is not.
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(path, content);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The same for two names of one file, also where it is not there yet. */
function placeOf(path: string): string {
  for (const known of [() => realpathSync(path), () => join(realpathSync(dirname(path)), basename(path))]) {
    try {
      return known();
    } catch {
      // The next one asks for less.
    }
  }
  return resolve(path);
}
