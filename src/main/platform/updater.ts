/** What the search for newer versions needs of this system. electron-updater is loaded when something is looked for, not before. */
import { type Session, session } from 'electron';
import { feedName } from '../updates/fetch-feed.ts';
import { createInstaller } from '../updates/installer.ts';
import { readYaml } from '../updates/read-yaml.ts';

/** Electron's own network, with the system's proxy and authorities, and the packages of this system. */
export function updatesOfThisSystem() {
  return {
    fetch: (url: string, init: RequestInit) => ownSession().fetch(url, init),
    parse: readYaml,
    feedName: feedName(process.platform, process.arch),
    installer: createInstaller(async () => {
      const { Provider, autoUpdater } = await import('electron-updater');
      tellNothing(autoUpdater.netSession);
      return { Provider, updater: autoUpdater };
    }),
  };
}

/** The window's session lets nothing out; this one is kept in memory. */
function ownSession(): Session {
  const own = session.fromPartition('updates', { cache: false });
  tellNothing(own);
  return own;
}

/** The place learns neither version, system nor language. */
function tellNothing(each: Session): void {
  each.setUserAgent('Offhook', 'en');
}
