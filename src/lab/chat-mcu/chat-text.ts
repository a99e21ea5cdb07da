/** What a chat MCU writes: on purpose none of the client's own writers. [MS-CONFIM] 2.2 */
import type { Body } from '../sip/template.ts';
import { xml } from '../sip/xml-text.ts';

const IMDN_TYPE = 'application/ms-imdn+xml';
export const COMPOSING_TYPE = 'application/im-iscomposing+xml';
export const KEYBOARD_TYPE = 'application/xml';

/** What may be said; the first ones stand in the answer to an INVITE too. */
export const SAYABLE = ['text/plain', 'text/html', 'multipart/alternative', 'text/rtf', COMPOSING_TYPE] as const;

/** One who did not get a message. */
export interface Miss {
  /** `sip:…` */
  readonly uri: string;
  readonly status: number;
  readonly diagnostics: string | undefined;
}

/** The description of the chat in the answer to an INVITE. Protocol notes 11.1 */
export function chatSdp(organizerUri: string): Body {
  const text = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=session',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=message 5060 sip ${organizerUri}`,
    `a=accept-types:${[...SAYABLE, IMDN_TYPE].join(' ')}`,
    '',
  ].join('\r\n');
  return { type: 'application/sdp', text };
}

/** The report on one message: nobody named says that everybody has it. [MS-CONFIM] 2.2.2 */
export function deliveryReport(messageId: number, misses: readonly Miss[]): Body {
  const recipients = misses.map(({ uri, status, diagnostics }) => {
    const why =
      diagnostics === undefined ? '' : `<entry><key>ms-diagnostics</key><value>${xml(diagnostics)}</value></entry>`;
    return `<recipient uri="${xml(`<${uri}>`)}"><status>${status}</status>${why}</recipient>`;
  });
  const text =
    '<?xml version="1.0" encoding="utf-8"?><imdn xmlns="http://schemas.microsoft.com/rtc/2005/08/imdn">' +
    `<message-id>${messageId}</message-id>${recipients.join('')}</imdn>`;
  return { type: IMDN_TYPE, text };
}

/** That somebody types, as newer clients say it in a MESSAGE. RFC 3994 */
export function composing(isTyping: boolean): Body {
  const state = isTyping ? '<state>active</state><refresh>60</refresh>' : '<state>idle</state>';
  const text = `<?xml version="1.0" encoding="utf-8"?><isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing">${state}</isComposing>`;
  return { type: COMPOSING_TYPE, text };
}
