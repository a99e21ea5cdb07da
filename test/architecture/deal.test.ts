/** The parts that `npm test` deals the tests into: no file is in two of them, and none in none. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deal } from '../../scripts/lib/deal.mjs';

const path = fc
  .tuple(fc.constantFrom('test/service/', 'test/fuzz/', 'src/renderer/app/', 'src/main/', ''), fc.string())
  .map(([folder, name]) => `${folder}${name}.test.ts`);

it('deals each file once, and the same way whatever their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 200 }), fc.integer({ min: 1, max: 8 }), (paths, count) => {
      const parts = deal(paths, count);
      expect(parts).toHaveLength(count);
      expect(parts.flat().sort()).toEqual([...paths].sort());
      expect(deal([...paths].reverse(), count)).toEqual(parts);
    }),
  );
});

it('keeps what loads the same together, and the parts alike in length', () => {
  const files = (folder: string, count: number) => Array.from({ length: count }, (_, at) => `${folder}${at}.test.ts`);
  const parts = deal([...files('src/net/', 400), ...files('src/renderer/', 100), ...files('test/service/', 100)], 4);
  expect(parts.map((part) => new Set(part.map((name) => name.split('/')[1])).size)).toEqual([1, 1, 2, 2]);
  expect(Math.abs((parts[0]?.length ?? 0) - (parts[1]?.length ?? 0))).toBeLessThanOrEqual(1);
});
