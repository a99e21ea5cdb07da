/** The requests of the lab and of its page. */
import type { labRequests } from '../../shared/ipc/lab.contract.ts';
import { done } from '../../shared/outcome.ts';
import type { LabParts } from '../app/build-lab.ts';
import type { PickedFile } from '../session/lab/scenario-player.ts';
import type { Handlers } from './router.ts';
import { type SavingDesktop, saved } from './saved.ts';

export interface LabDesktop extends SavingDesktop {
  /** Lets the person choose a scenario file; undefined when none was chosen. */
  pickScenario(): Promise<PickedFile | undefined>;
}

/** Binds them to the lab, its controls and the scenario player. */
export function labHandlersFor(
  { lab, labDesk, scenarioPlayer }: LabParts,
  desktop: LabDesktop,
): Pick<Handlers, keyof typeof labRequests> {
  return {
    'lab.start': () => lab.start(),
    'lab.stop': () => lab.stop(),
    'lab.account': ({ address }) => lab.account(address),
    'lab.switches': () => labDesk.switches(),
    'lab.set': ({ settings }) => labDesk.set(settings),
    'lab.reset': () => labDesk.reset(),
    'lab.people': () => labDesk.people(),
    'lab.act': (act) => labDesk.act(act),
    'lab.startFaults': ({ faults }) =>
      labDesk.startFaults(
        faults.map(({ afterMethod, forMs, ...fault }) => ({
          ...fault,
          ...(afterMethod === undefined ? {} : { afterMethod }),
          ...(forMs === undefined ? {} : { forMs }),
        })),
      ),
    'lab.faults': () => labDesk.faults(),
    'lab.clearFaults': () => labDesk.clearFaults(),
    'lab.scenarios': () => scenarioPlayer.files(),
    'lab.openScenarioFile': async () => {
      const picked = await desktop.pickScenario();
      return picked ? scenarioPlayer.open(picked) : done({ kind: 'cancelled' });
    },
    'lab.runScenario': ({ file, id }) => scenarioPlayer.run(file, id),
    'lab.cancelScenario': () => scenarioPlayer.cancel(),
    'lab.saveReport': ({ content }) => saved(desktop, { name: 'offhook-scenario.txt', text: content }),
  };
}
