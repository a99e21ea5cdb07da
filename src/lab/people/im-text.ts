/** What simulated people's clients write: on purpose none of the client's own writers. Protocol notes 11.1 */
import type { Body } from '../sip/template.ts';

/** An offer; with the own address, an answer. */
export function imSdp(address?: string): Body {
  const text = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=session',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=message 5060 sip ${address === undefined ? 'null' : `sip:${address}`}`,
    'a=accept-types:text/plain multipart/alternative text/rtf text/html application/ms-imdn+xml',
    '',
  ].join('\r\n');
  return { type: 'application/sdp', text };
}

export function plainText(text: string): Body {
  return { type: 'text/plain; charset=UTF-8', text };
}

export function keyboard(isTyping: boolean): Body {
  const status = isTyping ? 'type' : 'idle';
  return { type: 'application/xml', text: `<KeyboardActivity><status status="${status}" /></KeyboardActivity>` };
}

/** The value of `ms-text-format` with the first message. */
export function toast(text: string): string {
  return `text/plain; charset=UTF-8;ms-body=${Buffer.from(text).toString('base64')}`;
}
