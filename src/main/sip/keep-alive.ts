/** Keeps the connection alive as the server asks in its answer to REGISTER, or to the INVITE of a guest, who has no other. */
import { readKeepAlive } from '../../protocol/ms/keep-alive.ts';
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Flow } from '../net/flow.ts';

/** How often to ping until a server says something else, milliseconds. RFC 5626 4.4.1 */
export const firstPingMs = 60_000;
/** A server may be content with less; what stands in between forgets a connection that is silent for longer. */
const rarestPingMs = 300_000;
/** A tenth less than the server allows, so that the ping is there in time. */
const share = 0.9;

/** Sets the flow's pings by `ms-keep-alive: UAS;…;timeout=`; an answer without one leaves them as they are. [MS-CONMGMT] 2.2.1 */
export function followKeepAlive(flow: Flow, response: SipResponse): void {
  const asked = readKeepAlive(headerOf(response, 'ms-keep-alive') ?? '');
  if (asked?.timeoutSeconds === undefined) return;
  flow.keepAlive(Math.min(asked.timeoutSeconds * 1000 * share, rarestPingMs));
}
