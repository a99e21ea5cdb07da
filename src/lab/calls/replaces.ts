/** A call that takes the place of another. RFC 3891 */
import { headerOf } from '../../protocol/sip/message.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { CallBook } from './call-book.ts';
import type { LabCall } from './lab-call.ts';

/** `call-id;to-tag=…;from-tag=…`, parts in any order; undefined when it is none. */
export function readReplaces(
  value: string,
): { readonly callId: string; readonly toTag: string; readonly fromTag: string } | undefined {
  const [callId = '', ...parts] = value.split(';').map((part) => part.trim());
  const part = (name: string) =>
    parts.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const [toTag, fromTag] = [part('to-tag'), part('from-tag')];
  return callId === '' || toTag === undefined || fromTag === undefined ? undefined : { callId, toTag, fromTag };
}

/** The call that a request is to take the place of; `none` where it is to take nobody's, `unknown` where there is no such call. */
export function replacedBy(book: CallBook, exchange: Exchange): LabCall | 'none' | 'unknown' {
  const value = headerOf(exchange.incoming.message, 'replaces');
  if (value === undefined) return 'none';
  const replaced = readReplaces(value);
  // To is the side that gets the INVITE: ours.
  return (replaced ? book.inDialog(replaced.callId, replaced.toTag, replaced.fromTag) : undefined) ?? 'unknown';
}
