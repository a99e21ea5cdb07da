/** The requests of "Save for support" and about newer versions. */
import type { supportRequests } from '../../shared/ipc/support.contract.ts';
import type { updatesRequests } from '../../shared/ipc/updates.contract.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Support } from '../app/build-support.ts';
import type { UpdateService } from '../updates/update-service.ts';
import type { Handlers } from './router.ts';

export interface SupportDesktop {
  /** Asks where, and writes; false when the person chose no place. */
  saveFile(file: { readonly name: string; readonly text: Uint8Array }): Promise<boolean>;
  /** Opens the folder with the system's own crash reports. */
  showCrashes(): Promise<void>;
}

/** Binds the requests about newer versions. */
export function updateHandlersFor(updates: UpdateService): Pick<Handlers, keyof typeof updatesRequests> {
  return {
    'updates.check': () => updates.check(),
    'updates.download': () => updates.download(),
    'updates.install': () => updates.install(),
  };
}

/** Binds them to the service and the desktop. */
export function supportHandlersFor(
  support: Support,
  desktop: SupportDesktop,
): Pick<Handlers, keyof typeof supportRequests> {
  return {
    'support.gather': () => support.gather(),
    'support.lines': ({ name, from, limit }) => support.lines(name, from, limit),
    'support.save': ({ names }) => save(desktop, support.zip(names)),
    'support.letGo': () => support.letGo(),
    'support.showCrashes': () => desktop.showCrashes(),
    'support.dismiss': () => support.dismiss(),
  };
}

/** Under a name of ours: what the window says is which files, never the place. */
async function save(desktop: SupportDesktop, file: ReturnType<Support['zip']>): Promise<Outcome<boolean>> {
  if (!file) return done(false);
  try {
    return done(await desktop.saveFile(file));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
