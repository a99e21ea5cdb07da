/** The real client without a window, living in a lab or in the world. Nothing of it touches the disk. */
import type { Lab } from '../lab/api.ts';
import { systemClock, systemRandom } from '../lab/net/system.ts';
import { type Client, compose } from '../main/app/compose.ts';
import { createMemorySecrets } from '../main/store/memory-secrets.ts';
import { createMemorySettings } from '../main/store/memory-settings.ts';
import { createTracing } from '../main/trace/tracing.ts';
import { defaultSettings } from '../shared/model/settings.ts';
import type { Snapshot } from '../shared/model/snapshot.ts';
import type { Outcome } from '../shared/outcome.ts';
import { relayInProcess } from './relay-in-process.ts';
import { openSoundEngine } from './sound-engine.ts';

/** Longer than any journey may take, so that what went wrong is told by the client and not by this limit. */
const waitLimitMs = 40_000;

export interface HeadlessClient {
  readonly client: Client;
  /** Signs a simulated person in with the lab's own password; throws for an address that the lab does not know. */
  signIn(address: string): Promise<Outcome<void>>;
  /** The first snapshot that fits, or undefined after the limit, 40 s unless given. */
  until(fits: (snapshot: Snapshot) => boolean, limitMs?: number): Promise<Snapshot | undefined>;
  /** Leaves, signs out and closes every connection; the lab goes on. */
  close(): Promise<void>;
}

/** Composes a client and lets it enter the lab; without one it lives in the world. Throws when the lab refuses it. */
export async function openHeadlessClient(lab?: Pick<Lab, 'profile'>): Promise<HeadlessClient> {
  const clock = systemClock();
  const random = systemRandom();
  const client = compose({
    clock,
    random,
    settings: createMemorySettings({ ...defaultSettings, signInAtStart: false }),
    secrets: createMemorySecrets(),
    tracing: createTracing({ clock }),
    deviceSources: [],
    forkRelay: relayInProcess,
    labHost: { start: () => profileOf(lab), stop: () => Promise.resolve() },
    installId: Buffer.from(random.bytes(16)).toString('hex'),
    app: {
      version: '0.0.0',
      runtime: 'headless',
      standInRuntime: false,
      sandboxed: true,
      secretStore: { available: true, backend: 'memory' },
      platform: process.platform,
    },
  });
  client.start();
  const entered = lab ? await client.lab.start() : undefined;
  if (entered && !entered.ok) {
    await client.close();
    throw new Error(`the client cannot enter the lab: ${entered.failure.detail ?? entered.failure.code}`);
  }
  const engine = openSoundEngine(client.media.window, clock);
  return {
    client,
    async signIn(address) {
      const account = client.lab.account(address);
      if (!account) throw new Error(`the lab knows nobody at ${address}`);
      return client.signIn.start({ ...account, remember: false });
    },
    until: (fits, limitMs = waitLimitMs) => waitFor(client, fits, (task) => clock.after(limitMs, task)),
    async close() {
      await client.close();
      await engine.close();
    },
  };
}

async function profileOf(lab: Pick<Lab, 'profile'> | undefined): Promise<Lab['profile']> {
  if (!lab) throw new Error('there is no lab here');
  return lab.profile;
}

function waitFor(
  { state }: Client,
  fits: (snapshot: Snapshot) => boolean,
  limit: (task: () => void) => () => void,
): Promise<Snapshot | undefined> {
  return new Promise((resolve) => {
    const finish = (snapshot: Snapshot | undefined) => {
      stopListening();
      stopLimit();
      resolve(snapshot);
    };
    const look = () => {
      const snapshot = state.get();
      if (fits(snapshot)) finish(snapshot);
    };
    const stopListening = state.onDelta(look);
    const stopLimit = limit(() => finish(undefined));
    look();
  });
}
