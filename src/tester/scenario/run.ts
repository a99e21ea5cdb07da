/** Plays scenarios one after another and tells what came of each. */
import type { Lab } from '../../lab/api.ts';
import type { ReplayFixture } from '../../lab/replay/fixture.ts';
import { type Replay, startReplay } from '../../lab/replay/start-replay.ts';
import { startLab } from '../../lab/start-lab.ts';
import { unlessAborted } from '../../main/net/unless-aborted.ts';
import { ladderOf } from '../../main/trace/export.ts';
import { redact } from '../../main/trace/redact.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import type { Difference } from './check.ts';
import { expandScenarios, type RunnableScenario } from './expand.ts';
import type { ScenarioFile } from './schema.ts';
import { Stage } from './stage.ts';
import { perform } from './steps.ts';
import { timelineProblem } from './timeline-problem.ts';
import { stepWords } from './words.ts';

export interface StepResult {
  readonly words: string;
  readonly ms: number;
  readonly differences: readonly Difference[];
}

export interface ScenarioResult {
  /** The file's name. */
  readonly file: string;
  readonly id: string;
  readonly name: string;
  /** `error`: it could not be played, see `problem`. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  readonly problem?: string;
  readonly ms: number;
  readonly steps: readonly StepResult[];
  /** The messages of each who acted, as arrows. */
  readonly ladders: readonly { readonly who: string; readonly text: string }[];
  /** What was asked of a replay that its recording has not. */
  readonly gaps: readonly string[];
}

export interface RunOptions {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether real servers may be talked to. */
  readonly mayLeaveLab: boolean;
  /** The recording that a file names. Throws a sentence for one that cannot be read. */
  readonly readFixture: (path: string) => ReplayFixture;
  /** Plays what is for a lab in this one, whose switches and faults are set back after each, in place of a lab for each. */
  readonly lab?: Lab;
  /** Ends what is played; what was to come after it is skipped. */
  readonly signal?: AbortSignal | undefined;
  readonly onResult?: (result: ScenarioResult) => void;
  readonly onStep?: (step: StepResult) => void;
  /** What went over each one's wires, at the end of a scenario. No part of a result, since it holds what people said. */
  readonly onTraces?: (traces: readonly PlayedTrace[]) => void;
}

export interface PlayedTrace {
  readonly who: string;
  readonly entries: readonly TraceEntry[];
  readonly connections: readonly ConnectionFacts[];
}

/**
 * All scenarios of a file: each, and each case of one, in a lab or a recording of its own, since a lab that was played in has meetings that ended and
 * people who did not leave. Never rejects because one of them fails.
 */
export async function runScenarioFile(
  name: string,
  file: ScenarioFile,
  options: RunOptions,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const tell = (result: Omit<ScenarioResult, 'file'>) => {
    const clean = withoutSecrets({ file: name, ...result }, file, options.environment);
    results.push(clean);
    options.onResult?.(clean);
  };
  for (const scenario of expandScenarios(file).flat()) {
    if ('server' in file.where && !options.mayLeaveLab)
      tell(unplayed(scenario, 'skipped', 'it is for a real server: say --server real'));
    else await playInOwnWorld(scenario, file.where, options, tell);
  }
  return results;
}

/** Where there is no world, it is told as one that could not be played. */
async function playInOwnWorld(
  scenario: RunnableScenario,
  where: ScenarioFile['where'],
  options: RunOptions,
  tell: (result: Omit<ScenarioResult, 'file'>) => void,
): Promise<void> {
  const isOver = () => options.signal?.aborted === true;
  if (isOver()) return tell(unplayed(scenario, 'skipped', endedBefore));
  let world: World;
  try {
    world = await openWorld(where, options);
  } catch (error) {
    return tell(unplayed(scenario, 'error', wordsOf(error)));
  }
  try {
    if (isOver()) tell(unplayed(scenario, 'skipped', endedBefore));
    else
      await play(scenario, where, world, options).then(tell, (error: unknown) =>
        tell(unplayed(scenario, 'error', wordsOf(error))),
      );
  } finally {
    await world.stop();
  }
}

function unplayed({ id, name }: RunnableScenario, outcome: 'skipped' | 'error', problem: string) {
  return { id, name, outcome, problem, ms: 0, steps: [], ladders: [], gaps: [] };
}

const endedBefore = 'the run was ended before';

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One scenario of a file, by its id, in a lab of its own; undefined where the file has none of that id. */
export async function runOneScenario(
  name: string,
  file: ScenarioFile,
  id: string,
  options: RunOptions,
): Promise<ScenarioResult | undefined> {
  const scenario = expandScenarios(file)
    .flat()
    .find((each) => each.id === id);
  if (!scenario || ('server' in file.where && !options.mayLeaveLab)) return undefined;
  const world = await openWorld(file.where, options);
  try {
    const result = { file: name, ...(await play(scenario, file.where, world, options)) };
    return withoutSecrets(result, file, options.environment);
  } finally {
    await world.stop();
  }
}

interface World {
  readonly lab: Lab | undefined;
  readonly replay: Replay | undefined;
  stop(): Promise<void>;
}

async function openWorld(where: ScenarioFile['where'], { readFixture, lab: given }: RunOptions): Promise<World> {
  if ('server' in where) return { lab: undefined, replay: undefined, stop: async () => undefined };
  if ('replay' in where) {
    const replay = await startReplay(readFixture(where.replay));
    return { lab: undefined, replay, stop: () => replay.stop() };
  }
  if (given) return { lab: given, replay: undefined, stop: async () => undefined };
  const lab = await startLab({ ports: 'free' });
  return { lab, replay: undefined, stop: () => lab.stop() };
}

async function play(
  scenario: RunnableScenario,
  where: ScenarioFile['where'],
  { lab, replay }: World,
  { clock, environment, signal, onStep, onTraces }: RunOptions,
): Promise<Omit<ScenarioResult, 'file'>> {
  const { id, name, who } = scenario;
  const stage = new Stage({ where, lab, world: lab ?? replay, who, environment });
  const startedAt = clock.now();
  const steps: StepResult[] = [];
  const result = (outcome: ScenarioResult['outcome'], problem?: string): Omit<ScenarioResult, 'file'> => ({
    id,
    name,
    outcome,
    ms: Math.round(clock.now() - startedAt),
    steps,
    ladders: laddersOf(stage),
    gaps: (replay?.gaps() ?? []).map(
      ({ server, what, answered }) => `${server} ${what}${answered === 'again' ? ', answered as before' : ''}`,
    ),
    ...(problem === undefined ? {} : { problem }),
  });
  try {
    for (const { switch: switchId, target, value } of scenario.switches) lab?.switches.set(switchId, target, value);
    if (scenario.timeline.length > 0) lab?.timeline.start(scenario.timeline);
    for (const step of scenario.steps) {
      const begun = clock.now();
      // The step itself ends with the clients that it waits for.
      const differences = await unlessAborted(perform({ stage, clock }, step), signal);
      if (!differences) throw new Error('the run was ended');
      const played = { words: stepWords(step), ms: Math.round(clock.now() - begun), differences };
      steps.push(played);
      onStep?.(played);
      // What follows would only tell the same story again.
      if (differences.length > 0) return result('failed');
    }
    const missed = timelineProblem(lab?.timeline.steps() ?? []);
    return missed === undefined ? result('passed') : result('error', missed);
  } catch (error) {
    const next = scenario.steps[steps.length];
    const problem = wordsOf(error);
    return result('error', next ? `${stepWords(next)}: ${problem}` : problem);
  } finally {
    onTraces?.(tracesOf(stage));
    try {
      await stage.close();
    } finally {
      lab?.timeline.stop();
      lab?.switches.reset();
    }
  }
}

function tracesOf(stage: Stage): readonly PlayedTrace[] {
  return [...stage.clients()].map(([who, { client }]) => ({
    who,
    entries: client.tracing.list(0, Number.MAX_SAFE_INTEGER).entries,
    connections: client.state.get().connections,
  }));
}

function laddersOf(stage: Stage): ScenarioResult['ladders'] {
  return tracesOf(stage).map(({ who, entries, connections }) => ({ who, text: ladderOf(entries, connections) }));
}

/** Nothing of it should be there; that it is not is made sure of here. */
function withoutSecrets(
  result: ScenarioResult,
  file: ScenarioFile,
  environment: RunOptions['environment'],
): ScenarioResult {
  const names = [...JSON.stringify(file).matchAll(/"(?:passwordFrom|keyFrom|linkFrom)":"([A-Z0-9_]+)"/g)];
  const secrets = names.map(([, name = '']) => environment[name] ?? '').filter((secret) => secret.length >= 3);
  // One may be the beginning of another.
  secrets.sort((a, b) => b.length - a.length);
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return redact(secrets.reduce((text, secret) => text.replaceAll(secret, '(hidden)'), value));
    }
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, clean(held)]));
  };
  return clean(result) as ScenarioResult;
}
