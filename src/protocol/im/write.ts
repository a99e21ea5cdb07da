/** What goes out in a session of instant messages. Protocol notes 11.1 */
import type { RichText, TextRun } from '../../shared/model/conversation.ts';
import { encodeBase64 } from '../auth/base64.ts';
import { encodeUtf8 } from '../sip/text.ts';
import { escapeXml } from '../xml/write-text.ts';

/** What we can show. */
const TYPES = [
  'text/plain',
  'text/html',
  'text/rtf',
  'multipart/alternative',
  'application/im-iscomposing+xml',
  'application/ms-imdn+xml',
  'text/x-msmsgsinvite',
].join(' ');

/** Header values of every kind pass here; a longer one helps nobody who is asked whether to answer. */
const LONGEST_TOAST = 1500;

/** An offer, or with `peer`, the answer to one. The addresses in it mean nothing: messages go the way of the signalling. */
export function writeImSession(media: 'message' | 'x-ms-message' = 'message', peer?: string): string {
  const to = peer ?? 'null';
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=session',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=${media} 5060 sip ${to}`,
    `a=accept-types:${TYPES}`,
    '',
  ].join('\r\n');
}

/** The type of a plain text. */
export const plainType = 'text/plain; charset=UTF-8';
/** The type of HTML. */
export const htmlType = 'text/html; charset=UTF-8';

/** A message in two ways of saying it, the richer last: each reader takes the best it shows. [MS-CONFIM] 4.2.1, RFC 2046 5.1.4 */
export function writeAlternative(plain: string, html: string, boundary: string): string {
  const part = (type: string, text: string) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  return `${part(plainType, plain)}${part(htmlType, html)}--${boundary}--\r\n`;
}

/** The value of `ms-text-format`: the first message, for whoever is asked; undefined when it is too long for a header. */
export function writeToast(type: string, text: string): string | undefined {
  const bytes = encodeUtf8(text);
  if (bytes.length > LONGEST_TOAST) return undefined;
  return `${type.replace('; ', ';')};ms-body=${encodeBase64(bytes)}`;
}

/** For INFO, type `application/xml`. */
export function writeKeyboardActivity(isTyping: boolean): string {
  return `<?xml version="1.0"?><KeyboardActivity><status status="${isTyping ? 'type' : 'idle'}"/></KeyboardActivity>`;
}

/** A text with its looks as HTML that every client of Microsoft's shows. */
export function writeHtml(body: RichText): string {
  return body
    .map((runs) => `<div>${runs.map((run, at) => writeRun(run, at === 0)).join('') || '<br/>'}</div>`)
    .join('');
}

function writeRun(run: TextRun, isFirst: boolean): string {
  const style = [
    ...(run.colour ? [`color:${run.colour}`] : []),
    ...(run.size ? [`font-size:${run.size}pt`] : []),
    ...(run.bold ? ['font-weight:bold'] : []),
    ...(run.italic ? ['font-style:italic'] : []),
    ...(run.underline || run.strike
      ? [`text-decoration:${[run.underline && 'underline', run.strike && 'line-through'].filter(Boolean).join(' ')}`]
      : []),
  ].join(';');
  // White space is one blank to a reader of HTML, and none at the beginning of a line.
  const text = escapeXml(run.text.replace(isFirst ? /^ | (?= )/g : / (?= )/g, '\u00a0'));
  return style === '' ? text : `<span style="${escapeXml(style)}">${text}</span>`;
}
