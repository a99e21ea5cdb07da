/** The requests of "Test my setup". */

import type { InputOf } from '../../shared/ipc/contract.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { SetupCheckService } from '../session/setup-check/setup-check.ts';
import type { Handlers } from './router.ts';

type SetupRequests = 'setup.start' | 'setup.cancel' | 'setup.saveReport';

export interface SetupDesktop {
  /** Asks where, and writes; false when the person chose no place. */
  saveFile(file: { readonly name: string; readonly text: string }): Promise<boolean>;
}

/** Binds them to the service and the desktop. */
export function setupCheckHandlersFor(check: SetupCheckService, desktop: SetupDesktop): Pick<Handlers, SetupRequests> {
  return {
    'setup.start': (input) => {
      const started = check.start(input);
      return started.ok ? done(undefined) : started;
    },
    'setup.cancel': () => check.cancel(),
    'setup.saveReport': (report) => save(desktop, report),
  };
}

const endings = { text: 'txt', json: 'json', page: 'html' } as const;

/** Under a name of ours: what the window says is the content, never the place. */
async function save(desktop: SetupDesktop, { kind, content }: InputOf<'setup.saveReport'>): Promise<Outcome<boolean>> {
  try {
    return done(await desktop.saveFile({ name: `offhook-setup.${endings[kind]}`, text: content }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
