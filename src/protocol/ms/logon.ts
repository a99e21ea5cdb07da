/** Where the server sees the user: ms-user-logon-data. [MS-SIPREGE] 2.2 */
import { headersOf, type SipMessage } from '../sip/message.ts';
import { readVias } from '../sip/via.ts';

export interface PublicAddress {
  readonly address: string;
  readonly port?: number;
}

/**
 * 'outside' when the header says RemoteUser, connected through an Edge; 'inside' when a Microsoft server (Server: RTC/…)
 * says no such thing; 'unknown' at any other server.
 */
export function readLogonLocation(message: SipMessage): 'inside' | 'outside' | 'unknown' {
  const values = headersOf(message, 'ms-user-logon-data');
  if (values.some((value) => /^\s*remoteuser\s*(;|$)/i.test(value))) return 'outside';
  return headersOf(message, 'server').some((value) => /^\s*rtc\//i.test(value)) ? 'inside' : 'unknown';
}

/** Our address as the server saw it, from `received` and `ms-received-port` of the topmost Via. RFC 3261 18.2.1 */
export function readPublicAddress(message: SipMessage): PublicAddress | undefined {
  const via = readVias(headersOf(message, 'via')[0] ?? '')?.[0];
  const address = via?.params.get('received')?.replace(/^\[|\]$/g, '');
  if (!via || !address) return undefined;
  const port = via.params.get('ms-received-port') || via.params.get('rport') || '';
  return /^\d{1,5}$/.test(port) && Number(port) <= 65535 ? { address, port: Number(port) } : { address };
}
