/** The requests of "Test my setup". */
import { done } from '../../shared/outcome.ts';
import type { SetupCheckService } from '../session/setup-check/setup-check.ts';
import type { Handlers } from './router.ts';
import { type SavingDesktop, saved } from './saved.ts';

type SetupRequests = 'setup.start' | 'setup.cancel' | 'setup.saveReport';

const endings = { text: 'txt', json: 'json', page: 'html' } as const;

/** Binds them to the service and the desktop. */
export function setupCheckHandlersFor(check: SetupCheckService, desktop: SavingDesktop): Pick<Handlers, SetupRequests> {
  return {
    'setup.start': (input) => {
      const started = check.start(input);
      return started.ok ? done(undefined) : started;
    },
    'setup.cancel': () => check.cancel(),
    'setup.saveReport': ({ kind, content }) =>
      saved(desktop, { name: `offhook-setup.${endings[kind]}`, text: content }),
  };
}
