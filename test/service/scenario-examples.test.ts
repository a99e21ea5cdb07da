/** The scenario files of docs/scenarios against a lab: whoever copies from them copies what works. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { systemClock } from '../../src/lab/net/system.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { shippedFiles } from '../../src/tester/player/shipped-files.ts';
import { readScenarioFile } from '../../src/tester/scenario/read-file.ts';
import { runScenarioFile } from '../../src/tester/scenario/run.ts';
import type { ScenarioFile } from '../../src/tester/scenario/schema.ts';

const folder = join(import.meta.dirname, '../../docs/scenarios');
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());

function read(name: string): ScenarioFile {
  const file = readScenarioFile(readFileSync(join(folder, name), 'utf8'));
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  if (name !== 'federation-matrix.json') return file.file;
  // All 32 combinations are walked in scenarios.test.ts, and the file holds no others: one proves that it plays.
  const [first] = file.file.scenarios;
  return { ...file.file, scenarios: first ? [{ ...first, cases: first.cases?.slice(0, 1) }] : [] };
}

it.each(names)('[I16] %s ends as it says', async (name) => {
  const results = await runScenarioFile(name, read(name), {
    clock: systemClock(),
    environment: {},
    mayLeaveLab: false,
    readFixture: () => {
      throw new Error('none of them plays a recording');
    },
    lab,
  });
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

it('the window has every one of them', () => {
  expect([...shippedFiles().keys()].sort()).toEqual([...names].sort());
});
