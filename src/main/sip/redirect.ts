/** Where a 3xx sends a caller, and where we send one. RFC 3261 8.1.3.4, 13.3.1.2 */
import { headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import { writeNameAddr } from '../../protocol/sip/write-values.ts';

const mostContacts = 10;

/** The addresses of a 3xx that can be called, the most wanted first; empty for any other answer. */
export function contactsOf(response: SipResponse): readonly string[] {
  if (response.status < 300 || response.status > 399) return [];
  return headersOf(response, 'contact')
    .flatMap((value) => (value === '*' ? [] : (readNameAddrs(value) ?? [])))
    .filter(({ uri }) => uri.kind !== 'other')
    .map(({ uri, params }) => ({ wire: uri.wire, weight: weightOf(params.get('q')) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostContacts)
    .map(({ wire }) => wire);
}

function weightOf(q = '1'): number {
  return /^[01](?:\.\d{0,3})?$/.test(q) ? Math.min(Number(q), 1) : 1;
}

/** Contact values that name these addresses in this order; what is no address is left out. */
export function contactValues(uris: readonly string[]): readonly string[] {
  return uris
    .filter((uri) => readUri(uri) !== undefined)
    .slice(0, mostContacts)
    .map((uri, index) => writeNameAddr({ uri, params: [['q', (1 - index / mostContacts).toFixed(1)]] }));
}
