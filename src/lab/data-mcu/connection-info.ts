/** What a dial-in to the data MCU is answered with. [MS-CONFBAS] 2.2.3.18 */
import { attr, child } from '../../protocol/xml/find.ts';
import type { C3pRequest } from '../focus/c3p-request.ts';
import type { Conference } from '../focus/conference.ts';
import type { Seat } from '../focus/seat.ts';
import { xml } from '../sip/xml-text.ts';

const CONFERENCE_INFO = 'urn:ietf:params:xml:ns:conference-info';

/** Key and value, in this order. */
export type ConnectionEntry = readonly [key: string, value: string];

/** What stands inside `<addUser>`. */
export function dialInContent(
  conference: Conference,
  seat: Seat,
  request: C3pRequest,
  entries: readonly ConnectionEntry[],
): string {
  const endpoint = attr(child(child(request.command, 'user'), 'endpoint'), 'entity') ?? seat.endpoint;
  const info = entries.map(([key, value]) => `<entry><key>${xml(key)}</key><value>${xml(value)}</value></entry>`);
  return [
    `<conferenceKeys confEntity="${xml(conference.plan.focusUri)}"/>`,
    `<ci:user xmlns:ci="${CONFERENCE_INFO}" entity="${xml(seat.entity)}">`,
    `<ci:roles><ci:entry>${seat.role}</ci:entry></ci:roles>`,
    `<ci:endpoint entity="${xml(endpoint)}"><ci:joining-method>dialed-in</ci:joining-method></ci:endpoint>`,
    `</ci:user><connection-info>${info.join('')}</connection-info>`,
  ].join('');
}
