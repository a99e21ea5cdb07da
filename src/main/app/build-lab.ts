/** The lab put together: the service that starts it, the hand that turns it, and the player of scenarios beside it. */
import type { Clock } from '../../shared/clock.ts';
import { KeptSwitches } from '../session/lab/kept-switches.ts';
import { createLabDesk, type LabDesk } from '../session/lab/lab-desk.ts';
import { createLabService, type LabHost, type LabProfile, type LabService } from '../session/lab/lab-service.ts';
import { createScenarioPlayer, type PlayerProcess, type ScenarioPlayer } from '../session/lab/scenario-player.ts';
import type { StateStore } from '../store/state.ts';

export interface LabParts {
  readonly lab: LabService;
  readonly labDesk: LabDesk;
  readonly scenarioPlayer: ScenarioPlayer;
}

/** Where the lab and its scenarios run. */
export interface LabOptions {
  readonly labHost: LabHost;
  /** Makes the process that plays scenarios; without it none are played. */
  readonly forkPlayer?: () => PlayerProcess;
}

/** Builds them; nothing starts before somebody asks. `onProfile` is told which world the client is to live in. */
export function buildLab(
  options: LabOptions & { readonly clock: Clock },
  deps: { readonly state: StateStore; readonly onProfile: (profile: LabProfile | undefined) => Promise<void> },
): LabParts {
  const { clock, labHost: host, forkPlayer = noPlayer } = options;
  const kept = new KeptSwitches();
  const lab = createLabService({ ...deps, clock, host, kept });
  return {
    lab,
    labDesk: createLabDesk({ host, clock, kept, profile: () => lab.profile() }),
    scenarioPlayer: createScenarioPlayer({ state: deps.state, clock, fork: forkPlayer }),
  };
}

function noPlayer(): never {
  throw new Error('There is no scenario player here.');
}
