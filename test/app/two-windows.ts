/**
 * Two applications in one lab. The lab runs in the test's own process; each application, when it wants to fork a lab, is given the one that
 * runs already. Only its main process under test is changed for that, so the application itself needs no way to share a lab.
 */
import type { Lab, LabProfile } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { test as base, type Offhook, startOffhook } from './offhook.ts';

export interface TwoWindows {
  readonly lab: Lab;
  /** Whoever has the meeting. */
  readonly host: Offhook;
  readonly guest: Offhook;
}

/** One application, in a lab that the test holds in its hands. */
export interface OneWindow {
  readonly lab: Lab;
  readonly offhook: Offhook;
}

export const test = base.extend<{ lab: Lab; one: OneWindow; two: TwoWindows }>({
  lab: async ({ playwright: _playwright }, use) => {
    const lab = await startLab({ ports: 'free' });
    await use(lab);
    await lab.stop();
  },
  one: async ({ lab, offhook }, use) => {
    await shareLab(offhook, lab.profile);
    await use({ lab, offhook });
  },
  two: async ({ one: { lab, offhook: host } }, use) => {
    const guest = await startOffhook();
    await shareLab(guest, lab.profile);
    await use({ lab, host, guest });
    await guest.stop();
  },
});

/** For "Try the built-in lab": in place of a process of its own the application gets something that answers as one, with the profile of the lab that runs. */
export async function shareLab({ app }: Offhook, profile: LabProfile): Promise<void> {
  await app.evaluate(({ utilityProcess }, shared) => {
    const forkOther = utilityProcess.fork.bind(utilityProcess);
    const fork = (...others: Parameters<typeof forkOther>): unknown => {
      // Each has a media process of its own.
      if (others[2]?.serviceName !== 'Offhook lab') return forkOther(...others);
      const listeners = new Map<string, (value?: unknown) => void>();
      const listen = (event: string, listener: (value?: unknown) => void) => void listeners.set(event, listener);
      const end = () => listeners.get('exit')?.();
      return {
        on: listen,
        once: listen,
        kill: end,
        postMessage: ({ kind }: { readonly kind: string }) =>
          queueMicrotask(kind === 'start' ? () => listeners.get('message')?.({ kind: 'ready', profile: shared }) : end),
      };
    };
    utilityProcess.fork = fork as typeof utilityProcess.fork;
  }, profile);
}
