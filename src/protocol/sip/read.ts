/** One whole SIP message from bytes. Never throws: what cannot be read is a problem in words. RFC 3261 7, 8.2, 18.3 */
import { findAddressFault, isMaxForwards, readContentLength, readCSeq, readSingles, type Singles } from './checks.ts';
import { type Head, readHead } from './head.ts';
import { isToken } from './header-names.ts';
import type { SipHeader, SipMessage } from './message.ts';
import { readUri } from './uri.ts';

export type SipRead = SipReadOk | SipReadFault;

export interface SipReadOk {
  readonly ok: true;
  readonly message: SipMessage;
  /** What was out of order but tolerated, in words fit for a log. */
  readonly problems: string[];
}

export interface SipReadFault {
  readonly ok: false;
  /** What is wrong, in words fit for a log; holds nothing of the message's values. */
  readonly problem: string;
  /** True when it was a request (not ACK) whose Via, From, To, Call-ID and CSeq are there to be copied into an answer. */
  readonly answerable: boolean;
  /** The status of that answer. RFC 3261 21.4.1, 21.5.6 */
  readonly status: 400 | 505;
  /** The headers that could be split, for that answer. */
  readonly headers: readonly SipHeader[];
}

type Start =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string };

/**
 * Reads one message: leading empty lines skipped, headers unfolded, compact names expanded, the body cut to
 * Content-Length in bytes (all that is left when there is none). The bytes are not copied: keep `raw` unchanged.
 */
export function readMessage(raw: Uint8Array): SipRead {
  const head = readHead(raw);
  if (typeof head === 'string') return { ok: false, problem: head, answerable: false, status: 400, headers: [] };
  const start = readStartLine(head.startLine);
  if (typeof start === 'string') return fault(head, start);
  const singles = readSingles(head.headers);
  if (typeof singles === 'string') return fault(head, singles);
  const problem = findFault(start, singles) ?? findAddressFault(head.headers);
  if (problem !== undefined) return fault(head, problem);
  return assemble(raw, head, start, singles);
}

function assemble(raw: Uint8Array, head: Head, start: Start, singles: Singles): SipRead {
  const available = raw.length - head.bodyAt;
  const declared = singles.get('content-length');
  const length = declared === undefined ? available : readContentLength(declared);
  if (length === undefined) return fault(head, 'bad content-length');
  if (length > available) return fault(head, 'body shorter than content-length');
  const problems: string[] = [];
  if (!head.isUtf8) problems.push('headers are not UTF-8');
  if (length < available) problems.push('bytes after the body dropped');
  const { headers } = head;
  const body = raw.subarray(head.bodyAt, head.bodyAt + length);
  return {
    ok: true,
    message: toMessage(start, { headers, body, head: raw.subarray(head.startAt, head.bodyAt) }),
    problems,
  };
}

function toMessage(start: Start, { headers, body, head }: Pick<SipMessage, 'headers' | 'body' | 'head'>): SipMessage {
  if (start.kind === 'request') return { kind: 'request', method: start.method, uri: start.uri, headers, body, head };
  return { kind: 'response', status: start.status, reason: start.reason, headers, body, head };
}

function readStartLine(line: string): Start | string {
  return /^sip\//i.test(line) ? readStatusLine(line) : readRequestLine(line);
}

function readStatusLine(line: string): Start | string {
  const match = /^(\S+) (\d+)(?: (.*))?$/s.exec(line);
  if (!match) return 'bad status line';
  if (match[1]?.toUpperCase() !== 'SIP/2.0') return 'unsupported SIP version';
  const status = Number(match[2]);
  if (match[2]?.length !== 3 || status < 100 || status > 699) return 'bad status code';
  return { kind: 'response', status, reason: match[3] ?? '' };
}

function readRequestLine(line: string): Start | string {
  const parts = line.split(' ', 4);
  const [method = '', uri = '', version = ''] = parts;
  if (parts.length !== 3 || !isToken(method) || !/^sip\/\d+\.\d+$/i.test(version)) return 'bad request line';
  if (version.toUpperCase() !== 'SIP/2.0') return 'unsupported SIP version';
  const target = readUri(uri);
  if (!target) return 'bad request-uri';
  // Headers in a Request-URI are not allowed, and must never turn into real ones. RFC 3261 19.1.5
  if (target.kind === 'sip' && target.headers !== '') return 'headers in the request-uri';
  return { kind: 'request', method, uri };
}

function findFault(start: Start, singles: Singles): string | undefined {
  const cseq = readCSeq(singles.get('cseq') ?? '');
  if (!cseq) return 'bad cseq';
  if (start.kind === 'request' && start.method !== cseq.method) return 'cseq method differs';
  const maxForwards = singles.get('max-forwards');
  if (maxForwards !== undefined && !isMaxForwards(maxForwards)) return 'bad max-forwards';
  return undefined;
}

function fault(head: Head, problem: string): SipReadFault {
  const status = problem === 'unsupported SIP version' ? 505 : 400;
  return { ok: false, problem, answerable: isAnswerable(head), status, headers: head.headers };
}

function isAnswerable(head: Head): boolean {
  const isRequest = /^[^\s/]+\s.*\bsip\/\d+\.\d+\s*$/i.test(head.startLine);
  if (!isRequest || /^ack\s/i.test(head.startLine)) return false;
  const present = new Set(head.headers.map((header) => header.key));
  return ['via', 'from', 'to', 'call-id', 'cseq'].every((key) => present.has(key));
}
