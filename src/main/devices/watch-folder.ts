import { watch } from 'node:fs';

/** Calls back when an entry whose name fits comes or goes; a folder that is not there never changes. */
export function watchFolder(folder: string, wanted: RegExp, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, (_event, name) => {
      if (name && wanted.test(name)) onChange();
    });
    watcher.on('error', () => undefined);
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
