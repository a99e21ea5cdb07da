/** The requests of "Save for support" and about newer versions. */
import type { supportRequests } from '../../shared/ipc/support.contract.ts';
import type { updatesRequests } from '../../shared/ipc/updates.contract.ts';
import { done } from '../../shared/outcome.ts';
import type { Support } from '../app/build-support.ts';
import type { UpdateService } from '../updates/update-service.ts';
import type { Handlers } from './router.ts';
import { type SavingDesktop, saved } from './saved.ts';

export interface SupportDesktop extends SavingDesktop {
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
    'support.save': ({ names }) => {
      const zip = support.zip(names);
      return zip ? saved(desktop, zip) : done(false);
    },
    'support.letGo': () => support.letGo(),
    'support.showCrashes': () => desktop.showCrashes(),
    'support.dismiss': () => support.dismiss(),
  };
}
