/** Names this installation, so that its endpoint is the same at every sign-in. It says nothing about machine or person. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../shared/clock.ts';

/** The id kept in a folder, made on first use. Where it cannot be kept, which is told, it holds until the end of this run. */
export function installIdIn(folder: string, random: Random, onProblem: (error: unknown) => void): string {
  const file = join(folder, 'install-id');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{32}$/.test(kept)) return kept;
  } catch {
    // The first start.
  }
  const made = Buffer.from(random.bytes(16)).toString('hex');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${made}\n`, { mode: 0o600 });
  } catch (error) {
    onProblem(error);
  }
  return made;
}
