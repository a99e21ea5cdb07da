/** The built-in lab as the window sees it: off, starting, running with users and meeting links, or failed with the reason. */

import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { LabEnding, LabState } from '../../../shared/model/lab.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { KeptSwitches } from './kept-switches.ts';

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

/** Why a lab did not start, where there are words for it; any other error is the lab's own sentence. */
export class LabStartError extends Error {
  override readonly name = 'LabStartError';
  readonly why: LabEnding;

  constructor(why: LabEnding, message: string) {
    super(message);
    this.why = why;
  }
}

/** Where the lab runs: a utility process in the app, in the test's own process in tests. */
export interface LabHost {
  /** Rejects with the reason when the lab cannot start, see LabStartError; `onExit` tells when it went away by itself, and with which code where there is one. */
  start(onExit: (code?: number) => void): Promise<LabProfile>;
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

/** A lab that ends by itself more often is not started again by us: it would go on like that. */
const calmMs = 60_000;
const off: LabState = { state: 'off', users: [], meetings: [], limits: [] };

export interface LabDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly host: LabHost;
  readonly kept: KeptSwitches;
  /** Discovery and trust turn to the lab, or back to the world. */
  readonly onProfile: (profile: LabProfile | undefined) => Promise<void>;
}

export function createLabService(deps: LabDependencies): LabService {
  const { state, clock, host, kept, onProfile } = deps;
  let profile: LabProfile | undefined;
  let starting: Promise<Outcome<void>> | undefined;
  let stopping: Promise<void> | undefined;
  let endedAt: number | undefined;
  let isWanted = false;

  forgetRestartAtSignIn(state);

  /** In place of one that ended by itself it gets the switches of that one; any other begins as labs do. */
  async function run(isInPlace: boolean): Promise<Outcome<void>> {
    state.set('lab', { ...off, state: 'starting' });
    if (!isInPlace) kept.forget();
    try {
      profile = await host.start(gone);
    } catch (error) {
      return failedWith(...reasonOf(error));
    }
    const entered = profile;
    const refused = isInPlace ? await kept.restore(host) : 0;
    await onProfile(entered);
    if (profile === entered) {
      const restarted = isInPlace ? { restarted: { at: clock.wall(), refused } } : {};
      state.set('lab', { ...shownFrom(entered), ...restarted });
      return done(undefined);
    }
    // It went away while the old world was being left: its root must not stay trusted.
    await onProfile(undefined);
    return failedWith('The lab process ended by itself while it was being started.', 'gone');
  }

  function failedWith(detail: string, why?: LabEnding): Outcome<void> {
    return showFailed(state, { code: 'LAB_FAILED', detail, at: clock.wall(), ...(why ? { data: { why } } : {}) });
  }

  /** Nothing that was signed in to it lives any longer. Once, it is started again by itself. */
  function gone(code?: number): void {
    if (!profile) return;
    profile = undefined;
    // Whoever is starting it finds that it is gone, and says so.
    if (starting !== undefined) return;
    const isCalm = endedAt === undefined || clock.now() - endedAt >= calmMs;
    endedAt = clock.now();
    if (isCalm) state.set('lab', { ...off, state: 'starting' });
    void begin(async () => {
      await onProfile(undefined);
      if (isCalm && isWanted) return run(true);
      const withCode = code === undefined ? '' : ` with code ${code}`;
      return failedWith(`The lab process ended by itself${withCode}, for the second time within a minute.`, 'again');
    });
  }

  function begin(work: () => Promise<Outcome<void>>): Promise<Outcome<void>> {
    starting ??= work().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  return {
    async start() {
      isWanted = true;
      if (stopping !== undefined) await stopping.catch(() => undefined);
      // Somebody may have stopped it meanwhile, once more.
      if (profile || !isWanted) return done(undefined);
      return begin(() => run(false));
    },
    async stop() {
      isWanted = false;
      if (starting !== undefined) {
        // Nobody waits for a lab to start that is not wanted any more.
        await host.stop();
        await starting;
        if (!profile) state.set('lab', off);
      }
      if (profile) {
        profile = undefined;
        stopping = leave(deps).finally(() => {
          stopping = undefined;
        });
      }
      return stopping;
    },
    profile: () => profile,
    account: (address) => accountIn(profile, address),
  };
}

function accountIn(profile: LabProfile | undefined, address: string): ReturnType<LabService['account']> {
  const found = profile?.accounts.find((account) => account.address === address.trim().toLowerCase());
  return found ? { address: found.address, password: found.password } : null;
}

/** Whoever is signed in to it is signed out first, while it still answers. */
async function leave({ state, host, onProfile }: LabDependencies): Promise<void> {
  state.set('lab', { ...off, state: 'stopping' });
  try {
    await onProfile(undefined);
    await host.stop();
  } finally {
    state.set('lab', off);
  }
}

function showFailed(state: StateStore, failure: Failure): Outcome<void> {
  state.set('lab', { ...off, state: 'failed', failure });
  return failed(failure);
}

function reasonOf(error: unknown): [detail: string, why?: LabEnding] {
  if (error instanceof LabStartError) return [error.message, error.why];
  return [error instanceof Error ? error.message : String(error)];
}

/** That the lab was started again is news until somebody signs in. */
function forgetRestartAtSignIn(state: StateStore): void {
  state.onDelta(({ slices }) => {
    const { restarted, ...shown } = state.get().lab;
    if (restarted && slices.account?.kind === 'registered') state.set('lab', shown);
  });
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
