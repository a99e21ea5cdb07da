import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isNewer, isVersion } from './version.ts';

/** In their order, as Semantic Versioning 11 has it. */
const ascending = [
  ...['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1'],
  ...['1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'],
];

it('knows which of two versions is newer', () => {
  for (const [place, one] of ascending.entries()) {
    for (const [otherPlace, other] of ascending.entries()) {
      expect(isNewer(one, other), `${one} > ${other}`).toBe(place > otherPlace);
    }
  }
});

it('takes nothing else for a version', () => {
  for (const text of ['', '1', '1.0', 'v1.0.0', '1.0.0 ', '1.0.0-', '1.0.0-a..b', '1.0.0+build', '9999999999.0.0']) {
    expect(isVersion(text), text).toBe(false);
    expect(isNewer(text, '0.0.1')).toBe(false);
    expect(isNewer('0.0.1', text)).toBe(false);
  }
});

it('takes no number with a zero in front for a version, as nobody who installs one does', () => {
  for (const text of ['01.0.0', '1.00.0', '1.0.01', '1.0.0-01', '1.0.0-a.007']) {
    expect(isVersion(text), text).toBe(false);
    expect(isNewer(text, '0.0.1')).toBe(false);
  }
  for (const text of ['0.0.0', '1.0.0-0', '1.0.0-0a', '1.0.0-a.0']) expect(isVersion(text), text).toBe(true);
});

it('tells builds apart that are counted by date and time, down to the millisecond', () => {
  const [one, other] = ['1.0.0-20261122191500123', '1.0.0-20261122191500124'];
  expect([isNewer(other, one), isNewer(one, other)]).toEqual([true, false]);
  expect(isNewer('1.0.0-100000000000000000000', '1.0.0-99999999999999999999')).toBe(true);
});

it('never finds both newer than the other', () => {
  const part = fc.integer({ min: 0, max: 3 });
  const version = fc
    .tuple(part, part, part, fc.option(fc.constantFrom('a', 'b', '1', '2', 'a.1', 'a.b')))
    .map(([a, b, c, addition]) => `${a}.${b}.${c}${addition === null ? '' : `-${addition}`}`);
  fc.assert(
    fc.property(version, version, (one, other) => {
      expect([isNewer(one, other), isNewer(other, one), one === other].filter(Boolean)).toHaveLength(1);
    }),
  );
});
