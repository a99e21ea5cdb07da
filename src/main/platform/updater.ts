/** What the search for newer versions needs of this system. electron-updater is loaded when something is looked for, not before. */
import { net } from 'electron';
import { feedName } from '../updates/fetch-feed.ts';
import { createInstaller } from '../updates/installer.ts';
import { readYaml } from '../updates/read-yaml.ts';

/** Electron's own network, with the system's proxy and authorities, and the packages of this system. */
export function updatesOfThisSystem() {
  return {
    fetch: (url: string, init: RequestInit) => net.fetch(url, init),
    parse: readYaml,
    feedName: feedName(process.platform, process.arch),
    installer: createInstaller(async () => {
      const library = await import('electron-updater');
      return { Provider: library.Provider, updater: library.autoUpdater };
    }),
  };
}
