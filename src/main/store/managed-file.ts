/** The managed file on disk: where it lies on each system, and whether only an administrator can have written it. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import type { ManagedFileProblem } from '../../shared/model/managed.ts';
import { mostBytes } from './managed-values.ts';

const root = 0;
const othersMayWrite = 0o022;

export interface ManagedPlace {
  readonly path: string;
  /** Named by a variable of the environment. */
  readonly isForTests: boolean;
  /** The file and its folder must belong to one of these users; undefined where the system has no such numbers. */
  readonly owners: readonly number[] | undefined;
}

/** The variable that names another file. It is for tests, and counts only where the system has no managed file. */
const managedFileVariable = 'OFFHOOK_MANAGED_FILE';

/** Where this computer's managed file lies, or would. */
export function managedPlace(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  ownUser: number | undefined,
): ManagedPlace {
  const path = systemPath(platform, environment);
  const other = environment[managedFileVariable];
  if (other && !exists(path)) {
    return { path: other, isForTests: true, owners: ownUser === undefined ? undefined : [root, ownUser] };
  }
  return { path, isForTests: false, owners: platform === 'win32' ? undefined : [root] };
}

function systemPath(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return win32.join(environment.ProgramData ?? 'C:\\ProgramData', 'Offhook', 'managed.json');
  const folder = platform === 'darwin' ? '/Library/Application Support/Offhook' : '/etc/offhook';
  return posix.join(folder, 'managed.json');
}

/** Also true where it cannot be told. */
function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

export type ManagedFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: ManagedFileProblem };

/** The file's text; never throws. A link is not followed, and what is judged is what is read. */
export function readManagedFile({ path, owners }: ManagedPlace): ManagedFile {
  let file: number;
  try {
    // Without waiting for a writer, should it be a pipe; Windows knows neither flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return isMissing(error) ? { kind: 'none' } : { kind: 'refused', reason: isLink(path) ? 'link' : 'no-access' };
  }
  try {
    const reason = objection(fstatSync(file), lstatSync(dirname(path)), owners);
    return reason ? { kind: 'refused', reason } : textIn(file);
  } catch {
    return { kind: 'refused', reason: 'no-access' };
  } finally {
    closeSync(file);
  }
}

function objection(file: Stats, folder: Stats, owners: ManagedPlace['owners']): ManagedFileProblem | undefined {
  if (!file.isFile()) return 'not-a-file';
  if (owners) {
    if (!owners.includes(file.uid)) return 'owner';
    if ((file.mode & othersMayWrite) !== 0) return 'writable';
    // Who may write there can put another file in its place.
    if (!folder.isDirectory() || !owners.includes(folder.uid) || (folder.mode & othersMayWrite) !== 0) return 'folder';
  }
  return file.size > mostBytes ? 'too-large' : undefined;
}

function textIn(file: number): ManagedFile {
  // It may have grown since it was judged.
  const bytes = Buffer.alloc(mostBytes + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length > mostBytes) return { kind: 'refused', reason: 'too-large' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)) };
  } catch {
    return { kind: 'refused', reason: 'not-json' };
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
