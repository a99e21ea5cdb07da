/** Downloads and installs what was believed, by electron-updater: it knows each system's packages, and checks what came against the signed checksum. */
import type { AppUpdater, ProgressInfo, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { OfferedVersion } from './feed.ts';
import { withHeldRequests } from './held-requests.ts';

export interface Installer {
  /** Resolves once the package is there and is what was signed; rejects otherwise, also when the signal ends it. */
  download(offered: OfferedVersion, watch: DownloadWatch): Promise<void>;
  /** Ends the program and installs. */
  install(): void;
}

export interface DownloadWatch {
  /** Ends the download: nothing more is asked of the server, and what came is thrown away. */
  readonly signal: AbortSignal;
  /** 0 to 100. */
  onPercent(percent: number): void;
}

/** The part of electron-updater that is used, once it is loaded. */
export interface UpdaterLibrary {
  readonly Provider: typeof import('electron-updater').Provider;
  readonly updater: AppUpdater;
}

/** Around the updater of this system. It is asked for nothing by itself: no check, no download, no installation on quitting. */
export function createInstaller(load: () => Promise<UpdaterLibrary>): Installer {
  let updater: AppUpdater | undefined;
  // The library hands out a download that still runs in place of a new one, whatever the new one is for.
  let before: Promise<unknown> = Promise.resolve();
  return {
    download(offered, watch) {
      const turn = before.then(async () => {
        watch.signal.throwIfAborted();
        const loaded = await load();
        updater = loaded.updater;
        await get(offered, watch, loaded);
      });
      before = turn.catch(() => undefined);
      return turn;
    },
    install: () => updater?.quitAndInstall(false, true),
  };
}

async function get(offered: OfferedVersion, watch: DownloadWatch, { Provider, updater }: UpdaterLibrary) {
  settle(updater);
  const provider = providerOf(Provider, offered);
  updater.setFeedURL({ provider: 'custom', updateProvider: provider.make });
  const tell = ({ percent }: ProgressInfo) => watch.onPercent(Math.round(percent));
  updater.on('download-progress', tell);
  try {
    const checked = await updater.checkForUpdates();
    const executor = provider.executor();
    // Nothing where it does not run from a package, and where the version is none that is newer.
    if (!checked?.isUpdateAvailable || !executor) {
      throw new Error('this copy of Offhook cannot be replaced by that version');
    }
    const most = Math.max(...offered.files.map(({ size }) => size));
    // All of them lie in the feed's folder, or the list would not have been believed.
    const origin = new URL(offered.files[0]?.url ?? '').origin;
    const token = checked.cancellationToken;
    await withHeldRequests(executor, { most, origin, signal: watch.signal }, async (over) => {
      over.addEventListener('abort', () => token?.cancel());
      await updater.downloadUpdate(token);
    });
  } finally {
    updater.off('download-progress', tell);
  }
}

function settle(updater: AppUpdater): void {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true;
  // What it says goes nowhere: the outcome is told by the state.
  updater.logger = null;
  // Without a listener an event of this name would end the program; what went wrong comes back as a rejection too.
  if (updater.listenerCount('error') < 2) updater.on('error', () => undefined);
}

/** A provider that hands on what was believed and asks nobody, and the executor that it is made with. */
function providerOf(Provider: typeof import('electron-updater').Provider, { version, files }: OfferedVersion) {
  let executor: ProviderRuntimeOptions['executor'] | undefined;
  class BelievedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
      executor = runtime.executor;
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const [first] = files;
      return { version, files: [...files], path: first?.url ?? '', sha512: first?.sha512 ?? '', releaseDate: '' };
    }

    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return files.map((file) => ({ url: new URL(file.url), info: file }));
    }
  }
  return { make: BelievedProvider, executor: () => executor };
}
