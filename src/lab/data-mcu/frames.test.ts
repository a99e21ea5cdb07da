import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, frameOf, objectFrame } from './frames.ts';

const OBJECT = 0x4a;

/** All frames of bytes that come in pieces, or the first problem. */
function read(bytes: Uint8Array, pieces: readonly number[] = []) {
  const reader = new FrameReader();
  const frames = [];
  let from = 0;
  for (const piece of [...pieces, bytes.length]) {
    const to = Math.min(bytes.length, from + piece);
    const reading = reader.push(bytes.subarray(from, to));
    if (!reading.ok) return reading.problem;
    frames.push(...reading.frames);
    from = to;
  }
  return frames;
}

describe('frames', () => {
  it('are the same however they are cut', () => {
    const object = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)));
    fc.assert(
      fc.property(fc.array(object, { maxLength: 6 }), fc.array(fc.nat(40), { maxLength: 60 }), (objects, pieces) => {
        const plain = objects.map((each): unknown => JSON.parse(JSON.stringify(each)));
        const bytes = Buffer.concat(objects.map((each) => objectFrame(each)));
        expect(read(bytes, pieces)).toEqual(plain.map((value) => ({ kind: 'object', value })));
      }),
    );
  });

  it('never throw on bytes of anybody’s', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(40)), (bytes, pieces) => {
        const seen = read(bytes, pieces);
        expect(typeof seen === 'string' ? ['length', 'kind', 'json'] : [seen]).toContain(seen);
      }),
    );
  });

  it.each([
    { name: 'no length', bytes: frameOf(OBJECT, Buffer.alloc(0), 0), problem: 'length' },
    { name: 'an endless one', bytes: frameOf(OBJECT, Buffer.alloc(4), 262_145), problem: 'length' },
    { name: 'an unknown kind', bytes: frameOf(0x58, Buffer.from('{}')), problem: 'kind' },
    { name: 'a list', bytes: frameOf(OBJECT, Buffer.from('[]')), problem: 'json' },
    { name: 'half an object', bytes: frameOf(OBJECT, Buffer.from('{"a":')), problem: 'json' },
    {
      name: 'one too deep',
      bytes: frameOf(OBJECT, Buffer.from(`{"a":${'['.repeat(20)}${']'.repeat(20)}}`)),
      problem: 'json',
    },
  ])('are refused: $name', ({ bytes, problem }) => {
    expect(read(bytes)).toBe(problem);
  });
});
