/** Session descriptions in messages. RFC 3261 13.2.1; [MS-SDPEXT] 1.3 for the alternatives in first offers */

import type { MediaRefusal } from '../media/lab-media.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { Answer, Body, HeaderLine } from '../sip/template.ts';

const MOST_PARTS = 10;

export function sdpBody(text: string): Body {
  return { type: 'application/sdp', text };
}

/** The description a request or answer carries; of alternatives the one with candidates of the newer form. Undefined without one. */
export function descriptionIn(contentType: string, text: string): string | undefined {
  if (/^application\/sdp\b/i.test(contentType)) return text;
  const boundary = /^multipart\/[a-z]+\s*;.*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts = text
    .split(`--${boundary}`, MOST_PARTS)
    .filter((part) => /^content-type:\s*application\/sdp/im.test(part))
    .map((part) => part.slice(part.search(/\r?\n\r?\n/)).trimStart());
  return parts.find((part) => part.includes(' typ ')) ?? parts.at(-1);
}

/** Whether an INVITE is a call rather than a conversation in writing. */
export function isCall(incoming: Incoming, fullType: string): boolean {
  const description = descriptionIn(fullType, incoming.text);
  return description !== undefined && /^m=(audio|video) /m.test(description);
}

/** Why an offer is not taken. Protocol notes 9.2 */
export function refusalFor(refusal: MediaRefusal): Answer {
  const headers: readonly HeaderLine[] = {
    encryption: [['Warning', '308 lcs.microsoft.com "Encryption Levels not compatible"'] as const],
    codecs: [['Warning', '304 lcs.microsoft.com "Media type not available"'] as const],
    unreadable: [['ms-diagnostics', '7008;reason="Error parsing SDP"'] as const],
  }[refusal];
  return { status: 488, reason: 'Not Acceptable Here', headers };
}
