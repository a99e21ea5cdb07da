/** The descriptions of sound that messages bring. RFC 3261 13, RFC 5621; protocol notes 9.3 */
import { pickSdp } from '../../../protocol/sdp/multipart.ts';
import { readSdp } from '../../../protocol/sdp/read.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';
import type { Body } from '../../sip/agent.ts';

/** The description in a message, of several alternatives the one for clients of today; undefined when it bears none. */
export function descriptionIn(message: SipMessage): Body | undefined {
  const text = pickSdp(headerOf(message, 'content-type') ?? '', message.body) ?? '';
  return text.trim() === '' ? undefined : { contentType: 'application/sdp', text };
}

/** What an offer is about. `unreadable`: it is a description, and cannot be understood. */
export type Offered =
  | { readonly kind: 'call'; readonly hasPicture: boolean }
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable' };

/** Whether a description offers sound. One of messages, files or a shared desktop alone is somebody else's, sound beside it or not. */
export function whatIsOffered({ text }: Body): Offered {
  const read = readSdp(text);
  if (!read.ok) return /^m=audio[ \t]/im.test(text) ? { kind: 'unreadable' } : { kind: 'other' };
  const used = read.value.media.filter(({ port }) => port > 0);
  const others = ['message', 'x-ms-message', 'x-data', 'application'];
  const isOther = used.some(({ kind, label }) => others.includes(kind) || label?.startsWith('x-ms-filetransfer'));
  const hasSound = used.some(({ kind }) => kind === 'audio');
  if (!hasSound || isOther) return { kind: 'other' };
  return { kind: 'call', hasPicture: used.some(({ kind }) => kind === 'video') };
}
