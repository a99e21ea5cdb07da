/**
 * What people say and who they are in a meeting stays out of files and copies: such bodies are replaced by their length (mission X4, N8).
 * The record in memory keeps the roster, so that a person can see at once what the server said; messages it does not keep either.
 */

import { createHash } from 'node:crypto';

/** Methods whose bodies are what people send each other, whatever their type. */
const talk = /^(?:MESSAGE|INFO)\b/i;
const textType = /^text\//i;
/** Rosters, reports on who has a message in a meeting, and invitations to one. */
const rosterType = /^application\/(?:conference-info|ms-imdn|ms-conf-invite)\+xml/i;
/** The number that stands for a guest, and the header that says who wrote a message in a meeting. */
const guestNumber = /[\w.-]{1,64}(?=@anonymous\.invalid)/gi;
const guestHost = /@anonymous\.invalid/i;
const speaker = /^(ms-sender[ \t]*:).*$/gim;
/** Around what is asked of a focus factory: the subject and the people of a meeting stand in it. */
const commandType = /^application\/cccp\+xml/i;
/** Linear: an element that never ends is taken to the end of the text. */
const rosterElement =
  /<(?:[\w.-]{1,64}:)?conference-info\b[\s\S]*?(?:<\/(?:[\w.-]{1,64}:)?conference-info\s{0,16}>|$)/gi;

/** A SIP message without what people send each other, fit for the record in memory. */
export function withoutTalk(message: string): string {
  return replaceBody(message, ({ method, type, body }) => {
    if (body === '' || !(talk.test(method) || textType.test(type) || hasTextPart(type, body))) return undefined;
    return `(${body.length} characters of ${type || 'a message'}, not kept)`;
  });
}

/** A SIP message without that and without the people of a meeting, fit for a file. */
export function withoutContent(message: string): string {
  const kept = replaceBody(withoutTalk(message), ({ type, body }) => {
    if (commandType.test(type)) return withoutMeetings(body);
    return body !== '' && (rosterType.test(type) || hasPart(type, body, 'application/conference-info'))
      ? `(${body.length} characters of ${type}, not kept)`
      : undefined;
  });
  // Looked for first: a notification of some megabytes has none, and must not stop everything else while it is written down.
  const named = guestHost.test(kept) ? kept.replace(guestNumber, standIn) : kept;
  return named.replace(speaker, '$1 (not kept)');
}

/** Any text without rosters, fit for the clipboard. */
export function withoutRosters(text: string): string {
  return text.replace(rosterElement, (roster) => `(${roster.length} characters of a roster, not copied)`);
}

/** Of the same form and the same for the same guest, so that one can follow who is meant; it leads back to nobody. */
function standIn(number: string): string {
  return `00000000-0000-4000-8000-${createHash('sha256').update(number.toLowerCase()).digest('hex').slice(0, 12)}`;
}

function withoutMeetings(body: string): string {
  return body.replace(rosterElement, (meeting) => `(${meeting.length} characters of a meeting, not kept)`);
}

interface Content {
  /** Of the request, or of the request a response answers. */
  readonly method: string;
  readonly type: string;
  readonly body: string;
}

function replaceBody(message: string, replacement: (content: Content) => string | undefined): string {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0 || end + 4 === message.length) return message;
  const head = message.slice(0, end);
  const body = message.slice(end + 4);
  const method = message.startsWith('SIP/2.0 ') ? (/^cseq[ \t]*:\s*\d+\s+(\S+)/im.exec(head)?.[1] ?? '') : head;
  const type = /^(?:content-type|c)[ \t]*:\s*([^\s;]+)/im.exec(head)?.[1] ?? '';
  const text = replacement({ method, type, body });
  return text === undefined ? message : `${head}\r\n\r\n${text}`;
}

function hasPart(type: string, body: string, partType: string): boolean {
  if (!/^multipart\//i.test(type)) return false;
  return new RegExp(`^content-type[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]+)?${partType}`, 'im').test(body);
}

/** Where a part begins, with its headers; what ends the last part looks alike but for its end. RFC 2046 5.1.1 */
const partHead = /^--([\w'()+,./:=? -]{1,70})\r?\n((?:[^\r\n]+\r?\n)*)/gm;

/** One of the parts is text: it says so, or says nothing. RFC 2046 5.1 */
function hasTextPart(type: string, body: string): boolean {
  if (hasPart(type, body, 'text/')) return true;
  if (!/^multipart\//i.test(type)) return false;
  return [...body.matchAll(partHead)].some(
    ([, boundary = '', head = '']) => !boundary.trimEnd().endsWith('--') && !/^content-type[ \t]*:/im.test(head),
  );
}
