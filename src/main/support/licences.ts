/** The licences of everything shipped, as the build wrote them beside each bundle (scripts/lib/shipped-licences.mjs). */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LicenceNotice } from '../../shared/model/licence.ts';

const notices = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }));

/** Those of all files together, by name, each version once. A file that is missing or damaged adds nothing. */
export async function readLicences(files: readonly string[]): Promise<readonly LicenceNotice[]> {
  const lists = await Promise.all(files.map(readOne));
  const each = new Map(lists.flat().map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...each.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

async function readOne(file: string): Promise<readonly LicenceNotice[]> {
  try {
    return notices.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}
