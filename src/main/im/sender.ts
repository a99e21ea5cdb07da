/** Who sends a request. RFC 3325 9.1 */
import { personUri } from '../../protocol/contacts/person-uri.ts';
import { headerOf, headersOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';

const longestName = 256;

export interface Sender {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** Empty when the sender's client gives none. */
  readonly name: string;
}

/** The person the server vouches for, else the one the request names; undefined for no person. */
export function senderOf(request: SipRequest): Sender | undefined {
  // The person and the number may stand in a line each. RFC 3261 7.3.1
  const asserted = headersOf(request, 'p-asserted-identity').flatMap((value) => readNameAddrs(value) ?? []);
  const from = readNameAddr(headerOf(request, 'from') ?? '');
  for (const address of [...asserted, ...(from ? [from] : [])]) {
    const uri = address.uri.kind === 'sip' ? personUri(address.uri.wire) : undefined;
    if (uri) return { uri, name: (address.name || from?.name || '').slice(0, longestName) };
  }
  return undefined;
}
