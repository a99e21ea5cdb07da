import { expect, it } from 'vitest';
import { itemsOf, readDer } from './der.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

it('reads short and long lengths', () => {
  expect(readDer(bytes('0402aabb'))?.content).toEqual(bytes('aabb'));
  expect(readDer(bytes(`048180${'aa'.repeat(128)}ff`))?.content).toHaveLength(128);
  expect(itemsOf(readDer(bytes('30040400 0500'.replace(' ', '')))).map(({ tag }) => tag)).toEqual([4, 5]);
});

it('takes nothing that does not fit: no end, no length, the length that BER leaves open, one of five bytes', () => {
  const wrong = ['', '04', '0402aa', '0482ff', `0480${'aa'.repeat(200)}0000`, `0485000000000100`, `0484ffffffffaa`];
  expect(wrong.filter((hex) => readDer(bytes(hex)) !== undefined)).toEqual([]);
  expect(itemsOf(readDer(bytes('300304020a')))).toEqual([]);
  expect(itemsOf(readDer(bytes(`3081ca${'0500'.repeat(101)}`)))).toEqual([]);
});
