import { expect, it } from 'vitest';
import { systemClock } from '../../lab/net/system.ts';
import type { ReplayFixture } from '../../lab/replay/fixture.ts';
import { readScenarioFile } from './read-file.ts';
import { type RunOptions, runScenarioFile } from './run.ts';

const options = (other: Partial<RunOptions> = {}): RunOptions => ({
  clock: systemClock(),
  environment: {},
  mayLeaveLab: true,
  readFixture: () => fixture,
  ...other,
});
const fixture: ReplayFixture = {
  offhookReplay: 1,
  name: 'x',
  recordedAt: 0,
  servers: [{ host: 'sip.contoso.com', port: 5061 }],
  domains: {},
  exchanges: [{ server: 'sip.contoso.com', request: 'OPTIONS sip:a SIP/2.0\r\n\r\n', answers: [], pushes: [] }],
  leftOut: [],
};

function fileOf(parts: object) {
  const read = readScenarioFile(JSON.stringify({ version: 1, name: 'x', who: { karen: {} }, ...parts }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const pause = { do: 'pause', ms: 1 };

it('a world that cannot be opened costs its own scenarios alone, and is told in their place', async () => {
  let asked = 0;
  const readFixture = () => {
    asked += 1;
    if (asked === 2) throw new Error('r.json is gone');
    return fixture;
  };
  const cases = ['one', 'two', 'three'].map((name) => ({ name }));
  const file = fileOf({ where: { replay: 'r.json' }, scenarios: [{ name: 'x', steps: [pause], cases }] });
  const results = await runScenarioFile('x.json', file, options({ readFixture }));
  expect(results.map(({ id, outcome, problem }) => [id, outcome, problem])).toEqual([
    ['1.1', 'passed', undefined],
    ['1.2', 'error', 'r.json is gone'],
    ['1.3', 'passed', undefined],
  ]);
});

it('[X5] hides a secret as a whole where another one is its beginning', async () => {
  const environment = { SHORT: 'Winter', LONG: 'Winter2015!', EMPTY: '' };
  const who = { a: { address: 'a@b.c', passwordFrom: 'SHORT' }, b: { address: 'a@b.c', passwordFrom: 'LONG' } };
  const steps = [pause, { do: 'join', who: 'a', linkFrom: 'EMPTY' }];
  const file = fileOf({ where: { server: {} }, who, scenarios: [{ name: 'with Winter2015! in it', steps }] });
  const [result] = await runScenarioFile('x.json', file, options({ environment }));
  expect(result?.name).toBe('with (hidden) in it');
});

it('a case finds the lab as it was at the start, whatever the case before did in it', async () => {
  const steps = [
    { do: 'join', who: 'karen', meeting: 'C0NT0S02', as: 'guest' },
    { do: 'organize', meeting: 'C0NT0S02', action: 'end' },
    { do: 'expect', who: 'karen', that: { meeting: { endedBecause: 'meeting-ended' } } },
  ];
  const cases = [{ name: 'one' }, { name: 'two' }];
  const file = fileOf({ where: { lab: {} }, scenarios: [{ name: 'x', steps, cases }] });
  const results = await runScenarioFile('x.json', file, options());
  expect(results.map(({ outcome, steps: played }) => [outcome, played.flatMap((step) => step.differences)])).toEqual([
    ['passed', []],
    ['passed', []],
  ]);
});

const fault = { layer: 'sip', server: 'sip.contoso.com', silent: 'all' };

it.each([
  [
    { after: { received: 'INVITE', server: 'sip.contoso.com', times: 2 }, fault },
    'the timeline: step 1 never came, sip.contoso.com has not received INVITE 2 times',
  ],
  [{ after: { sent: 504 }, fault }, 'the timeline: step 1 never came, no server sent 504'],
  [{ atMs: 3_600_000, fault }, 'the timeline: step 1 never came, the scenario was over before its 3600000 ms'],
  [{ atMs: 3_600_000, heal: fault }, undefined],
  [{ fault }, undefined],
])('is passed only where its timeline came to pass: %o', async (step, problem) => {
  const file = fileOf({ where: { lab: {} }, scenarios: [{ name: 'x', timeline: [step], steps: [pause] }] });
  const [result] = await runScenarioFile('x.json', file, options());
  expect(result).toMatchObject({ outcome: problem === undefined ? 'passed' : 'error' });
  expect(result?.problem).toBe(problem);
});
