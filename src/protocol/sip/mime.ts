/** multipart/* bodies, byte safe. RFC 2046 5.1, RFC 2387, RFC 5621 */
import { type ContentType, readContentType } from './content-type.ts';
import { headerKey } from './header-names.ts';
import { decodeUtf8, encodeUtf8, indexOfBytes, startsWithBytes, trimBlanks } from './text.ts';

export interface MimePart {
  /** `text/plain` when the part names none. */
  readonly contentType: ContentType;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** Unless the caller expects more: a list of people has a part for each. */
const MAX_PARTS = 64;
const MAX_PART_HEADERS = 32;
const MAX_BOUNDARY = 200;
const BREAK = encodeUtf8('\r\n');
const EMPTY_LINE = encodeUtf8('\r\n\r\n');
const DASH = 0x2d;
const CR = 0x0d;
const LF = 0x0a;
const PLAIN: ContentType = { type: 'text/plain', params: new Map() };

/**
 * The parts of a multipart body, at most `mostParts`, one level deep; undefined when the type is no multipart, names no boundary,
 * or the body holds none. A missing end mark is tolerated: the last part then ends with the body.
 */
export function readMultipart(
  contentType: ContentType,
  body: Uint8Array,
  mostParts = MAX_PARTS,
): MimePart[] | undefined {
  const boundary = contentType.params.get('boundary') ?? '';
  if (!contentType.type.startsWith('multipart/') || boundary === '' || boundary.length > MAX_BOUNDARY) return undefined;
  const mark = encodeUtf8(`--${boundary}`);
  const parts: MimePart[] = [];
  let at = findMark(body, mark, 0);
  while (at >= 0 && parts.length < mostParts) {
    const after = at + mark.length;
    if (body[after] === DASH && body[after + 1] === DASH) break;
    const lineEnd = indexOfBytes(body, BREAK, after);
    if (lineEnd < 0) break;
    const next = findMark(body, mark, lineEnd);
    // The CRLF before a mark belongs to the mark.
    const end = next < 0 ? body.length : Math.max(lineEnd, next - 2);
    parts.push(readPart(body.subarray(lineEnd, end)));
    at = next;
  }
  return parts.length > 0 ? parts : undefined;
}

/** The next line that is a boundary. From line to line, so that no body makes it look at a byte twice. */
function findMark(body: Uint8Array, mark: Uint8Array, from: number): number {
  if (from === 0 && isMark(body, mark, 0)) return 0;
  for (let at = body.indexOf(LF, from); at >= 0; at = body.indexOf(LF, at + 1)) {
    if (body[at - 1] === CR && isMark(body, mark, at + 1)) return at + 1;
  }
  return -1;
}

/** A boundary ends its line, but for `--` and blanks: a longer one with the same beginning is another's. */
function isMark(body: Uint8Array, mark: Uint8Array, at: number): boolean {
  if (!startsWithBytes(body, mark, at)) return false;
  const after = at + mark.length;
  const next = body[after] === DASH && body[after + 1] === DASH ? body[after + 2] : body[after];
  return next === undefined || next === CR || next === 0x20 || next === 0x09;
}

/** `bytes` begin with the CRLF of the boundary line, so that a part without headers begins with an empty line. */
function readPart(bytes: Uint8Array): MimePart {
  const headEnd = indexOfBytes(bytes, EMPTY_LINE, 0);
  const head = decodeUtf8(bytes.subarray(0, headEnd < 0 ? bytes.length : headEnd));
  const body = headEnd < 0 ? new Uint8Array(0) : bytes.subarray(headEnd + 4);
  const headers = readPartHeaders(head);
  const type = headers.get('content-type');
  return { contentType: (type === undefined ? undefined : readContentType(type)) ?? PLAIN, headers, body };
}

function readPartHeaders(head: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.split(/\r\n(?![ \t])/, MAX_PART_HEADERS + 1)) {
    const colon = line.indexOf(':');
    const key = colon < 0 ? undefined : headerKey(trimBlanks(line.slice(0, colon)));
    if (key === undefined || headers.has(key)) continue;
    headers.set(
      key,
      line
        .slice(colon + 1)
        .split('\r\n')
        .map(trimBlanks)
        .join(' ')
        .trim(),
    );
  }
  return headers;
}
