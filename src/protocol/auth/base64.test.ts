import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { fromHex, isSameSecret, joinBytes, toHex } from './bytes.ts';

it('writes and reads base64 as everybody does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(encodeBase64(bytes)).toBe(text);
      expect(decodeBase64(text)).toEqual(bytes);
      expect(decodeBase64(text.replace(/=+$/, ''))).toEqual(bytes);
    }),
  );
});

it.each(['A', 'AB=CD', '=', '====', 'AA==A', 'AAA==', 'A B=', '*** this is no base64 ***', 'AA-_', 'AAAAA'])(
  'refuses %s',
  (text) => expect(decodeBase64(text)).toBeUndefined(),
);

it('reads any text or says it is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bytes = decodeBase64(text);
      if (bytes) expect(bytes.length).toBe(Math.floor((text.replace(/=+$/, '').length * 3) / 4));
    }),
  );
});

it('keeps bytes through hex, and compares them as secrets', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(fromHex(toHex(a).toUpperCase())).toEqual(a);
      expect(isSameSecret(a, b)).toBe(Buffer.compare(a, b) === 0);
      expect(isSameSecret(joinBytes(a, b), joinBytes(a, b))).toBe(true);
    }),
  );
  expect([fromHex('0'), fromHex('0g'), fromHex(' 0')]).toEqual([undefined, undefined, undefined]);
});
