/** SIP messages as plain data. Readers make them, writers take them; nobody else touches wire text. RFC 3261 7 */

export interface SipHeader {
  /** As on the wire. */
  readonly name: string;
  /** Lower case, compact forms expanded: the key to look up by. */
  readonly key: string;
  /** Unfolded, trimmed, otherwise byte exact. */
  readonly value: string;
}

interface SipMessageBase {
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
  /** Start line and headers with the blank line, byte exact. */
  readonly head: Uint8Array;
}

export interface SipRequest extends SipMessageBase {
  readonly kind: 'request';
  readonly method: string;
  /** Byte exact, so that a GRUU compares equal. */
  readonly uri: string;
}

export interface SipResponse extends SipMessageBase {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** The first value of a header by its lower-case key, or undefined. */
export function headerOf(message: SipMessage, key: string): string | undefined {
  return message.headers.find((header) => header.key === key)?.value;
}

/** All values of a header by its lower-case key, in order, one entry per header line. */
export function headersOf(message: SipMessage, key: string): string[] {
  return message.headers.filter((header) => header.key === key).map((header) => header.value);
}
