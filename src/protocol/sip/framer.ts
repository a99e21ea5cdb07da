/** Cuts a byte stream into SIP messages and keep-alives. RFC 3261 18.3, RFC 5626 3.5.1 */
import { readContentLength } from './checks.ts';
import { findBody, LIMITS } from './head.ts';
import { decodeUtf8, trimBlanks } from './text.ts';

export type FramerEvent =
  | { readonly kind: 'message'; readonly raw: Uint8Array }
  /** A double CRLF, to be answered with a single one. */
  | { readonly kind: 'ping' }
  /** A single CRLF. A ping that was cut in its very middle comes as two of these: nothing tells them apart. */
  | { readonly kind: 'pong' }
  /** A message whose body is too large, told once its head is there; it is passed over unread, and what follows is told as ever. */
  | { readonly kind: 'too-large'; readonly bytes: number; readonly startLine: string }
  /** The stream has lost its frame and cannot be read on: close it. */
  | { readonly kind: 'error'; readonly problem: string };

export interface FramerLimits {
  /** Start line and headers, bytes. */
  readonly headBytes?: number;
  readonly bodyBytes?: number;
  /** Larger bodies are passed over up to this size; what claims to be larger still is taken for damage. */
  readonly passedOverBytes?: number;
}

export interface Framer {
  /** Takes what arrived and tells what it completed; the messages are the same however the stream was cut. After an error: nothing. */
  push(chunk: Uint8Array): FramerEvent[];
  /** Bytes of an unfinished message that are held. */
  readonly pendingBytes: number;
}

const CR = 0x0d;
const LF = 0x0a;
const START_CAPACITY = 4096;
const KEEP_CAPACITY = 64 * 1024;
const DEFAULT_BODY_BYTES = 8 * 1024 * 1024;
const DEFAULT_PASSED_OVER_BYTES = 64 * 1024 * 1024;
const LONGEST_START_LINE = 200;

/** A framer for one direction of one connection. Its work is linear in the bytes pushed. */
export function createFramer(limits: FramerLimits = {}): Framer {
  return new StreamFramer({
    headBytes: limits.headBytes ?? LIMITS.headBytes,
    bodyBytes: limits.bodyBytes ?? DEFAULT_BODY_BYTES,
    passedOverBytes: limits.passedOverBytes ?? DEFAULT_PASSED_OVER_BYTES,
  });
}

class StreamFramer implements Framer {
  readonly #limits: Required<FramerLimits>;
  #buffer = new Uint8Array(START_CAPACITY);
  /** What is held and not yet told: [from, to). */
  #from = 0;
  #to = 0;
  /** No empty line ends before this place. */
  #scanned = 0;
  /** Length of the message at `from`, once its head is read. */
  #total = 0;
  /** What is still to come of a message that is passed over. */
  #skipping = 0;
  #isBroken = false;

  constructor(limits: Required<FramerLimits>) {
    this.#limits = limits;
  }

  get pendingBytes(): number {
    return this.#to - this.#from;
  }

  push(chunk: Uint8Array): FramerEvent[] {
    const events: FramerEvent[] = [];
    if (this.#isBroken) return events;
    this.#append(chunk);
    while (this.#next(events));
    this.#settle();
    return events;
  }

  /** Tells one event; false when more bytes are needed. */
  #next(events: FramerEvent[]): boolean {
    if (this.#skipping > 0) return this.#skip();
    if (this.#total === 0 && this.#takeBreak(events)) return true;
    if (this.#total === 0 && !this.#measure(events)) return this.#skip();
    if (this.pendingBytes < this.#total) return false;
    // A copy, so that a kept message does not hold the whole stream buffer.
    events.push({ kind: 'message', raw: this.#buffer.slice(this.#from, this.#from + this.#total) });
    this.#from += this.#total;
    this.#scanned = this.#from;
    this.#total = 0;
    return this.#from < this.#to;
  }

  /** Empty lines between messages are keep-alives. A CR at the very end waits for what follows it. */
  #takeBreak(events: FramerEvent[]): boolean {
    if (!this.#isBreakAt(0)) return false;
    const isPing = this.#isBreakAt(2);
    if (!isPing && this.pendingBytes === 3 && this.#buffer[this.#from + 2] === CR) return false;
    events.push({ kind: isPing ? 'ping' : 'pong' });
    this.#from += isPing ? 4 : 2;
    this.#scanned = this.#from;
    return true;
  }

  #isBreakAt(offset: number): boolean {
    const at = this.#from + offset;
    return at + 1 < this.#to && this.#buffer[at] === CR && this.#buffer[at + 1] === LF;
  }

  /** Finds the end of the head and so the length of the message; false when it is not there yet, is too large, or on an error. */
  #measure(events: FramerEvent[]): boolean {
    const held = this.#buffer.subarray(this.#from, this.#to);
    const bodyAt = findBody(held, Math.max(0, this.#scanned - this.#from - 3));
    this.#scanned = this.#to;
    const headLength = bodyAt < 0 ? held.length : bodyAt;
    if (headLength > this.#limits.headBytes) return this.#fail(events, 'headers too long');
    if (bodyAt < 0) return false;
    const head = decodeUtf8(held.subarray(0, bodyAt));
    const length = bodyLength(head);
    if (typeof length === 'string') return this.#fail(events, length);
    if (length > this.#limits.passedOverBytes) return this.#fail(events, 'body too long');
    if (length <= this.#limits.bodyBytes) {
      this.#total = bodyAt + length;
      return true;
    }
    const startLine = head.slice(0, Math.min(head.indexOf('\r\n'), LONGEST_START_LINE));
    events.push({ kind: 'too-large', bytes: bodyAt + length, startLine });
    this.#skipping = bodyAt + length;
    return false;
  }

  /** Drops what is there of a message that is passed over; true when something stands behind it. */
  #skip(): boolean {
    if (this.#skipping === 0) return false;
    const dropped = Math.min(this.#skipping, this.pendingBytes);
    this.#skipping -= dropped;
    this.#from += dropped;
    this.#scanned = this.#from;
    return this.#from < this.#to;
  }

  #fail(events: FramerEvent[], problem: string): false {
    events.push({ kind: 'error', problem });
    this.#isBroken = true;
    this.#from = this.#to;
    return false;
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#to + chunk.length;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
      grown.set(this.#buffer.subarray(0, this.#to));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#to);
    this.#to = needed;
  }

  /** Moves an unfinished rest to the front. It came with this very chunk, so all moves together stay linear. */
  #settle(): void {
    if (this.#from === 0) return;
    const rest = this.#buffer.subarray(this.#from, this.#to);
    if (this.#buffer.length > KEEP_CAPACITY && rest.length < KEEP_CAPACITY / 2) {
      this.#buffer = new Uint8Array(KEEP_CAPACITY);
    }
    this.#buffer.set(rest, 0);
    this.#scanned -= this.#from;
    this.#to = rest.length;
    this.#from = 0;
  }
}

/** Body length by the head's text. All Content-Length headers must agree; a body without one cannot be framed. */
function bodyLength(head: string): number | string {
  let length: number | undefined;
  let hasContentType = false;
  for (const line of logicalLines(head)) {
    const colon = line.indexOf(':');
    const name = trimBlanks(line.slice(0, Math.max(0, colon))).toLowerCase();
    if (name === 'content-type' || name === 'c') hasContentType = true;
    if (name !== 'content-length' && name !== 'l') continue;
    const value = readContentLength(line.slice(colon + 1).trim());
    if (value === undefined) return 'bad content-length';
    if (length !== undefined && length !== value) return 'content-lengths differ';
    length = value;
  }
  return length ?? (hasContentType ? 'no content-length' : 0);
}

/** Only lines that may concern the length are worth unfolding: they begin with c, C, l or L. */
function* logicalLines(head: string): Generator<string> {
  for (let at = head.indexOf('\r\n') + 2; at > 1 && at < head.length; ) {
    let end = head.indexOf('\r\n', at);
    while (end >= 0 && (head[end + 2] === ' ' || head[end + 2] === '\t')) end = head.indexOf('\r\n', end + 2);
    if (end < 0) return;
    if (/[cl]/i.test(head[at] ?? '')) yield head.slice(at, end);
    at = end + 2;
  }
}
