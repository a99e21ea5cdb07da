/** A scenario file as the list of what is to be run: each case by itself, with its values in their places. */
import type { SwitchSetting, TimelineStep } from '../../lab/timeline/plan.ts';
import type { Actor, Expectation, Scenario, ScenarioFile, ScenarioStep } from './schema.ts';

export interface RunnableScenario {
  /** `1`, or `1.3` for the third case of the first scenario. */
  readonly id: string;
  readonly name: string;
  readonly who: Readonly<Record<string, Actor>>;
  readonly switches: readonly SwitchSetting[];
  readonly timeline: readonly TimelineStep[];
  readonly steps: readonly ScenarioStep[];
}

/** In the order of the file: the cases of one scenario together. */
export function expandScenarios(file: ScenarioFile): readonly (readonly RunnableScenario[])[] {
  const shared = 'lab' in file.where ? (file.where.lab.switches ?? []) : [];
  return file.scenarios.map((scenario, at) => casesOf(scenario, String(at + 1), file.who, shared));
}

function casesOf(
  scenario: Scenario,
  id: string,
  who: ScenarioFile['who'],
  shared: readonly SwitchSetting[],
): RunnableScenario[] {
  const common = { timeline: scenario.timeline ?? [] };
  const before = [...shared, ...(scenario.switches ?? [])];
  if (!scenario.cases) return [{ ...common, id, name: scenario.name, who, switches: before, steps: scenario.steps }];
  // What says the same in each case is the same: there may be hundreds of both.
  const differing = new Set(scenario.steps.filter((step) => JSON.stringify(step).includes('{{')));
  return scenario.cases.map(({ name, switches = [], values = {}, expect }, at) => {
    const expected = expect && filled(expect, values);
    return {
      ...common,
      id: `${id}.${at + 1}`,
      name: `${scenario.name}: ${name}`,
      who: filled(who, values),
      switches: [...before, ...switches],
      steps: scenario.steps.map((step) => withExpectation(differing.has(step) ? filled(step, values) : step, expected)),
    };
  });
}

function withExpectation(step: ScenarioStep, expect: Expectation | undefined): ScenarioStep {
  return step.do === 'expect' && step.that === 'of-case' ? { ...step, that: expect ?? {} } : step;
}

/** The same data with {{name}} replaced in every text. */
function filled<T>(data: T, values: Readonly<Record<string, string>>): T {
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\{\{(\w{1,40})\}\}/g, (mark, name: string) =>
        Object.hasOwn(values, name) ? (values[name] ?? mark) : mark,
      );
    }
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, replace(held)]));
  };
  return replace(data) as T;
}
