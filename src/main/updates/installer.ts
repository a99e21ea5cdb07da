/** Downloads and installs what was believed, by electron-updater: it knows each system's packages, and checks what came against the signed checksum. */
import type { AppUpdater, ProgressInfo, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { OfferedVersion } from './feed.ts';

export interface Installer {
  /** Resolves once the package is there and is what was signed; rejects otherwise. */
  download(offered: OfferedVersion, onPercent: (percent: number) => void): Promise<void>;
  /** Ends the program and installs. */
  install(): void;
}

/** Around the updater of this system. It is asked for nothing by itself: no check, no download, no installation on quitting. */
export function createInstaller(
  load: () => Promise<Pick<typeof import('electron-updater'), 'Provider'> & { readonly updater: AppUpdater }>,
): Installer {
  let updater: AppUpdater | undefined;
  return {
    async download(offered, onPercent) {
      const loaded = await load();
      updater = loaded.updater;
      settle(updater);
      updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(loaded.Provider, offered) });
      const tell = ({ percent }: ProgressInfo) => onPercent(Math.round(percent));
      updater.on('download-progress', tell);
      try {
        const checked = await updater.checkForUpdates();
        // Nothing where it does not run from a package, and where the version is none that is newer.
        if (!checked?.isUpdateAvailable) throw new Error('this copy of Offhook cannot be replaced by that version');
        await updater.downloadUpdate();
      } finally {
        updater.off('download-progress', tell);
      }
    },
    install: () => updater?.quitAndInstall(false, true),
  };
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

/** A provider that hands on what was believed and asks nobody. */
function providerOf(Provider: typeof import('electron-updater').Provider, { version, files }: OfferedVersion) {
  return class BelievedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const [first] = files;
      return { version, files: [...files], path: first?.url ?? '', sha512: first?.sha512 ?? '', releaseDate: '' };
    }

    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return files.map((file) => ({ url: new URL(file.url), info: file }));
    }
  };
}
