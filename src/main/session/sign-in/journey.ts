/** The journey of one sign-in: six stages, each with what happened and when. Only the state store sees it change. */
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import {
  type Journey,
  type JourneyStage,
  type JourneyStep,
  type StageName,
  type StepState,
  stageNames,
} from '../../../shared/model/journey.ts';
import type { StateStore } from '../../store/state.ts';

/** A list server's answers could make a stage grow without end; a person reads no more than this. */
const maxSteps = 60;

export interface JourneyRecorder {
  begin(stage: StageName): void;
  step(stage: StageName, kind: string, data?: Readonly<Record<string, string>>, state?: StepState): void;
  /** Ends a stage; a stage that ended stays as it ended. */
  end(stage: StageName, state: 'done' | 'skipped'): void;
  fail(stage: StageName, failure: Failure): void;
  /** Fails whatever stage is running besides the devices, or the first that waits. */
  failCurrent(failure: Failure): void;
}

/** Starts a journey and puts it into the state; a later journey replaces it and this one falls silent. */
export function startJourney(options: {
  state: StateStore;
  clock: Clock;
  id: string;
  address: string;
}): JourneyRecorder {
  const { state, clock, id, address } = options;
  const startMs = clock.now();
  const elapsed = () => Math.round(clock.now() - startMs);
  let stages: readonly JourneyStage[] = stageNames.map((name) => ({ name, state: 'waiting', steps: [] }));

  const journey = (): Journey => ({ id, address, startedAt, stages });
  const startedAt = clock.wall();

  function change(name: StageName, patch: (stage: JourneyStage) => Partial<JourneyStage>): void {
    stages = stages.map((stage) => (stage.name === name ? { ...stage, ...patch(stage) } : stage));
    if (state.get().journey?.id === id) state.set('journey', journey());
  }

  function settle(name: StageName, to: StepState, failure?: Failure): void {
    change(name, (stage) =>
      stage.endedMs === undefined
        ? { state: to, startedMs: stage.startedMs ?? elapsed(), endedMs: elapsed(), ...(failure ? { failure } : {}) }
        : {},
    );
  }

  state.set('journey', journey());
  return {
    begin: (name) =>
      change(name, (stage) => (stage.state === 'waiting' ? { state: 'running', startedMs: elapsed() } : {})),
    step(name, kind, data = {}, stepState = 'done') {
      const step: JourneyStep = { kind, data, state: stepState, atMs: elapsed() };
      change(name, (stage) => ({ steps: [...stage.steps, step].slice(-maxSteps) }));
    },
    end: (name, to) => settle(name, to),
    fail: (name, failure) => settle(name, 'failed', failure),
    failCurrent(failure) {
      const open = stages.filter((stage) => stage.name !== 'devices' && stage.endedMs === undefined);
      const current = open.find((stage) => stage.state === 'running') ?? open[0];
      if (current) settle(current.name, 'failed', failure);
    },
  };
}
