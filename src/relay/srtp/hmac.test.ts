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
  expect(createHmacSha1(key)(Buffer.from(data)).toString('hex')).toBe(hmac);
});

it('makes the same as node:crypto of messages of any length and any parts, one after the other', () => {
  const key = Buffer.alloc(20, 0x5a);
  const ours = createHmacSha1(key);
  const parts = fc.array(fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ size: 'max', maxLength: 4000 })), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(parts, (lists) => {
      const buffers = lists.map((list) => Buffer.from(list));
      expect(ours(...buffers).equals(createHmac('sha1', key).update(Buffer.concat(buffers)).digest())).toBe(true);
    }),
  );
});

it('takes the longest message that a datagram holds, and short ones after it', () => {
  const key = Buffer.from('key');
  const ours = createHmacSha1(key);
  for (const length of [65_535, 0, 12]) {
    const message = Buffer.alloc(length, 7);
    expect(ours(message)).toEqual(createHmac('sha1', key).update(message).digest());
  }
});
