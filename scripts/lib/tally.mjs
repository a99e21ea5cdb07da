/** What a runner of tests wrote about its tests, as numbers. */
import { readFile } from 'node:fs/promises';

/**
 * Reads a runner's own report. A runner that failed without a failed test, or left no report however well it ended, is one failure itself.
 * Rejects for a report that cannot be read.
 * @param {string} file
 * @param {number} code that the runner ended with
 * @param {(report: any) => import('./lanes.mjs').Tally} read
 * @returns {Promise<import('./lanes.mjs').Tally>}
 */
export async function tally(file, code, read) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = read(JSON.parse(text));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
