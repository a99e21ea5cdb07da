import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { epidFrom, gruuOpaqueOf, instanceIdOf, type Sha1 } from './endpoint.ts';

const sha1: Sha1 = (data) => new Uint8Array(createHash('sha1').update(data).digest());

it.each([
  ['01010101', '4b1682a8-f968-5701-83fc-7c6741dc6697'],
  ['c8ca638a15', '34d859db-6585-5f91-a3b4-de853c15347d'],
])('derives the instance id of epid %s', (epid, instance) => {
  expect(instanceIdOf(epid, sha1)).toBe(instance);
});

it('derives the GRUU of an instance id, in either case', () => {
  const opaque = 'user:epid:21nYNIVlkV-jtN6FPBU0fQAA';
  expect(gruuOpaqueOf('34d859db-6585-5f91-a3b4-de853c15347d')).toBe(opaque);
  expect(gruuOpaqueOf('34D859DB-6585-5F91-A3B4-DE853C15347D')).toBe(opaque);
});

it.each(['', 'x', '34d859db-6585-5f91-a3b4-de853c15347', '{34d859db-6585-5f91-a3b4-de853c15347d}'])(
  'has no GRUU for %j',
  (text) => {
    expect(gruuOpaqueOf(text)).toBeUndefined();
  },
);

it('makes an epid of 10 hex digits', () => {
  expect(epidFrom(Uint8Array.of(0, 1, 0xab, 0xff, 16, 99))).toBe('0001abff10');
});
