import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from './locate.ts';

const text = `{
  "name": "a \\"test\\"",
  "steps": [
    { "do": "join",
      "who": "karen" }, 7
  ],
  "a.b": null
}`;

describe('a line', () => {
  it.each([
    ['', 1],
    ['name', 2],
    ['steps[0].who', 5],
    ['steps[1]', 5],
    ['a.b', 7],
    ['steps[0].missing.deeper', 4],
    ['steps[9]', 3],
    ['nowhere', 1],
  ])('of "%s" is %i', (path, line) => {
    expect(locate(text).lineOf(path)).toBe(line);
  });

  it.each([
    ['{\n"a": 1,\n}', 3],
    ['{\n"a"\n1}', 3],
    ['[1,\n2', 2],
    ['{"a": "x\ny"}', 1],
    ['', 1],
    ['{}\n{}', 2],
    ['[01]', 1],
  ])('where %j breaks is %i', (broken, line) => {
    expect(locate(broken).brokenAt).toBe(line);
  });
});

it('agrees with the reader of JSON about what is JSON', () => {
  const isJson = (each: string) => {
    try {
      JSON.parse(each);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(), fc.string({ maxLength: 2 }), (json, at, noise) => {
      for (const each of [json, json.slice(0, at % (json.length + 1)) + noise + json.slice(at % (json.length + 1))]) {
        expect([each, locate(each).brokenAt === undefined]).toEqual([each, isJson(each)]);
      }
    }),
  );
});

it('goes no deeper than it can', () => {
  const deep = '['.repeat(100_000);
  expect(locate(deep)).toMatchObject({ brokenAt: undefined });
  expect(locate(deep).lineOf('[0]')).toBe(1);
});

it('is no slower for what has a long name, and tells what is in it by what is around it', () => {
  const name = 'k'.repeat(100_000);
  const text = `{"a": 1,\n"${name}":\n[${'0,'.repeat(300_000)}0],\n"b": 2}`;
  const located = locate(text);
  expect(located.brokenAt).toBeUndefined();
  expect(['a', 'b', name, `${name}[7]`].map((path) => located.lineOf(path))).toEqual([1, 4, 1, 1]);
}, 20_000);
