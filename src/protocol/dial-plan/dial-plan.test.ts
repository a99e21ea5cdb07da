import { describe, expect, it } from 'vitest';
import { cleanNumber } from './clean.ts';
import { compileDialPlan, type DialPlan, normaliseNumber } from './normalise.ts';
import { type LocationProfile, type ProfileRule, readLocationProfile } from './read.ts';

const RULES: readonly (readonly [pattern: string, translation: string])[] = [
  ['^(\\d{6})$', '+441785$1'],
  ['^0([1-9])(\\d*)$', '+44$1$2'],
  ['^(00)?([1-9])(\\d{5,})$', '+$2$3'],
  ['^(999$|112$|123$|101$)', '+$1'],
  ['^\\+440(\\d{10}\\d?\\d?)', '+44$1'],
];

function documentOf(
  rules = RULES,
  namespace = 'http://schemas.microsoft.com/2007/03/locationProfileDescription',
): string {
  const elements = rules.map(
    ([pattern, translation]) =>
      `<Rule><Pattern>${pattern}</Pattern><Translation>${translation}</Translation><InternalEnterpriseExtension>false</InternalEnterpriseExtension></Rule>`,
  );
  return (
    `<LocationProfileDescription xmlns="${namespace}"><Name>UK_dial_plan</Name>${elements.join('')}` +
    '<ExternalAccessPrefix>9</ExternalAccessPrefix><OptimizeDeviceDialing>true</OptimizeDeviceDialing></LocationProfileDescription>'
  );
}

function profileOf(text: string): LocationProfile {
  const reading = readLocationProfile(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.profile;
}

const seed = compileDialPlan(profileOf(documentOf()));
const { externalAccessPrefix: _, ...withoutPrefix } = profileOf(documentOf());
const plain = compileDialPlan(withoutPrefix);

function planOf(...rules: readonly Partial<ProfileRule>[]): DialPlan {
  return compileDialPlan({
    name: 'test',
    rules: rules.map((rule) => ({ pattern: '', translation: '', internalExtension: false, ...rule })),
  });
}

function expectMatch(plan: DialPlan, [typed, rule, result]: readonly [string, number, string]): void {
  const answer = normaliseNumber(plan, typed);
  expect(answer).toMatchObject({ typed, result, outcome: 'matched', rule: { number: rule } });
}

describe('the five rules of the sign-in document', () => {
  it.each([['123456', 1, '+441785123456']] as const)('[G1] %s by rule %i: %s', (...vector) => {
    expectMatch(seed, vector);
  });

  it.each([
    ['01785123456', 2, '+441785123456'],
    ['0800123456', 2, '+44800123456'],
    ['012345', 1, '+441785012345'],
  ] as const)('[G2] %s by rule %i: %s', (...vector) => {
    expectMatch(seed, vector);
  });

  it.each([
    ['00441785123456', 3, '+441785123456'],
    ['441785123456', 3, '+441785123456'],
    ['14155550100', 3, '+14155550100'],
    ['1234567', 3, '+1234567'],
  ] as const)('[G3] %s by rule %i: %s', (...vector) => {
    expectMatch(seed, vector);
  });

  it.each([
    ['999', 4, '+999'],
    ['112', 4, '+112'],
    ['123', 4, '+123'],
    ['101', 4, '+101'],
  ] as const)('[G4] %s by rule %i: %s, shown as an emergency or service number', (...vector) => {
    expectMatch(seed, vector);
    expect(normaliseNumber(seed, vector[0]).emergency).toBe(true);
  });

  it.each([['100'], ['9991']])('[G4] %s matches nothing', (typed) => {
    expect(normaliseNumber(seed, typed)).toMatchObject({ result: typed, outcome: 'no-rule', emergency: false });
  });

  it.each([
    ['+4401785123456', 5, '+441785123456'],
    ['+44017851234567890', 5, '+4417851234567890'],
  ] as const)('[G5] %s by rule %i: the matched part is replaced, the rest kept: %s', (...vector) => {
    expectMatch(seed, vector);
  });

  it('[G5] a number too short for the rule stays, and the rule is marked as not anchored', () => {
    expect(normaliseNumber(seed, '+440178512345')).toMatchObject({ outcome: 'no-rule', result: '+440178512345' });
    expect(seed.rules.map(({ warning }) => warning)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'not-anchored',
    ]);
  });

  it('[G7] the prefix for outside lines is stripped when that leads to a better rule', () => {
    expect(normaliseNumber(seed, '901785123456')).toMatchObject({
      cleaned: '901785123456',
      result: '+441785123456',
      prefixStripped: true,
      rule: { number: 2 },
    });
    expect(normaliseNumber(plain, '901785123456')).toMatchObject({ result: '+901785123456', prefixStripped: false });
  });

  it.each([
    ['999', '+999', false],
    ['9999', '+999', true],
    ['912345', '+441785912345', false],
    ['9123456', '+441785123456', true],
    ['900441785123456', '+441785123456', true],
    ['+919876543210', '+919876543210', false],
    ['9', '9', false],
  ])('[G7] %s becomes %s, prefix stripped: %s', (typed, result, prefixStripped) => {
    expect(normaliseNumber(seed, typed)).toMatchObject({ result, prefixStripped });
  });

  it('[G7] the prefix takes effect only where the plan says so', () => {
    const profile = { ...profileOf(documentOf()), optimizeDeviceDialing: false };
    expect(normaliseNumber(compileDialPlan(profile), '901785123456').result).toBe('+901785123456');
  });

  it.each([
    ['01785 123456', '01785123456', '+441785123456'],
    ['(01785) 123456', '01785123456', '+441785123456'],
    ['01785-12.34.56', '01785123456', '+441785123456'],
    ['１２３４５６', '123456', '+441785123456'],
    ['（０１７８５）１２３４５６', '01785123456', '+441785123456'],
    ['\u202A+44 (0)1785 123456\u202C', '+4401785123456', '+441785123456'],
    ['\u0661\u0662\u0663\u0664\u0665\u0666', '123456', '+441785123456'],
    ['01785\u00A0123\u2011456', '01785123456', '+441785123456'],
  ])('[G8] %s is read as %s', (typed, cleaned, result) => {
    expect(normaliseNumber(seed, typed)).toMatchObject({ typed, cleaned, result });
  });

  it('[G9] without a match the number is dialled as typed', () => {
    expect(normaliseNumber(seed, '12 34')).toEqual({
      typed: '12 34',
      cleaned: '1234',
      result: '1234',
      prefixStripped: false,
      isExtension: false,
      emergency: false,
      outcome: 'no-rule',
    });
  });

  it.each([
    ['', 'not-a-number'],
    ['()', 'not-a-number'],
    ['+', 'not-a-number'],
    ['karen', 'not-a-number'],
    ['12flowers', 'not-a-number'],
    ['12<34', 'not-a-number'],
    ['sip:a@b.c', 'not-a-number'],
    ['*21#', 'no-rule'],
    ['1'.repeat(65), 'too-long'],
  ])('[G9] %s is told apart: %s', (typed, outcome) => {
    expect(normaliseNumber(seed, typed)).toMatchObject({ outcome });
  });

  it('[G11] before a plan is active the number stays as it is and says so', () => {
    expect(normaliseNumber(undefined, '01785 123456')).toMatchObject({ result: '01785123456', outcome: 'no-plan' });
    expect(normaliseNumber(undefined, '112')).toMatchObject({ emergency: true, outcome: 'no-plan' });
    expect(normaliseNumber(undefined, 'karen')).toMatchObject({ outcome: 'not-a-number' });
  });

  it('[G6] an extension is tagged, and nobody needs a prefix for it', () => {
    const rules = [{ pattern: '^(\\d{4})$', translation: '+441785123$1', internalExtension: true }];
    const plan = compileDialPlan({ name: 'x', rules, externalAccessPrefix: '9', optimizeDeviceDialing: true });
    expect(normaliseNumber(plan, '4711')).toMatchObject({ result: '+4417851234711', isExtension: true });
    expect(normaliseNumber(plan, '94711')).toMatchObject({ outcome: 'no-rule' });
  });

  it('[G1] the first match wins, in document order', () => {
    const plan = planOf({ pattern: '^(\\d+)$', translation: 'A$1' }, { pattern: '^(\\d{6})$', translation: 'B$1' });
    expectMatch(plan, ['123456', 1, 'A123456']);
  });
});

describe('documented plans of other companies', () => {
  it.each([
    ['^1([0-9]{4})$', '+1999421$1', '10042', '+19994210042'],
    ['^([2-9]\\d{9})$', '+1$1', '4255550100', '+14255550100'],
    ['^011(\\d*)$', '+$1', '01147555', '+47555'],
    ['^(\\+?)(\\d+)(X|x|EXT)(\\d+)$', '$1$2;ext=$4', '+14255550100x42', '+14255550100;ext=42'],
    ['^911$', '+911', '911', '+911'],
  ])('[G3] %s → %s', (pattern, translation, typed, result) => {
    expect(normaliseNumber(planOf({ pattern, translation }), typed)).toMatchObject({ result, outcome: 'matched' });
  });
});

describe('[F11] reading a location profile', () => {
  it('in either namespace', () => {
    const upper = 'http://schemas.microsoft.com/2007/03/LocationProfileDescription';
    expect(profileOf(documentOf(RULES, upper))).toEqual(profileOf(documentOf()));
    expect(profileOf(documentOf())).toEqual({
      name: 'UK_dial_plan',
      rules: RULES.map(([pattern, translation]) => ({ pattern, translation, internalExtension: false })),
      externalAccessPrefix: '9',
      optimizeDeviceDialing: true,
    });
  });

  it.each([
    ['the seed’s own print', documentOf().replace('<Pattern>', '<Pattern&gt;').replaceAll('"', '”'), 'not-well-formed'],
    ['a document that breaks off', documentOf().slice(0, -9), 'not-well-formed'],
    ['another document', '<provisionGroupList/>', 'not-a-profile'],
    ['a profile without name', '<LocationProfileDescription/>', 'not-a-profile'],
    ['a DOCTYPE', `<!DOCTYPE x>${documentOf()}`, 'doctype'],
    ['nothing', '', 'empty'],
  ])('%s is refused', (_, text, problem) => {
    expect(readLocationProfile(text)).toEqual({ ok: false, problem });
  });

  it('takes odd values as absent', () => {
    const text =
      '<LocationProfileDescription><Name>n</Name><Rule/><ExternalAccessPrefix>nine</ExternalAccessPrefix>' +
      '<OptimizeDeviceDialing>maybe</OptimizeDeviceDialing></LocationProfileDescription>';
    expect(profileOf(text)).toEqual({ name: 'n', rules: [{ pattern: '', translation: '', internalExtension: false }] });
  });
});

it('[G8] keeps what is part of a number', () => {
  expect(cleanNumber(' +47 (23) 45-67.89 *# ')).toBe('+4723456789*#');
  expect(cleanNumber('＋４７')).toBe('+47');
});
