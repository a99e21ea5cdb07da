import { describe, expect, it } from 'vitest';
import { isAnchored } from './anchors.ts';
import { compileDialPlan, type DialPlan, normaliseNumber } from './normalise.ts';
import { compilePattern } from './pattern.ts';
import type { ProfileRule } from './read.ts';

function planOf(...rules: readonly Partial<ProfileRule>[]): DialPlan {
  return compileDialPlan({
    name: 'test',
    rules: rules.map((rule) => ({ pattern: '', translation: '', internalExtension: false, ...rule })),
  });
}

/** A reference by name, as replacement texts write it. */
const reference = (name: string) => `$\{${name}}`;

describe('[G10] server-sent patterns', () => {
  it('a pattern that explodes elsewhere is answered', () => {
    const plan = planOf({ pattern: '^(\\d+)+$', translation: '$1' }, { pattern: 'x$', translation: '!' });
    expect(normaliseNumber(plan, `${'1'.repeat(63)}x`)).toMatchObject({
      result: `${'1'.repeat(63)}!`,
      rule: { number: 2 },
    });
    const nested = planOf({ pattern: '^((((\\d*)*)*)*)*[ab]$', translation: '' });
    expect(normaliseNumber(nested, '1'.repeat(64)).outcome).toBe('no-rule');
  });

  it.each([
    ['^(?=\\d{4})\\d+$', /ahead or behind/],
    ['^(?!0)\\d+$', /ahead or behind/],
    ['(?<=1)2', /ahead or behind/],
    ['(?<!1)2', /ahead or behind/],
    ['^(?>\\d+)$', /atomic/],
    ['^(?(1)a|b)$', /condition/],
    ['^(?<a-b>x)$', /balancing/],
    ["^(?'a-b'x)$", /balancing/],
    ['^(\\d)\\1$', /refers back/],
    ['^(?<a>\\d)\\k<a>$', /refers back/],
    ['(?x) \\d', /option/],
    ['(?in)\\d', /option/],
    ['[\\d-[5]]+', /class within a class/],
    ['[[:digit:]]', /class within a class/],
    ['\\G\\d', /\\G/],
    ['\\Q1\\E', /\\Q/],
    ['(', /can read/],
    ['\\', /can read/],
    ['[z-a]', /can read/],
    ['\\d{1,100000}', /can read/],
    ['((\\d{999}){999}){999}', /can read/],
    ['', /no pattern/],
    [`^${'(a|b)'.repeat(200)}$`, /longer/],
  ])('%s is reported as unusable and passed over', (pattern, reason) => {
    const plan = planOf({ pattern, translation: 'bad' }, { pattern: '^(\\d+)$', translation: 'good$1' });
    expect(plan.rules[0]?.unusable).toMatch(reason);
    expect(normaliseNumber(plan, '77')).toMatchObject({ result: 'good77', rule: { number: 2 } });
  });

  it.each([
    ["^(?'cc'\\d\\d)(\\d+)$", `+${reference('cc')}-$1`, '4712', '+47-12'],
    ['^(?<cc>\\d\\d)(\\d+)$', '$2/$1', '4712', '47/12'],
    ['\\A(\\d+)\\Z', '$1!', '12', '12!'],
    ['^(?#area)(\\d+)$', '<$1>', '12', '<12>'],
    ['^(?i)x(\\d+)$', '$1', 'X12', '12'],
    ['^(?:00|\\+)(\\d+)$', '+$1', '0047', '+47'],
    ['^\\u0030(\\d+)$', '$1', '012', '12'],
    ['^[]1]+$', 'x', '11', 'x'],
    ['^(\\d)(\\d)?$', '$1-$2', '7', '7-'],
    ['^\\d+$', '$$$&$0', '12', '$1212'],
    ['2', "[$`|$'|$_|$+]", '123', '1[1|3|123|2]3'],
    ['^(\\d)$', `$10$9${reference('none')}$`, '7', `$10$9${reference('none')}$`],
    ['0', '1', '0102', '1112'],
  ])('%s is translated: %s', (pattern, translation, typed, result) => {
    expect(normaliseNumber(planOf({ pattern, translation }), typed)).toMatchObject({ result, outcome: 'matched' });
  });

  it('a result that grows is bounded', () => {
    const compiled = compilePattern('\\d');
    expect(compiled.ok && compiled.pattern.replace('1'.repeat(64), '$_'.repeat(128))).toHaveLength(1024);
  });

  it('patterns that compile to very much are bounded together', () => {
    const large = { pattern: '^((\\d{1,30}){1,33})x$', translation: '' };
    const plan = planOf(large, large, large, { pattern: '^(\\d+)$', translation: 'ok$1' });
    expect(plan.rules.map(({ unusable }) => unusable !== undefined)).toEqual([false, false, true, false]);
    expect(plan.rules[2]?.unusable).toMatch(/too large/);
    expect(normaliseNumber(plan, '77').result).toBe('ok77');
  });

  it('only the first fifty rules run', () => {
    const rules = Array.from({ length: 60 }, (_, index) => ({ pattern: `^${index + 100}$`, translation: 'x' }));
    const plan = planOf(...rules);
    expect(plan.rules).toHaveLength(60);
    expect(normaliseNumber(plan, '149').outcome).toBe('matched');
    expect(normaliseNumber(plan, '150').outcome).toBe('no-rule');
    expect(plan.rules[50]?.unusable).toMatch(/50 rules/);
  });
});

it.each([
  ['^(\\d{6})$', true],
  ['^(999$|112$)', true],
  ['(^1$|^2$)', true],
  ['^(?:1|2)$', true],
  ['\\A1\\z', true],
  ['^1$|^2$', true],
  ['^1|^2$', false],
  ['^1', false],
  ['1$', false],
  ['^1\\$', false],
  ['^1[$]', false],
  ['^(1$)?', false],
  ['^(1$|2)', false],
  ['(^)?1$', false],
  ['', false],
  ['^(((', false],
  [')$', false],
])('[G5] %s is anchored: %s', (pattern, expected) => {
  expect(isAnchored(pattern)).toBe(expected);
});
