import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPicture } from './picture.ts';

const look = (bytes: Uint8Array) => readPicture(bytes, crc32);

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function png(width: number, height: number, parts: readonly Buffer[] = [chunk('IDAT', deflateSync('x'))]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([start, chunk('IHDR', header), ...parts, chunk('IEND', Buffer.alloc(0))]);
}

function jpeg(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from('fffffffe00046162', 'hex'),
    Buffer.concat([Buffer.from('ffc2000b08', 'hex'), size, Buffer.from('01011100', 'hex')]),
    Buffer.from('ffda0008010100003f00aa00ff00bbffd9', 'hex'),
  ]);
}

describe('pictures', () => {
  it('[N8] says what a PNG and a JPEG measure', () => {
    expect(look(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    expect(look(jpeg(1280, 720))).toEqual({ type: 'image/jpeg', width: 1280, height: 720 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'strange'],
    ['a GIF', Buffer.from('GIF89a'), 'strange'],
    ['a web page', Buffer.from('<html>'), 'strange'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'strange'],
    ['a PNG without pixels', png(0, 10), 'damaged'],
    ['a PNG without data', png(10, 10, []), 'damaged'],
    ['a PNG wider than any page', png(8193, 1), 'too-large'],
    ['a PNG of too many pixels', png(8000, 8000), 'too-large'],
    ['a JPEG of too many pixels', jpeg(8000, 8000), 'too-large'],
    ['a JPEG beyond every side', jpeg(65_535, 65_535), 'too-large'],
    ['a JPEG that begins and no more', Buffer.from('ffd8ffe0', 'hex'), 'damaged'],
    ['a JPEG whose scan comes before its size', Buffer.from('ffd8ffda0004aabbffd9', 'hex'), 'damaged'],
  ])('[N10] %s', (_, bytes, problem) => {
    expect(look(bytes)).toBe(problem);
  });

  it('[N10] a picture that is cut anywhere is damaged, and never whole', () => {
    for (const whole of [png(3, 3), jpeg(3, 3)]) {
      for (let length = 8; length < whole.length; length += 1) expect(look(whole.subarray(0, length))).toBe('damaged');
    }
  });

  it('[N10] a PNG in which one bit turned is never taken', () => {
    const whole = png(3, 3);
    fc.assert(
      fc.property(fc.integer({ min: 8, max: whole.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const turned = Buffer.from(whole);
        turned[at] = (turned[at] ?? 0) ^ (1 << bit);
        expect(typeof look(turned)).toBe('string');
      }),
    );
  });

  it('never throws, and takes nothing that is larger than a page may be', () => {
    const starts = [Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('ffd8ff', 'hex'), Buffer.alloc(0)];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        const facts = look(Buffer.concat([start, rest]));
        if (typeof facts !== 'string') expect(Math.max(facts.width, facts.height)).toBeLessThanOrEqual(8192);
      }),
    );
  });
});
