/** Whom an address of a call stands for. */
import { personUri } from '../../protocol/contacts/person-uri.ts';
import type { SipUri } from '../../protocol/sip/uri.ts';
import type { CallPeer } from '../../shared/model/call.ts';

const NUMBER = /^\+?[0-9*#().-]{2,40}$/;

/** Who an address stands for: a person by the plain address, a number with what says that it is one. Undefined for no person's and no number's. */
export function peerAt(uri: SipUri): Omit<CallPeer, 'name'> | undefined {
  const [digits = ''] = (uri.user ?? '').split(';', 1);
  const isNumber = uri.params.get('user')?.toLowerCase() === 'phone' || /^\+[0-9().-]+$/.test(digits);
  if (isNumber && NUMBER.test(digits)) {
    const number = digits.replace(/[().-]/g, '');
    const rest = (uri.user ?? '').slice(digits.length);
    return { uri: `sip:${number.replaceAll('#', '%23')}${rest}@${uri.host};user=phone`, number };
  }
  const person = personUri(uri.wire);
  const opaque = uri.params.get('opaque');
  if (!person) return undefined;
  // A mailbox is not the person.
  return { uri: opaque?.startsWith('app:') ? `${person};opaque=${opaque}` : person };
}
