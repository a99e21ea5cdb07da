import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManagedJson } from './managed-json.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('JSON written by hand', () => {
  it('keeps its value and the line of each part', () => {
    const read = readManagedJson('{\n  "a": [1,\n 2],\r\n  "b": {"c": null}\n}\n');
    expect(read).toMatchObject({ kind: 'value', value: { a: [1, 2], b: { c: null } }, twice: [] });
    const lines = read.kind === 'value' ? Object.fromEntries(read.lines) : {};
    expect(lines).toEqual({ '': 1, a: 2, 'a.0': 2, 'a.1': 3, b: 4, 'b.c': 4 });
  });

  it.each([
    ['', 1],
    ['{\n"a": 1,\n}', 3],
    ['{\n"a": tru\n}', 2],
    ['{"a": 1}\n{', 2],
    ["{'a': 1}", 1],
    ['{\n// why\n"a": 1}', 2],
    ['[01]', 1],
  ])('that is none is told by its line: %j', (text, line) => {
    expect(readManagedJson(text)).toEqual({ kind: 'not-json', line });
  });

  it('says which names stand there twice', () => {
    expect(readManagedJson('{"a": 1, "b": {"c": 1, "\\u0063": 2}}')).toMatchObject({ twice: ['b.c'] });
  });

  it('is bounded in depth, however deep it is', () => {
    for (const depth of [14, 100_000]) {
      expect(readManagedJson('['.repeat(depth) + ']'.repeat(depth)).kind).toBe('too-deep');
      expect(readManagedJson('{"a":'.repeat(depth)).kind).toBe('too-deep');
    }
  });

  it('is exactly what JSON.parse takes, and has its value', () => {
    const text = fc.oneof(
      fc.json({ depthSize: 'small', maxDepth: 5 }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:01.eE-tfn\\u \n'), maxLength: 40 }),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (source) => {
        const read = readManagedJson(source);
        expect(read.kind === 'value').toBe(isJson(source));
        if (read.kind === 'value') expect(read.value).toEqual(JSON.parse(source));
      }),
    );
  });
});
