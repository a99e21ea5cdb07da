/** What the requests about the local history do: one service method each. */
import type { historyRequests } from '../../shared/ipc/history.contract.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { Handlers } from './router.ts';

/** Binds that part of the contract. */
export function historyHandlersFor(history: HistoryService): Pick<Handlers, keyof typeof historyRequests> {
  return {
    'history.search': (query) => history.search(query),
    'history.page': (query) => history.page(query),
    'history.people': ({ limit }) => history.people(limit),
    'history.remove': (which) => history.remove(which),
    'history.clear': () => history.clear(),
  };
}
