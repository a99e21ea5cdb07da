/** The headers that speak to the next server only, with a branch of one's own: CANCEL and the ACK of a refusal repeat it. RFC 3261 9.1, 17.1.1.3 */
import type { Link } from '../sip/exchange.ts';
import type { HeaderLine } from '../sip/template.ts';

export interface Hop {
  readonly branch: string;
  readonly headers: readonly HeaderLine[];
}

export function hopHeaders(link: Link): Hop {
  const branch = `z9hG4bK${link.randomHex(8)}`;
  return {
    branch,
    headers: [
      ['Via', `SIP/2.0/TLS ${link.connection.local};branch=${branch}`],
      ['Max-Forwards', '70'],
    ],
  };
}
