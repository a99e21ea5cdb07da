/** SIP messages to bytes. Every header passes one writer, which lets no line break through. RFC 3261 7 */
import { isToken } from './header-names.ts';
import { encodeUtf8 } from './text.ts';
import { isUriText } from './uri.ts';
import { quoteText, requireOneLine } from './write-values.ts';

export type HeaderPair = readonly [name: string, value: string];

export interface OutgoingBase {
  /** In wire order. Content-Length is added here and must not be among them. */
  readonly headers: readonly HeaderPair[];
  readonly body?: string | Uint8Array;
}

export interface OutgoingRequest extends OutgoingBase {
  readonly method: string;
  readonly uri: string;
}

export interface OutgoingResponse extends OutgoingBase {
  readonly status: number;
  readonly reason: string;
}

/** `Name: value` without the line break. Throws when the name is no token or the value holds CR, LF or NUL: that is a bug. */
export function headerLine(name: string, value: string): string {
  if (!isToken(name)) throw new Error(`not a header name: ${quoteText(name)}`);
  return `${name}: ${requireOneLine(value, name)}`;
}

/** The bytes of a request. Throws on a method or URI that would break the request line: that is a bug. */
export function writeRequest(request: OutgoingRequest): Uint8Array {
  if (!isToken(request.method)) throw new Error('not a method');
  if (!isUriText(request.uri)) throw new Error('not a request-uri');
  return writeMessage(`${request.method} ${request.uri} SIP/2.0`, request);
}

/** The bytes of a response. Throws on a status outside 100 to 699: that is a bug. */
export function writeResponse(response: OutgoingResponse): Uint8Array {
  const { status, reason } = response;
  if (!Number.isInteger(status) || status < 100 || status > 699) throw new Error('not a status');
  return writeMessage(`SIP/2.0 ${status} ${requireOneLine(reason, 'reason')}`, response);
}

function writeMessage(startLine: string, parts: OutgoingBase): Uint8Array {
  const body = typeof parts.body === 'string' ? encodeUtf8(parts.body) : (parts.body ?? new Uint8Array(0));
  const lines = [startLine];
  for (const [name, value] of parts.headers) {
    if (/^(content-length|l)$/i.test(name)) throw new Error('content-length is counted, not given');
    lines.push(headerLine(name, value));
  }
  lines.push(`Content-Length: ${body.length}`, '', '');
  const head = encodeUtf8(lines.join('\r\n'));
  const message = new Uint8Array(head.length + body.length);
  message.set(head, 0);
  message.set(body, head.length);
  return message;
}
