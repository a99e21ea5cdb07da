import fc from 'fast-check';
import { expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

it.each([
  ['Karen\r\nBerg', 'Karen Berg'],
  ['  Karen \t Berg  ', 'Karen Berg'],
  ['\u202eEve\u2066 (Organizer)\u2069', 'Eve (Organizer)'],
  ['\u200b\ufeff\u2060', ''],
  ['Zoë “Zed” O’Neill 🦊', 'Zoë “Zed” O’Neill 🦊'],
  ['قارن', 'قارن'],
  ['<b>Bold</b>', '<b>Bold</b>'],
])('%j is %j', (text, line) => {
  expect(oneLine(text, 256)).toBe(line);
});

it('is one well-formed line within its bound, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.integer({ min: 0, max: 300 }), (text, most) => {
      const line = oneLine(text, most);
      expect(line.length).toBeLessThanOrEqual(most);
      expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]/u);
    }),
  );
});
