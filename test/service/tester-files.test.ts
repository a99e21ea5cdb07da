/** Scenario files from reading to the reports, against a lab. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/lab/net/system.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { XmlElement } from '../../src/protocol/xml/read.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { matrixFile } from '../../src/tester/matrix-file.ts';
import { runFiles } from '../../src/tester/run-files.ts';
import { readScenarioFile } from '../../src/tester/scenario/read-file.ts';
import { runScenarioFile } from '../../src/tester/scenario/run.ts';
import { scenarioJsonSchema } from '../../src/tester/scenario/schema.ts';
import { expectNoMoreThan, holdings } from '../fakes/process-holdings.ts';

const folder = mkdtempSync(join(tmpdir(), 'offhook-scenarios-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = 'lab-karen-2015';
const examples = join(import.meta.dirname, '../../docs/scenarios');

const karen = { karen: { address: 'karen@contoso.com', passwordFrom: 'KAREN_PASSWORD' } };
const base = { version: 1, name: 'test <&"> test', where: { lab: {} }, who: karen };

async function run(file: unknown, options: { readonly mayLeaveLab?: boolean } = {}) {
  const path = join(folder, 'file.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  const printed: string[] = [];
  const reports = ['r.html', 'r.txt', 'r.json'].map((name) => join(folder, name));
  const junit = join(folder, 'r.xml');
  const code = await runFiles([path], {
    clock: systemClock(),
    environment: { KAREN_PASSWORD: secret },
    mayLeaveLab: options.mayLeaveLab ?? false,
    junit,
    reports,
    print: (text) => printed.push(text),
  });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { code, printed: printed.join('\n'), read };
}

describe('the published files', () => {
  it.each(readdirSync(examples).filter((name) => !name.includes('schema')))('%s can be read', (name) => {
    const read = readScenarioFile(readFileSync(join(examples, name), 'utf8'));
    expect(read).toMatchObject({ ok: true });
  });

  it('[I16] the 32 combinations, and the schema, are what the command makes', () => {
    const parsed = (name: string): unknown => JSON.parse(readFileSync(join(examples, name), 'utf8'));
    expect(parsed('federation-matrix.json')).toEqual(JSON.parse(JSON.stringify(matrixFile())));
    expect(parsed('scenario.schema.json')).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
    expect(matrixFile().scenarios.flatMap(({ cases }) => cases ?? [])).toHaveLength(32);
  });
});

describe('a run', () => {
  it('tells what was expected and what came, in every report, and ends with 1', async () => {
    const steps = [
      { do: 'sign-in', who: 'karen' },
      { do: 'expect', who: 'karen', that: { account: 'registered', location: 'inside' }, withinMs: 50 },
    ];
    const good = [
      { do: 'sign-in', who: 'karen' },
      { do: 'expect', who: 'karen', that: { account: 'registered', asked: ['_sip._tls.contoso.com'] } },
    ];
    const scenarios = [
      { name: 'wrong & <odd>\u0001', steps },
      { name: 'in time', timeline: [{ fault: { layer: 'sip', server: 'sip.contoso.com', lateMs: 30 } }], steps: good },
      { name: 'nowhere', switches: [{ switch: 'latency', target: 'moon', value: 1 }], steps: good },
    ];
    const { code, printed, read } = await run({ ...base, scenarios });
    expect(code).toBe(1);
    expect(printed).toContain(
      'karen has account, location\n       location\n         expected inside\n         got      outside',
    );
    expect(printed).toMatch(/ok {3}file\.json 2 {2}in time/);
    expect(printed).toContain('latency cannot be set at "moon"');
    expect(printed).toContain('1 of 3 as expected, 1 failed, 1 could not be played');
    const suites = readXml(read('r.xml').replace(/^<\?xml[^>]*\?>\n/, ''));
    if (!suites.ok) throw new Error(JSON.stringify(suites));
    const facts = (element: XmlElement, names: readonly string[]) =>
      names.map((name) => element.attributes.find(({ local }) => local === name)?.value);
    const [suite] = suites.root.children;
    expect([suites.root.local, suite?.local]).toEqual(['testsuites', 'testsuite']);
    expect(facts(suites.root, ['tests', 'failures', 'errors'])).toEqual(['3', '1', '1']);
    const cases = suite?.children ?? [];
    expect(cases.map((each) => [each.local, ...each.children.map(({ local }) => local)])).toEqual([
      ['testcase', 'failure', 'system-out'],
      ['testcase', 'system-out'],
      ['testcase', 'error'],
    ]);
    expect(cases.flatMap((each) => facts(each, ['name']))[0]).toBe('1 wrong & <odd>\uFFFD');
    expect(read('r.html')).toContain('<td>inside</td><td>outside</td>');
    expect(read('r.html')).not.toContain('<odd>');
    expect(read('r.txt')).toMatch(/As karen saw it\n[\s\S]*REGISTER/);
    expect(JSON.parse(read('r.json'))).toMatchObject([
      { outcome: 'failed' },
      { outcome: 'passed' },
      { outcome: 'error' },
    ]);
    for (const name of ['r.xml', 'r.html', 'r.txt', 'r.json'])
      expect(`${name} ${read(name).includes(secret)}`).toBe(`${name} false`);
    expect(printed).not.toContain(secret);
  });

  it('leaves out what is for a real server, unless it was allowed to go there', async () => {
    const where = { server: { host: 'sip.example.invalid' } };
    const scenarios = [{ name: 'away', steps: [{ do: 'sign-in', who: 'karen' }] }];
    const { code, printed, read } = await run({ ...base, where, scenarios });
    expect([code, printed]).toEqual([0, expect.stringContaining('skip file.json 1  away')]);
    expect(read('r.xml')).toContain('<skipped message="');
  });
});

describe('a run that is ended', () => {
  const steps = [
    { do: 'fault', fault: { layer: 'sip', server: 'sip.contoso.com', lateMs: 30_000 } },
    { do: 'sign-in', who: 'karen' },
  ];
  const timeline = [{ atMs: 60_000, fault: { layer: 'media', lossPercent: 1 } }];
  const scenarios = [
    { name: 'long', timeline, steps, cases: [{ name: 'a' }, { name: 'b' }] },
    { name: 'never', steps },
  ];

  /** Who has to do with a server that does not answer yet, or is only about to exist. */
  it.each(['while somebody signs in', 'while a client is opened'])('%s leaves nothing open', async (when) => {
    const read = readScenarioFile(JSON.stringify({ ...base, scenarios }));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const end = new AbortController();
    const lab = await startLab({ ports: 'free' });
    if (when === 'while somebody signs in') lab.onLog(() => end.abort());
    const before = await holdings();
    const results = await runScenarioFile('ended.json', read.file, {
      clock: systemClock(),
      environment: { KAREN_PASSWORD: secret },
      mayLeaveLab: false,
      readFixture: () => {
        throw new Error('there is none');
      },
      lab,
      signal: end.signal,
      onStep: () => when === 'while a client is opened' && end.abort(),
    });
    expect(results.map(({ outcome, problem }) => `${outcome}: ${problem}`)).toEqual([
      'error: karen signs in: the run was ended',
      'skipped: the run was ended before',
      'skipped: the run was ended before',
    ]);
    await expectNoMoreThan(before);
    await lab.stop();
  });
});

describe('a bad file is told with the place, and nothing runs', () => {
  const one = (step: unknown) => ({ ...base, scenarios: [{ name: 'x', steps: [step] }] });
  it.each([
    ['{"version": 1,', 'file.json:1: expected JSON'],
    [{ ...base, version: 2, scenarios: [] }, 'file.json:1: version: expected 1'],
    [one({ do: 'dance' }), 'scenarios[0].steps[0].do: '],
    [one({ do: 'sign-in', who: 'garth' }), 'scenarios[0].steps[0].who: expected one of karen'],
    [one({ do: 'sign-in', who: 'karen', password: 'x' }), 'scenarios[0].steps[0]: there is no "password" here'],
    [one({ do: 'sign-in', who: 'karen', withinMs: -1 }), 'scenarios[0].steps[0].withinMs: '],
    [
      one({ do: 'set', switch: 'moon', target: 'x', value: 1 }),
      'scenarios[0].steps[0].switch: expected one of enable-federation',
    ],
    [
      one({ do: 'set', switch: 'latency', target: 'lab', value: 'fast' }),
      'steps[0].value: expected a whole number of ms',
    ],
    [one({ do: 'join', who: 'karen' }), 'scenarios[0].steps[0]: one of meeting, link and linkFrom'],
    [one({ do: 'join', who: 'karen', link: 'conf:sip:a@b?conf-key=1' }), 'steps[0].link: a link without its key'],
    [one({ do: 'send', who: 'karen', to: '{{to}}', text: 'x' }), 'scenarios[0].steps: a value for {{to}}'],
    [one({ do: 'expect', who: 'karen', that: 'of-case' }), 'scenarios[0].cases: a step expects something'],
    [
      one({ do: 'expect', who: 'karen', that: { account: 'gone' } }),
      'scenarios[0].steps[0].that.account: expected "signed-out" or',
    ],
    [{ ...one({ do: 'heal', fault: { layer: 'media' } }), where: { server: {} } }, 'steps[0].do: "heal" needs a lab'],
    [
      {
        ...base,
        where: { replay: 'missing.json' },
        scenarios: [{ name: 'x', steps: [{ do: 'sign-out', who: 'karen' }] }],
      },
      'missing.json',
    ],
    [
      { ...base, who: { karen: { address: 'k@c.com', passwordFrom: 'my password' } }, scenarios: [] },
      'who.karen.passwordFrom: expected the name of an environment variable',
    ],
  ])('%j', async (file, words) => {
    const { code, printed } = await run(file);
    expect(printed).toContain(words);
    expect([code, printed.includes('as expected')]).toEqual([2, false]);
  });
});
