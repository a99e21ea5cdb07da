/** What the window asks about itself: the whole state, what was typed in it, the link it has shown. */
import type { Client } from '../app/compose.ts';
import type { Handlers } from './router.ts';

type WindowHandlers = Pick<Handlers, 'app.snapshot' | 'app.drafts' | 'app.keepDraft' | 'app.clearPendingLink'>;

export function windowHandlersFor({ state, drafts }: Pick<Client, 'state' | 'drafts'>): WindowHandlers {
  return {
    'app.snapshot': () => state.get(),
    'app.drafts': () => drafts.all(),
    'app.keepDraft': (draft) => drafts.keep(draft),
    'app.clearPendingLink': (shown) => {
      // The next one may have come while the window was busy with this.
      if (state.get().pendingLink === shown) state.set('pendingLink', null);
    },
  };
}
