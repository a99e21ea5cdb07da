/** Reads a scenario file. What is wrong with it is told with its place, before anything runs. */

import { readSwitchValue } from '../../lab/switches/switch-value.ts';
import { switchFacts } from '../../lab/switches/switchboard.ts';
import { type DataProblem, problemsOf } from '../../lab/timeline/first-problem.ts';
import type { SwitchSetting } from '../../lab/timeline/plan.ts';
import { locate } from './locate.ts';
import { type Actor, type Scenario, type ScenarioFile, type ScenarioStep, scenarioFileSchema } from './schema.ts';

export interface ScenarioProblem extends DataProblem {
  /** Of the file, from 1. */
  readonly line: number;
}

export type ReadScenarios =
  | { readonly ok: true; readonly file: ScenarioFile /** As in `locate`. */; readonly lineOf: (path: string) => number }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

const MOST_CHARACTERS = 2_000_000;
/** What only the lab can do. */
const LAB_STEPS: ReadonlySet<ScenarioStep['do']> = new Set(['set', 'fault', 'heal', 'organize']);

/** Never throws, whatever the text is. */
export function readScenarioFile(text: string): ReadScenarios {
  if (text.length > MOST_CHARACTERS)
    return {
      ok: false,
      problems: [{ path: '', line: 1, expected: `a file of at most ${MOST_CHARACTERS} characters` }],
    };
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const line = locate(text).brokenAt ?? 1;
    return { ok: false, problems: [{ path: '', line, expected: `expected JSON: ${detail}` }] };
  }
  const { twice } = locate(text);
  if (twice.length > 0) {
    const expected = 'a name that stands once: this is its second time';
    return { ok: false, problems: twice.map((each) => ({ ...each, expected })) };
  }
  const read = scenarioFileSchema.safeParse(data);
  const problems = read.success ? meaningProblems(read.data).slice(0, 20) : problemsOf(read.error);
  const lineOf = (path: string) => locate(text).lineOf(path);
  if (read.success && problems.length === 0) return { ok: true, file: read.data, lineOf };
  return { ok: false, problems: problems.map((problem) => ({ ...problem, line: lineOf(problem.path) })) };
}

/** What a schema cannot say: names that must exist, and what needs a lab. */
function meaningProblems(file: ScenarioFile): DataProblem[] {
  const inLab = 'lab' in file.where ? switchProblems(file.where.lab.switches, 'where.lab.switches') : [];
  // Whatever a stranger's file names, it is read: none but what lies with it.
  const isElsewhere = 'replay' in file.where && file.where.replay.split(/[\\/]/).includes('..');
  const elsewhere = isElsewhere ? [{ path: 'where.replay', expected: 'a recording in the folder of this file' }] : [];
  return [
    ...inLab,
    ...elsewhere,
    ...file.scenarios.flatMap((scenario, at) => scenarioProblems(file, scenario, `scenarios[${at}]`)),
  ];
}

function scenarioProblems(file: ScenarioFile, scenario: Scenario, path: string): DataProblem[] {
  const isLab = 'lab' in file.where;
  const { steps, cases = [], switches, timeline } = scenario;
  const needsLab = (place: string, isUsed: boolean) =>
    isUsed && !isLab ? [{ path: `${path}.${place}`, expected: 'only a lab has this' }] : [];
  const names = namesIn(file, steps);
  const wantsCase = steps.some((step) => step.do === 'expect' && step.that === 'of-case');
  return [
    ...needsLab('switches', switches !== undefined),
    ...needsLab('timeline', timeline !== undefined),
    ...switchProblems(switches, `${path}.switches`),
    ...cases.flatMap((each, at) => [
      ...needsLab(`cases[${at}].switches`, each.switches !== undefined),
      ...switchProblems(each.switches, `${path}.cases[${at}].switches`),
      ...(wantsCase && !each.expect
        ? [{ path: `${path}.cases[${at}].expect`, expected: 'a step expects it "of-case", and it is not there' }]
        : []),
      ...valueProblems(
        new Set([...names, ...(wantsCase ? marksIn(each.expect) : [])]),
        each.values ?? {},
        `${path}.cases[${at}].values`,
      ),
      ...(Object.values(each.values ?? {}).some(hasKey) ? [keyProblem(`${path}.cases[${at}].values`)] : []),
    ]),
    ...(wantsCase && cases.length === 0
      ? [{ path: `${path}.cases`, expected: 'a step expects something "of-case", and there are no cases' }]
      : []),
    ...(cases.length === 0 ? valueProblems(names, {}, `${path}.steps`) : []),
    ...steps.flatMap((step, at) => stepProblems(file, step, `${path}.steps[${at}]`)),
  ];
}

function stepProblems(file: ScenarioFile, step: ScenarioStep, path: string): DataProblem[] {
  const problems: DataProblem[] = [];
  const actor = 'who' in step ? actorIn(file, step.who) : undefined;
  if ('who' in step && !actor) {
    problems.push({ path: `${path}.who`, expected: `expected one of ${Object.keys(file.who).join(', ')}` });
  }
  if (!('lab' in file.where) && LAB_STEPS.has(step.do)) {
    problems.push({ path: `${path}.do`, expected: `"${step.do}" needs a lab` });
  }
  if (step.do === 'set') problems.push(...switchProblems([step], path, true));
  if (step.do === 'sign-in' && actor && actor.address === undefined) {
    problems.push({ path: `who.${step.who}.address`, expected: 'an address: somebody who signs in needs one' });
  }
  if (step.do === 'sign-in' && actor && actor.passwordFrom === undefined && 'server' in file.where) {
    problems.push({ path: `who.${step.who}.passwordFrom`, expected: 'the name of an environment variable' });
  }
  if (step.do === 'join') problems.push(...linkProblems(step, path));
  return problems;
}

function linkProblems(step: Extract<ScenarioStep, { readonly do: 'join' }>, path: string): DataProblem[] {
  const given = [step.meeting, step.link, step.linkFrom].filter((each) => each !== undefined);
  if (given.length !== 1) return [{ path, expected: 'one of meeting, link and linkFrom' }];
  return step.link !== undefined && hasKey(step.link) ? [keyProblem(`${path}.link`)] : [];
}

function hasKey(link: string): boolean {
  return /conf-key(?:=|%3d)/i.test(link);
}

function keyProblem(path: string): DataProblem {
  return { path, expected: 'a link without its key: name an environment variable with linkFrom' };
}

/** Only what stands in the file counts: every object has a `constructor`, and nobody is called that. */
function actorIn({ who }: ScenarioFile, name: string): Actor | undefined {
  return Object.hasOwn(who, name) ? who[name] : undefined;
}

function switchProblems(settings: readonly SwitchSetting[] | undefined, path: string, isOne = false): DataProblem[] {
  return (settings ?? []).flatMap((setting, at) => {
    const place = isOne ? path : `${path}[${at}]`;
    const facts = switchFacts.find(({ id }) => id === setting.switch);
    if (!facts) {
      return [{ path: `${place}.switch`, expected: `expected one of ${switchFacts.map(({ id }) => id).join(', ')}` }];
    }
    const value = readSwitchValue(facts.kind, setting.value);
    return value.ok ? [] : [{ path: `${place}.value`, expected: `expected ${value.expected}` }];
  });
}

/** Every {{name}} in the steps, and in who acts in them. */
function namesIn(file: ScenarioFile, steps: readonly ScenarioStep[]): ReadonlySet<string> {
  const acting = new Set(steps.flatMap((step) => ('who' in step ? [step.who] : [])));
  const actors = [...acting].map((name) => actorIn(file, name));
  return new Set(marksIn([steps, actors]));
}

function marksIn(data: unknown): readonly string[] {
  return [...JSON.stringify(data ?? '').matchAll(/\{\{(\w{1,40})\}\}/g)].map(([, name = '']) => name);
}

/** Each of the names needs a value. */
function valueProblems(
  names: ReadonlySet<string>,
  values: Readonly<Record<string, string>>,
  path: string,
): DataProblem[] {
  const missing = [...names].filter((name) => !Object.hasOwn(values, name));
  return missing.map((name) => ({ path, expected: `a value for {{${name}}}` }));
}
