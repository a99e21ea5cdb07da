/** The built-in lab as the window sees it: off, starting, running with users and meeting links, or failed with the reason. */

import type { Clock } from '../../../shared/clock.ts';
import type { LabState } from '../../../shared/model/lab.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';

/** What the lab tells about itself; the same shape as the lab's own profile. */
export interface LabProfile {
  readonly dnsServer: string;
  readonly rootCertificatePem: string;
  readonly accounts: readonly {
    readonly address: string;
    readonly displayName: string;
    readonly password: string;
    readonly company: string;
  }[];
  readonly meetings: readonly {
    readonly id: string;
    readonly title: string;
    readonly organizer: string;
    readonly links: { readonly conf: string; readonly https?: string };
    readonly note: string;
  }[];
  readonly limits: readonly string[];
}

/** Where the lab runs: a utility process in the app, in the test's own process in tests. */
export interface LabHost {
  /** Rejects with the reason when the lab cannot start; `onExit` tells when it went away by itself. */
  start(onExit: () => void): Promise<LabProfile>;
  stop(): Promise<void>;
  /** Calls one of the lab's controls; rejects with the lab's sentence. Left out where nobody turns its switches. */
  control?(method: string, args: readonly unknown[]): Promise<unknown>;
}

export interface LabService {
  start(): Promise<Outcome<void>>;
  stop(): Promise<void>;
  /** The lab that runs, if one does. */
  profile(): LabProfile | undefined;
  /** The simulated account's public password. */
  account(address: string): { readonly address: string; readonly password: string } | null;
}

const off: LabState = { state: 'off', users: [], meetings: [], limits: [] };

export function createLabService(deps: {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly host: LabHost;
  /** Discovery and trust turn to the lab, or back to the world. */
  readonly onProfile: (profile: LabProfile | undefined) => Promise<void>;
}): LabService {
  const { state } = deps;
  let profile: LabProfile | undefined;
  let starting: Promise<Outcome<void>> | undefined;

  async function run(): Promise<Outcome<void>> {
    state.set('lab', { ...off, state: 'starting' });
    try {
      profile = await deps.host.start(() => void gone());
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      state.set('lab', { ...off, state: 'failed', detail });
      return failed({ code: 'LAB_FAILED', detail, at: deps.clock.wall() });
    }
    const entered = profile;
    await deps.onProfile(entered);
    if (profile === entered) {
      state.set('lab', shownFrom(entered));
      return done(undefined);
    }
    // It went away while the old world was being left: its root must not stay trusted.
    await deps.onProfile(undefined);
    return failed({ code: 'LAB_FAILED', detail: 'The lab process ended by itself.', at: deps.clock.wall() });
  }

  async function gone(): Promise<void> {
    if (!profile) return;
    profile = undefined;
    await deps.onProfile(undefined);
    state.set('lab', { ...off, state: 'failed', detail: 'The lab process ended by itself.' });
  }

  return {
    start() {
      if (profile) return Promise.resolve(done(undefined));
      starting ??= run().finally(() => {
        starting = undefined;
      });
      return starting;
    },
    async stop() {
      if (starting !== undefined) {
        // Nobody waits for a lab to start that is not wanted any more.
        await deps.host.stop();
        await starting;
        if (!profile) state.set('lab', off);
      }
      if (!profile) return;
      profile = undefined;
      await deps.onProfile(undefined);
      await deps.host.stop();
      state.set('lab', off);
    },
    profile: () => profile,
    account(address) {
      const found = profile?.accounts.find((account) => account.address === address.trim().toLowerCase());
      return found ? { address: found.address, password: found.password } : null;
    },
  };
}

function shownFrom(profile: LabProfile): LabState {
  return {
    state: 'running',
    users: profile.accounts.map(({ address, displayName, company }) => ({ address, displayName, company })),
    meetings: profile.meetings.map(({ title, organizer, links, note }) => ({
      title,
      organizer,
      link: links.conf,
      note,
      ...(links.https ? { httpsLink: links.https } : {}),
    })),
    limits: profile.limits,
  };
}
