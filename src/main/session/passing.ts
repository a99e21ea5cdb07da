/** Which failures go away by themselves. */
import type { Failure } from '../../shared/model/failure.ts';

/** Whether asking again a little later may help: nobody answered, or the server was busy. With the connection gone everything begins anew. */
export function isPassing(failure: Failure): boolean {
  if (failure.code === 'CONNECTION_LOST') return false;
  return failure.sip === undefined || failure.sip.status === 503 || failure.sip.status === 408;
}
