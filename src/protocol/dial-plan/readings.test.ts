import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDialPlan, normaliseNumber } from './normalise.ts';
import { readingsOf } from './readings.ts';

const around = { domain: 'contoso.com' };

function planOf(...pairs: readonly (readonly [pattern: string, translation: string])[]) {
  const rules = pairs.map(([pattern, translation]) => ({ pattern, translation, internalExtension: false }));
  return compileDialPlan({ name: 'test', rules });
}

describe('a text that is no bare number', () => {
  it.each([
    // Letters on the keys, ITU-T E.161.
    ['1-800-FLOWERS', '18003569377', undefined],
    ['+1 800 flowers', '+18003569377', undefined],
    ['0800 PQRS TUV WXYZ', '080077778889999', undefined],
    // Words before it.
    ['Phone 22334455', '22334455', undefined],
    ['Tel.: +47 22 33 44 55', '+4722334455', undefined],
    ['Téléphone : 01 22 33 44 55', '0122334455', undefined],
    ['Mobile: (425) 555-0100', '4255550100', undefined],
    // An extension behind it.
    ['+1 (425) 555-0100 ext. 12', '+14255550100', '12'],
    ['Phone: 22334455 x 4711', '22334455', '4711'],
    ['22334455x12', '22334455', '12'],
    ['22334455, Durchwahl 99', '22334455', '99'],
    ['22 33 44 55 poste 7', '22334455', '7'],
    ['tel:+441785123456;ext=12', '+441785123456', '12'],
    // A zero that is for callers inside the country.
    ['+47 (0) 22 33 44 55', '+4722334455', undefined],
    ['(+44)(0)1785 123456 ext 3', '+441785123456', '3'],
    ['\uFF0B44\uFF08\uFF10\uFF091785 123456', '+441785123456', undefined],
    ['\u202A+49 (0) 30\u2011123456\u202C', '+4930123456', undefined],
    // And zeros that are not.
    ['+39 (0) 6 123456', '+3906123456', undefined],
    ['+1 (0800) 123456', '+10800123456', undefined],
    ['(0) 22 33 44 55', '022334455', undefined],
    ['0047 (0) 22334455', '0047022334455', undefined],
  ])('%s is dialled as %s, extension %s', (typed, number, extension) => {
    const result = normaliseNumber(undefined, typed, around);
    expect([result.cleaned, result.result, result.dials?.extension]).toEqual([number, number, extension]);
  });

  it.each([
    'karen',
    'karen2',
    'karen22334455',
    'Karen 12',
    'Room 4711',
    '12flowers',
    '800ABC',
    'FLOWERS',
    'x12',
    'ext. 12',
    'Phone',
    'Phone: ',
    '22334455 or 22334466',
    'http://22334455',
    '800FLOWERS!',
  ])('%s is no number', (typed) => {
    expect(normaliseNumber(undefined, typed, around)).toMatchObject({ outcome: 'not-a-number' });
  });
});

describe('rules of the company', () => {
  it('come before what letters and extensions are taken for', () => {
    const plan = planOf(['^(\\+?)(\\d+)(X|x|EXT)(\\d+)$', '$1$2;ext=$4'], ['^0800FLOWERS$', '+4799']);
    expect(normaliseNumber(plan, '+14255550100x42').result).toBe('+14255550100;ext=42');
    expect(normaliseNumber(plan, '0800FLOWERS').result).toBe('+4799');
  });

  it('hear what is left when they do not know the text', () => {
    const plan = planOf(['^0(\\d+)$', '+47$1']);
    expect(normaliseNumber(plan, '0800flowers')).toMatchObject({ result: '+478003569377', outcome: 'matched' });
    expect(normaliseNumber(plan, 'Phone: 022334455 ext 12', around)).toMatchObject({
      result: '+4722334455',
      dials: { extension: '12' },
    });
  });

  it('that leave a zero in brackets in place do not know it, and those that take it away do', () => {
    const leaves = planOf(['^\\+(\\d+)$', '+$1']);
    expect(normaliseNumber(leaves, '+47 (0) 22334455')).toMatchObject({ result: '+4722334455', outcome: 'matched' });
    expect(normaliseNumber(leaves, '+47022334455').result).toBe('+47022334455');
    const takes = planOf(['^\\+440(\\d{10})$', '+44$1']);
    expect(normaliseNumber(takes, '+44 (0) 1785123456')).toMatchObject({
      cleaned: '+4401785123456',
      result: '+441785123456',
    });
  });
});

it('reads anything without a fault, and at most in two ways', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => {
      expect(readingsOf(typed).length).toBeLessThanOrEqual(2);
    }),
  );
});

it('reads digits and separators in one way', () => {
  const signs = fc.constantFrom(...'0123456789 -.*#');
  fc.assert(
    fc.property(fc.string({ unit: signs, minLength: 1, maxLength: 40 }), (typed) => {
      expect(readingsOf(typed)).toHaveLength(1);
    }),
  );
});
