/** What a client is built with: what only the desktop, or a test, can give it. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import type { DeviceSource } from '../devices/source.ts';
import type { OpenHistoryFile } from '../history/thread.ts';
import type { ReadInterfaces } from '../net/network-watch.ts';
import type { DesktopActivity } from '../session/presence/machine-watch.ts';
import { type ManagedPolicy, noManagedPolicy } from '../store/managed.ts';
import { manageSettings } from '../store/managed-settings.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StorageReport } from '../store/storage-report.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { KerberosModule } from '../web/kerberos-tickets.ts';
import type { MakeRsaKey } from '../web/rsa-key.ts';
import type { LabOptions } from './build-lab.ts';
import type { MediaOptions } from './build-media.ts';
import type { UpdateOptions } from './build-updates.ts';

export interface ClientOptions extends LabOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly app: AppFacts;
  readonly settings: SettingsStore;
  /** What the administrator of this computer decided; nothing unless given. */
  readonly managed?: ManagedPolicy;
  readonly secrets: SecretStore;
  readonly tracing: Tracing;
  readonly deviceSources: readonly DeviceSource[];
  /** Makes the media relay’s process, when the first call needs it; without it there are no calls. */
  readonly forkRelay?: MediaOptions['forkRelay'];
  /** The system's own list of interfaces unless given. */
  readonly interfaces?: ReadInterfaces;
  /** The roots this machine trusts, PEM; those it has unless given. */
  readonly machineRoots?: () => readonly string[];
  /** Whether somebody sits before this machine; without it somebody always does. */
  readonly activity?: DesktopActivity;
  /** Names this installation, so that its endpoint stays the same. */
  readonly installId: string;
  /** Loads the optional package `kerberos`, for the desktop's own sign-in; rejects where it is not installed. */
  readonly loadKerberos?: () => Promise<KerberosModule>;
  /** Makes the keys that certificates of one's own are for; the runtime's own unless given. */
  readonly makeKey?: MakeRsaKey;
  /** How newer versions are looked for and got; without it there are none. */
  readonly updates?: UpdateOptions;
  /** Where the system's crash reports lie, if any are written. */
  readonly crashFolder?: string;
  /** What the disk refused, before and after the client was made. */
  readonly storage?: StorageReport;
  /** The folder that files of other people are saved in; without it they cannot be. */
  readonly downloads?: () => string;
  /** Where conversations are kept, and how one of the files is opened; without it none are. */
  readonly history?: { readonly folder: string; readonly openFile: OpenHistoryFile };
}

export type PolicedOptions = ClientOptions & { readonly managed: ManagedPolicy };

/** The administrator's settings lie over the person's for everything that reads them. */
export function underPolicy(given: ClientOptions): PolicedOptions {
  const managed = given.managed ?? noManagedPolicy;
  return { ...given, managed, settings: manageSettings(given.settings, managed) };
}
