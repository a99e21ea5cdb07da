/** A recorded SIP message as lines that can be looked up and put together anew. It may be redacted, cut or damaged: nothing here throws. */

export interface TextMessage {
  readonly startLine: string;
  /** Names in lower case and in full, values unfolded. */
  readonly headers: readonly TextHeader[];
  readonly body: string;
}

export interface TextHeader {
  readonly name: string;
  readonly value: string;
}

const MOST_HEADERS = 300;
/** RFC 3261 7.3.3, RFC 6665 8.2.1 */
const fullNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  o: 'event',
};

export function readTextMessage(text: string): TextMessage {
  const end = text.indexOf('\r\n\r\n');
  const [head, body] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 4)];
  const [startLine = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.slice(0, MOST_HEADERS).flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const name = line.slice(0, colon).trim().toLowerCase();
    return [
      {
        name: (Object.hasOwn(fullNames, name) ? fullNames[name] : undefined) ?? name,
        value: line.slice(colon + 1).trim(),
      },
    ];
  });
  return { startLine, headers, body };
}

/** The first value of a header; empty when there is none. */
export function headerValue({ headers }: TextMessage, name: string): string {
  return headers.find((header) => header.name === name)?.value ?? '';
}

/** The status of an answer; undefined for a request. */
export function statusOf({ startLine }: TextMessage): number | undefined {
  const status = /^SIP\/2\.0 (\d{3})\b/.exec(startLine)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** The method of a request, or of the request that an answer is for. */
export function methodOf(message: TextMessage): string {
  if (statusOf(message) === undefined) return message.startLine.split(' ', 1)[0] ?? '';
  return headerValue(message, 'cseq').split(/\s+/)[1] ?? '';
}

/** A parameter such as `tag`, of an address or after it; empty when there is none. */
export function parameterOf(value: string, name: string): string {
  return new RegExp(`;\\s*${name}\\s*=\\s*("[^"]*"|[^;>,\\s]+)`, 'i').exec(value)?.[1]?.replaceAll('"', '') ?? '';
}

/** `user@domain` of an address header or a URI; empty for none. */
export function addressIn(value: string): string {
  return /sips?:([^;>\s?]+)/i.exec(value)?.[1]?.toLowerCase() ?? '';
}

/** With the length that the body really has. */
export function writeTextMessage({ startLine, headers, body }: TextMessage): string {
  const kept = headers.filter(({ name }) => name !== 'content-length');
  const lines = kept.map(({ name, value }) => `${titled(name)}: ${value}`);
  return [startLine, ...lines, `Content-Length: ${Buffer.byteLength(body, 'utf8')}`, '', body].join('\r\n');
}

function titled(name: string): string {
  const special: Readonly<Record<string, string>> = { 'call-id': 'Call-ID', cseq: 'CSeq' };
  return (
    special[name] ?? name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
  );
}
