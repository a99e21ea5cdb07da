/** Where a server sends us that does not keep our account: to the pool that does. [MS-SIPREGE] 3.1, RFC 3261 21.3 */
import { headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddrs } from '../../protocol/sip/name-addr.ts';
import type { SipUri } from '../../protocol/sip/uri.ts';
import type { ServerTarget } from '../net/flow.ts';

/** The first place in a 301 or 302 that we could connect to; undefined for any other answer. */
export function readMove(response: SipResponse): ServerTarget | undefined {
  if (response.status !== 301 && response.status !== 302) return undefined;
  const contacts = headersOf(response, 'contact').flatMap((value) => readNameAddrs(value) ?? []);
  for (const { uri } of contacts) {
    const target = uri.kind === 'sip' ? targetOf(uri) : undefined;
    if (target) return target;
  }
  return undefined;
}

/** Without a word about it the way is the one we came by: TLS. */
function targetOf({ scheme, host, port, params }: SipUri): ServerTarget | undefined {
  const transport = params.get('transport')?.toLowerCase() ?? 'tls';
  if (transport === 'tls') return { host, port: port ?? 5061, transport };
  return transport === 'tcp' && scheme === 'sip' ? { host, port: port ?? 5060, transport } : undefined;
}
