/** A lab and a client in one process, as the application has them in two. Everything between them is real: DNS, TLS, SIP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { ClientOptions } from '../../src/main/app/client-options.ts';
import { type Client, compose } from '../../src/main/app/compose.ts';
import type { DeviceSource } from '../../src/main/devices/source.ts';
import type { OpenHistoryFile } from '../../src/main/history/thread.ts';
import type { ReadInterfaces } from '../../src/main/net/network-watch.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import type { SecretStore } from '../../src/main/store/secrets.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { openTraceFiles } from '../../src/main/trace/trace-files.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { MeetingState } from '../../src/shared/model/meeting.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { historyHere } from './history-here.ts';
import { oneKey } from './one-key.ts';
import { relayHere } from './relay-here.ts';

export interface LabClient {
  readonly lab: Lab;
  readonly client: Client;
  readonly folder: string;
  passwordOf(address: string): string;
  signIn(address: string, password?: string): ReturnType<Client['signIn']['start']>;
  join(
    text: string,
    options?: { guestName?: string; as?: 'auto' | 'guest'; conferenceKey?: string },
  ): ReturnType<Client['meetings']['join']>;
  /** Resolves with the first snapshot that fits; the test's own time limit ends a wait for one that never comes. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  untilMeeting(fits: (meeting: MeetingState) => boolean): Promise<MeetingState>;
  stop(): Promise<void>;
}

export interface LabClientOptions {
  readonly lab?: Lab;
  readonly clock?: Clock;
  readonly deviceSources?: readonly DeviceSource[];
  readonly loadKerberos?: ClientOptions['loadKerberos'];
  /** The same key for all clients unless given. */
  readonly makeKey?: ClientOptions['makeKey'];
  readonly interfaces?: ReadInterfaces;
  /** In the test's own process unless given. */
  readonly forkRelay?: NonNullable<ClientOptions['forkRelay']>;
  /** In the test's own thread unless given. */
  readonly openHistory?: OpenHistoryFile;
  /** What the administrator of this machine decided; nothing unless given. */
  readonly managed?: NonNullable<ClientOptions['managed']>;
  /** In memory unless given. */
  readonly secrets?: SecretStore;
  /** 32 hex digits, which make the endpoint: another one is another machine of the same person. */
  readonly installId?: string;
}

/** Starts a lab, if none is given, and a client that lives in it. */
export async function startLabClient(options: LabClientOptions = {}): Promise<LabClient> {
  const lab = options.lab ?? (await startLab({ ports: 'free' }));
  const folder = mkdtempSync(join(tmpdir(), 'offhook-client-'));
  const clock = options.clock ?? systemClock;
  const files = openTraceFiles({ folder: join(folder, 'traces'), wall: clock.wall(), processId: process.pid });
  const client = compose({
    clock,
    random: systemRandom,
    settings: openSettings(folder, clock.wall),
    secrets: options.secrets ?? createMemorySecrets(),
    tracing: createTracing({ clock, files }),
    deviceSources: options.deviceSources ?? [],
    forkRelay: options.forkRelay ?? relayHere,
    // Loading 150 roots that sign nobody in the lab takes longer than a sign-in; trust and find-server are tested with them.
    machineRoots: () => [],
    ...(options.interfaces ? { interfaces: options.interfaces } : {}),
    labHost: { start: async () => lab.profile, stop: () => (options.lab ? Promise.resolve() : lab.stop()) },
    installId: options.installId ?? '0'.repeat(32),
    downloads: () => join(folder, 'Downloads'),
    history: { folder: join(folder, 'history'), openFile: options.openHistory ?? historyHere },
    ...(options.loadKerberos ? { loadKerberos: options.loadKerberos } : {}),
    ...(options.managed ? { managed: options.managed } : {}),
    makeKey: options.makeKey ?? oneKey,
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
  const started = await client.lab.start();
  if (!started.ok) throw new Error(started.failure.detail);
  return assemble(lab, client, folder);
}

function assemble(lab: Lab, client: Client, folder: string): LabClient {
  const passwordOf = (address: string) =>
    lab.profile.accounts.find((account) => account.address === address)?.password ?? '';
  const until: LabClient['until'] = (fits) =>
    new Promise((resolve) => {
      const stop = client.state.onDelta(look);
      function look(): void {
        const snapshot = client.state.get();
        if (!fits(snapshot)) return;
        stop();
        resolve(snapshot);
      }
      look();
    });
  return {
    lab,
    client,
    folder,
    passwordOf,
    signIn: (address, password = passwordOf(address)) => client.signIn.start({ address, password, remember: false }),
    join: (text, { guestName = 'Karen Berg', as = 'auto', conferenceKey } = {}) =>
      client.meetings.join({ text, guestName, as, ...(conferenceKey ? { conferenceKey } : {}) }),
    until,
    async untilMeeting(fits) {
      const { meeting } = await until((snapshot) => snapshot.meeting !== null && fits(snapshot.meeting));
      if (!meeting) throw new Error('no meeting');
      return meeting;
    },
    async stop() {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
