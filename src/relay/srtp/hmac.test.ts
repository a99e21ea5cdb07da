import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHmacSha1 } from './hmac.ts';

/** RFC 2202 3, those whose key is no longer than a block. */
const vectors = [
  { key: Buffer.alloc(20, 0x0b), data: 'Hi There', hmac: 'b617318655057264e28bc0b6fb378c8ef146be00' },
  { key: Buffer.from('Jefe'), data: 'what do ya want for nothing?', hmac: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79' },
  { key: Buffer.alloc(20, 0x0c), data: 'Test With Truncation', hmac: '4c1a03424b55e07fe7f27be1d58bb9324a9a5a04' },
];

it.each(vectors)('makes what RFC 2202 has for "$data"', ({ key, data, hmac }) => {
  expect(hex(createHmacSha1(key)(Buffer.from(data), data.length))).toBe(hmac);
});

it('makes the same as node:crypto of the beginning of messages of any length, with a word and without, one after the other', () => {
  const key = Buffer.alloc(20, 0x5a);
  const ours = createHmacSha1(key);
  const length = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 4000 }), fc.constantFrom(1436, 1437, 1500, 1501, 65_535));
  const word = fc.option(fc.nat({ max: 0xffff_ffff }), { nil: undefined });
  fc.assert(
    fc.property(length, fc.nat({ max: 20 }), word, fc.integer(), (end, behind, word, seed) => {
      const message = Buffer.alloc(end + behind, seed & 0xff);
      message.fill('beginning', 0, Math.min(9, end));
      expect(hex(ours(message, end, word))).toBe(expected(key, message.subarray(0, end), word));
    }),
  );
});

it('keeps the messages of several keys apart', () => {
  const keys = [Buffer.alloc(20, 1), Buffer.alloc(20, 2)];
  const ours = keys.map(createHmacSha1);
  for (const message of ['one', 'other'].map((text) => Buffer.from(text)))
    for (const [at, key] of keys.entries())
      expect(hex(ours[at]?.(message, message.length))).toBe(expected(key, message));
});

function expected(key: Buffer, message: Buffer, word?: number): string {
  const hmac = createHmac('sha1', key).update(message);
  const four = Buffer.alloc(4);
  if (word !== undefined) four.writeUInt32BE(word);
  return hmac.update(word === undefined ? '' : four).digest('hex');
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}
