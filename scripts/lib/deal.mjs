/** Which tests run in which part of `npm test`: each file in exactly one, and files that load the same things in the same. */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/**
 * Kinds of tests in the order in which they are dealt, with the seconds that a file of each takes on average. The last one takes what no other does.
 * @type {readonly { readonly folder: string, readonly seconds: number }[]}
 */
const KINDS = [
  { folder: 'test/service/', seconds: 4 },
  { folder: 'src/renderer/', seconds: 1 },
  { folder: '', seconds: 0.3 },
];

/**
 * Deals paths, relative to the checkout, into so many parts of about the same length. The same paths are always dealt the same way.
 * @param {readonly string[]} paths
 * @param {number} count
 * @returns {string[][]}
 */
export function deal(paths, count) {
  const cards = paths
    .map((path) => {
      const kind = KINDS.findIndex(({ folder }) => path.startsWith(folder));
      // Long files have names alike, and would stand side by side.
      return { path, kind, order: createHash('sha1').update(path).digest('hex'), seconds: KINDS[kind]?.seconds ?? 0 };
    })
    .sort((a, b) => a.kind - b.kind || (a.order < b.order ? -1 : 1));
  const whole = cards.reduce((sum, { seconds }) => sum + seconds, 0);
  /** @type {string[][]} */
  const parts = Array.from({ length: count }, () => []);
  let before = 0;
  for (const { path, seconds } of cards) {
    const at = Math.floor(((before + seconds / 2) / whole) * count);
    parts[at]?.push(path);
    before += seconds;
  }
  return parts;
}

/** Vitest's own order of files, with this deal for `--shard`. */
export class Dealer extends BaseSequencer {
  /**
   * @override
   * @type {BaseSequencer['shard']}
   */
  async shard(files) {
    const { root, shard } = this.ctx.config;
    if (!shard) return files;
    const nameOf = (/** @type {{ moduleId: string }} */ file) => relative(root, file.moduleId).replaceAll('\\', '/');
    const mine = new Set(deal(files.map(nameOf), shard.count)[shard.index - 1]);
    return files.filter((file) => mine.has(nameOf(file)));
  }
}
