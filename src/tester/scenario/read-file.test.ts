import { expect, it } from 'vitest';
import { expandScenarios } from './expand.ts';
import { readScenarioFile } from './read-file.ts';

const problemsOf = (parts: object) => {
  const read = readScenarioFile(
    JSON.stringify({ version: 1, name: 'x', where: { lab: {} }, who: { karen: {} }, ...parts }),
  );
  return read.ok ? [] : read.problems.map(({ path, expected }) => `${path}: ${expected}`);
};

it.each(['constructor', 'toString', 'valueOf'])('nobody is called %s who is not in the file', (who) => {
  expect(problemsOf({ scenarios: [{ name: 'x', steps: [{ do: 'leave', who }] }] })).toEqual([
    'scenarios[0].steps[0].who: expected one of karen',
  ]);
  expect(problemsOf({ who: { [who]: {} }, scenarios: [{ name: 'x', steps: [{ do: 'leave', who }] }] })).toEqual([]);
});

it('wants a value for each name in "who" too, of those who act', () => {
  const who = { karen: { address: '{{user}}@contoso.com' }, idle: { address: '{{other}}' } };
  const steps = [{ do: 'sign-in', who: 'karen' }];
  expect(problemsOf({ who, scenarios: [{ name: 'x', steps }] })).toEqual(['scenarios[0].steps: a value for {{user}}']);
  const cases = [{ name: 'with', values: { user: 'karen' } }, { name: 'without' }];
  expect(problemsOf({ who, scenarios: [{ name: 'x', steps, cases }] })).toEqual([
    'scenarios[0].cases[1].values: a value for {{user}}',
  ]);
});

it('takes no name that stands twice in one object, of which the first would count for nothing', () => {
  const text = `{"version": 1, "name": "x", "where": {"lab": {}}, "who": {"karen": {}},
    "scenarios": [{"name": "x",
      "steps": [{"do": "leave", "who": "karen"}],
      "steps": [{"do": "pause", "ms": 1}]}]}`;
  expect(readScenarioFile(text)).toMatchObject({
    ok: false,
    problems: [{ path: 'scenarios[0].steps', line: 4, expected: 'a name that stands once: this is its second time' }],
  });
  // Two places that are written alike are not one.
  expect(problemsOf({ who: { karen: {}, 'a.address': {}, a: { address: 'a@b.c' } }, scenarios: [] })).not.toContain(
    'who.a.address: a name that stands once: this is its second time',
  );
});

it('fills the values of a case into what that case expects, and wants them', () => {
  const steps = [{ do: 'expect', who: 'karen', that: 'of-case' }];
  const expect_ = { neverAsked: ['sip.{{domain}}'] };
  const file = (values?: object) => ({
    scenarios: [{ name: 'x', steps, cases: [{ name: 'a', expect: expect_, ...(values ? { values } : {}) }] }],
  });
  expect(problemsOf(file())).toEqual(['scenarios[0].cases[0].values: a value for {{domain}}']);
  const whole = { version: 1, name: 'x', where: { lab: {} }, who: { karen: {} }, ...file({ domain: 'b.c' }) };
  const read = readScenarioFile(JSON.stringify(whole));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(expandScenarios(read.file)[0]?.[0]?.steps).toMatchObject([{ that: { neverAsked: ['sip.b.c'] } }]);
});

it.each(['conf-key=MARK', 'conf-key%3dMARK', 'CONF-KEY%3DMARK'])(
  '[X5] takes no key of a meeting by a value either: %s',
  (key) => {
    const steps = [{ do: 'join', who: 'karen', link: 'conf:sip:a@b?{{key}}' }];
    const problems = problemsOf({ scenarios: [{ name: 'x', steps, cases: [{ name: 'a', values: { key } }] }] });
    expect(problems).toEqual([
      'scenarios[0].cases[0].values: a link without its key: name an environment variable with linkFrom',
    ]);
  },
);

it('many cases of many steps cost no more than what is different in them', () => {
  const steps = Array.from({ length: 200 }, () => ({ do: 'chat', who: 'karen', text: 'x'.repeat(20) }));
  const cases = Array.from({ length: 500 }, (_, at) => ({ name: String(at) }));
  const scenarios = Array.from({ length: 50 }, () => ({ name: 'x', steps, cases }));
  const read = readScenarioFile(
    JSON.stringify({ version: 1, name: 'x', where: { lab: {} }, who: { karen: {} }, scenarios }),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [first, second] = expandScenarios(read.file)[0] ?? [];
  expect(first?.steps[0]).toBe(second?.steps[0]);
  expect(expandScenarios(read.file).flat()).toHaveLength(25_000);
});
