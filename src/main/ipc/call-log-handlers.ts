/** What the window asks of the list of calls. */
import type { callLogRequests } from '../../shared/ipc/call-log.contract.ts';
import type { CallLog } from '../history/call-log.ts';
import type { Handlers } from './router.ts';

/** Binds that part of the contract. */
export function callLogHandlersFor(callLog: CallLog): Pick<Handlers, keyof typeof callLogRequests> {
  return {
    'callLog.older': (query) => callLog.older(query),
    'callLog.remove': ({ id }) => callLog.remove(id),
    'callLog.clear': () => callLog.clear(),
  };
}
