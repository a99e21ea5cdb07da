/** What a message between two people holds, whichever way it was put. Protocol notes 11.1, RFC 2046 5.1.4 */
import { decodeBase64 } from '../auth/base64.ts';
import { type ContentType, readContentType } from '../sip/content-type.ts';
import { headerOf, type SipMessage } from '../sip/message.ts';
import { type MimePart, readMultipart } from '../sip/mime.ts';
import { decodeTolerant } from '../sip/text.ts';
import { type Looks, readLooks } from './looks.ts';
import { plainFromRtf } from './rtf.ts';
import { readTyping, type Typing } from './typing.ts';

export type ImText =
  | { readonly kind: 'plain'; readonly text: string; readonly looks: Looks }
  | { readonly kind: 'html'; readonly html: string };

export type ImContent =
  | ImText
  | { readonly kind: 'typing'; readonly typing: Typing }
  /** Nothing to show, such as a note that a message was seen. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unknown'; readonly type: string };

const LONGEST_TOAST = 32 * 1024;
/** What one can do without. */
const SILENT: ReadonlySet<string> = new Set([
  'application/ms-imdn+xml',
  'message/imdn+xml',
  'application/xml+conversationinfo',
]);
const PLAIN: ContentType = { type: 'text/plain', params: new Map() };

/** The content of a MESSAGE or INFO. Never throws; callers bound the body. */
export function readContent(message: SipMessage): ImContent {
  const value = headerOf(message, 'content-type');
  const type = value === undefined ? PLAIN : readContentType(value);
  if (!type) return { kind: 'unknown', type: (value ?? '').slice(0, 100) };
  if (type.type.startsWith('multipart/')) return readBest(type, message.body);
  return readOne(type, message.body);
}

/** The first message of a session, which rides in `ms-text-format` of its INVITE; undefined when there is none. */
export function readToast(invite: SipMessage): ImText | undefined {
  const type = readContentType(headerOf(invite, 'ms-text-format') ?? '');
  const body = type?.params.get('ms-body') ?? '';
  const bytes = body === '' || body.length > LONGEST_TOAST ? undefined : decodeBase64(body);
  const content = type && bytes ? readOne(type, bytes) : undefined;
  return content?.kind === 'plain' || content?.kind === 'html' ? content : undefined;
}

function readOne({ type, params }: ContentType, body: Uint8Array): ImContent {
  const { text } = decodeTolerant(body);
  switch (type) {
    case 'text/plain':
      return { kind: 'plain', text, looks: readLooks(params.get('msgr') ?? '') };
    case 'text/html':
      return { kind: 'html', html: text };
    case 'text/rtf':
    case 'application/rtf':
      return { kind: 'plain', text: plainFromRtf(text), looks: {} };
    case 'application/im-iscomposing+xml':
    case 'application/xml': {
      const typing = readTyping(text);
      return typing ? { kind: 'typing', typing } : { kind: 'unknown', type };
    }
    default:
      return SILENT.has(type) ? { kind: 'silent' } : { kind: 'unknown', type: type.slice(0, 100) };
  }
}

const RANK = ['text/html', 'text/plain', 'text/rtf', 'application/rtf'];

/** The richest way to say it that we understand; one level deep, as a multipart/related may stand around it. */
function readBest(type: ContentType, body: Uint8Array): ImContent {
  const outer = readMultipart(type, body) ?? [];
  const parts = outer.flatMap((part) => partsOf(part));
  for (const wanted of RANK) {
    const part = parts.find(({ contentType }) => contentType.type === wanted);
    if (part) return readOne(part.contentType, decoded(part));
  }
  return { kind: 'unknown', type: type.type.slice(0, 100) };
}

function partsOf(part: MimePart): readonly MimePart[] {
  const isNested = part.contentType.type.startsWith('multipart/');
  return isNested ? (readMultipart(part.contentType, part.body) ?? []) : [part];
}

/** RFC 2045 6.8. Quoted-printable has never been seen here. */
function decoded({ headers, body }: MimePart): Uint8Array {
  if (headers.get('content-transfer-encoding')?.toLowerCase() !== 'base64') return body;
  return decodeBase64(decodeTolerant(body).text.replace(/\s+/g, '')) ?? body;
}
