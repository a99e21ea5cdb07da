import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyStream } from './key-stream.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
/** RFC 3711 B.2 */
const keys = {
  encryption: hex('2B7E151628AED2A6ABF7158809CF4F3C'),
  salt: hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'),
  authentication: Buffer.alloc(20),
};

/** The longest datagram, over whole and broken blocks and pieces. */
const lengths = [0, 1, 15, 16, 17, 160, 175, 176, 177, 1535, 1536, 1537, 3072, 5000, 65_535];

it('is that of RFC 3711 B.2, at its beginning and at block 0xff00', () => {
  const bytes = Buffer.alloc(0xff03 * 16);
  createKeyStream(keys).apply(bytes, { start: 0, end: bytes.length }, { ssrc: 0, index: 0 });
  expect(bytes.subarray(0, 48)).toEqual(
    hex('E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0'),
  );
  expect(bytes.subarray(0xfeff * 16, 0xff02 * 16)).toEqual(
    hex('EC8CDF7398607CB0F2D21675EA9EA1E4 362B7C3C6773516318A077D7FC5073AE 6A2CC3787889374FBEB4C81B17BA6C44'),
  );
});

/** By counter mode itself, with a counter for this packet alone. */
function sealedAlone(plain: Buffer, { ssrc, index }: { ssrc: number; index: number }): Buffer {
  const counter = Buffer.concat([keys.salt, Buffer.alloc(2)]);
  const mask = hex(`00000000 ${ssrc.toString(16).padStart(8, '0')} ${index.toString(16).padStart(12, '0')} 0000`);
  for (let at = 0; at < 16; at++) counter[at] = (counter[at] ?? 0) ^ (mask[at] ?? 0);
  const body = createCipheriv('aes-128-ctr', keys.encryption, counter).update(plain.subarray(12));
  return Buffer.concat([plain.subarray(0, 12), body]);
}

it.each(lengths)('is that of counter mode over %i bytes, and leaves what stands before and behind', (length) => {
  const packet = { ssrc: 0xdeadbeef, index: 0x1234_5678_9abc };
  const plain = Buffer.alloc(12 + length, 0xd5);
  const room = Buffer.concat([plain, Buffer.from('behind')]);
  const sealed = room.subarray(0, plain.length);
  const stream = createKeyStream(keys);
  const span = { start: 12, end: plain.length };
  stream.apply(room, span, packet);
  expect(sealed.equals(sealedAlone(plain, packet))).toBe(true);
  stream.apply(room, span, packet);
  expect(room).toEqual(Buffer.concat([plain, Buffer.from('behind')]));
});

it('is each packet’s own, in whatever order packets of whatever length and source come', () => {
  const stream = createKeyStream(keys);
  const packet = fc.record({
    ssrc: fc.constantFrom(0, 1, 0xffff_ffff),
    index: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0xffff_fff0, max: 0x1_0000_0020 })),
    length: fc.constantFrom(0, 160, 175, 176, 177, 1200),
  });
  fc.assert(
    fc.property(packet, ({ length, ...place }) => {
      const plain = Buffer.alloc(12 + length, 0xd5);
      const sealed = Buffer.from(plain);
      stream.apply(sealed, { start: 12, end: sealed.length }, place);
      expect(sealed.equals(sealedAlone(plain, place))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
