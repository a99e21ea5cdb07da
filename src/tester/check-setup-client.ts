/** The client that tests a setup: in the world as it is, or in a lab of this process. It signs nobody in and writes nothing. */
import type { Lab } from '../lab/api.ts';
import { systemClock, systemRandom } from '../lab/net/system.ts';
import { type Client, compose } from '../main/app/compose.ts';
import { systemDevices } from '../main/devices/system-devices.ts';
import { createMemorySecrets } from '../main/store/memory-secrets.ts';
import { createMemorySettings } from '../main/store/memory-settings.ts';
import { createTracing } from '../main/trace/tracing.ts';
import { defaultSettings } from '../shared/model/settings.ts';

export interface SetupClientOptions {
  readonly version: string;
  /** `host` or `host:port` in place of discovery; empty for none. */
  readonly server: string;
  /** Where it lives; the world unless given. */
  readonly lab?: Pick<Lab, 'profile'>;
}

/** Composes the client and lets it look for devices. Throws when the lab refuses it. */
export async function openSetupClient({ version, server, lab }: SetupClientOptions): Promise<Client> {
  const clock = systemClock();
  const manualServers = { internal: server, external: '' };
  const settings = createMemorySettings({ ...defaultSettings, signInAtStart: false, manualServers });
  const client = compose({
    clock,
    random: systemRandom(),
    settings,
    secrets: createMemorySecrets(),
    tracing: createTracing({ clock }),
    deviceSources: systemDevices(clock),
    labHost: {
      start: async () => {
        if (!lab) throw new Error('there is no lab');
        return lab.profile;
      },
      stop: () => Promise.resolve(),
    },
    installId: '0'.repeat(32),
    app: {
      version,
      runtime: 'headless',
      standInRuntime: false,
      sandboxed: true,
      secretStore: { available: true, backend: 'memory' },
      platform: process.platform,
    },
  });
  client.start();
  if (!lab) return client;
  const entered = await client.lab.start();
  if (entered.ok) return client;
  await client.close();
  throw new Error(`the client cannot enter the lab: ${entered.failure.detail ?? entered.failure.code}`);
}
