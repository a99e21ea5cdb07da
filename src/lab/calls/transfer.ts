/** The party is asked to call somebody else, and says how that goes. RFC 3515, 3892, 5589; protocol notes 9.6 */
import { headerOf } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare } from '../sip/incoming.ts';
import type { CallBook } from './call-book.ts';
import type { LabCall } from './lab-call.ts';
import { readReplaces } from './replaces.ts';

/** Answers a REFER: 202 and what becomes of it, or why not. */
export function transferred(book: CallBook, call: LabCall, exchange: Exchange): void {
  const target = readReferTo(headerOf(exchange.incoming.message, 'refer-to') ?? '');
  if (!target) {
    exchange.answer({ status: 400, reason: 'Bad Request' });
    return;
  }
  exchange.answer({ status: 202, reason: 'Accepted', headers: call.headers });
  let isTold = false;
  const tell = (status: number, reason: string) => {
    if (isTold) return;
    isTold = status >= 200;
    notify(call, exchange.incoming.cseq, status, reason);
  };
  tell(100, 'Trying');
  const replaced = target.replaces === undefined ? undefined : readReplaces(decodeURIComponent(target.replaces));
  const old = replaced ? book.inDialog(replaced.callId, replaced.toTag, replaced.fromTag) : undefined;
  if (old) {
    // Both parties are the lab's: they go on among themselves, and the calls that led there end.
    tell(200, 'OK');
    old.hangUp();
    return;
  }
  const referredBy = readNameAddr(headerOf(exchange.incoming.message, 'referred-by') ?? '')?.uri.wire;
  const wish = { sound: 'music', ...(referredBy === undefined ? {} : { referredBy }) } as const;
  const replaces = target.replaces === undefined ? {} : { replaces: decodeURIComponent(target.replaces) };
  const placed = book.place(call.who.party, target.address, { wish, ...replaces, onProgress: tell });
  if (!placed) tell(...book.outcomeFor(target.address));
  // Given up, lost or with nothing in common: whoever asked does not wait for a last word that never comes. RFC 3515 2.4.4
  placed?.atEnd(() => tell(487, 'Request Terminated'));
}

/** `<sip:bob@contoso.com?Replaces=…>`, or without brackets. */
export function readReferTo(
  value: string,
): { readonly address: string; readonly replaces: string | undefined } | undefined {
  const uri = /<([^<>]*)>/.exec(value)?.[1] ?? value.trim();
  if (!/^sips?:[^?]+/i.test(uri)) return undefined;
  const [target = '', query = ''] = uri.split('?', 2);
  const address = bare(target);
  const replaces = query
    .split('&')
    .find((field) => /^replaces=/i.test(field))
    ?.slice('replaces='.length);
  return address === '' || (replaces !== undefined && !isDecodable(replaces)) ? undefined : { address, replaces };
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

function notify(call: LabCall, id: number, status: number, reason: string): void {
  const isLast = status >= 200;
  call.dialog?.send({
    method: 'NOTIFY',
    headers: [
      ['Event', `refer;id=${id}`],
      ['Subscription-State', isLast ? 'terminated;reason=noresource' : 'active;expires=60'],
      ['Contact', call.who.contact],
    ],
    body: { type: 'message/sipfrag;version=2.0', text: `SIP/2.0 ${status} ${reason}\r\n` },
  });
}
