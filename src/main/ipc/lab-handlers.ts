/** The requests of the lab and of its page. */
import type { labRequests } from '../../shared/ipc/lab.contract.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { LabParts } from '../app/build-lab.ts';
import type { Handlers } from './router.ts';

export interface LabDesktop {
  /** Asks where, and writes; false when the person chose no place. */
  saveFile(file: { readonly name: string; readonly text: string }): Promise<boolean>;
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
    'lab.runScenario': ({ file, id }) => scenarioPlayer.run(file, id),
    'lab.cancelScenario': () => scenarioPlayer.cancel(),
    'lab.saveReport': ({ content }) => save(desktop, content),
  };
}

/** Under a name of ours: what the window says is the content, never the place. */
async function save(desktop: LabDesktop, text: string): Promise<Outcome<boolean>> {
  try {
    return done(await desktop.saveFile({ name: 'offhook-scenario.txt', text }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
