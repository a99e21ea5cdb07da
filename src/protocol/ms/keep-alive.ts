/** The ms-keep-alive header, `UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300`. [MS-CONMGMT] 2.2.1 */
import { readParams } from '../sip/params.ts';

export interface KeepAlive {
  readonly role: 'UAC' | 'UAS';
  /** The peer takes CRLF CRLF on this hop. */
  readonly hopByHop: boolean;
  /** Seconds without traffic after which the server drops the connection. */
  readonly timeoutSeconds?: number;
}

/** Reads the header value; undefined when it names neither role. A timeout that is no number of 1 s to 1 day is left out. */
export function readKeepAlive(value: string): KeepAlive | undefined {
  const semicolon = value.indexOf(';');
  const role = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toUpperCase();
  const params = readParams(semicolon < 0 ? '' : value.slice(semicolon));
  if ((role !== 'UAC' && role !== 'UAS') || !params) return undefined;
  const timeout = params.get('timeout') ?? '';
  const seconds = /^\d{1,5}$/.test(timeout) ? Number(timeout) : 0;
  return {
    role,
    hopByHop: params.get('hop-hop')?.toLowerCase() === 'yes',
    ...(seconds >= 1 && seconds <= 86_400 ? { timeoutSeconds: seconds } : {}),
  };
}
