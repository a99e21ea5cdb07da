/** Plays a stream's malice: in the place of the server, or between it and its client. */
import { Duplex, type Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../shared/clock.ts';
import { mostOfMalice, type StreamMalice } from './malice.ts';

/** What TLS stands on: a stream that can also be reset. */
export interface Underground extends Duplex {
  /** Ends the connection with an RST. */
  reset(): void;
}

/** A piece of what has no end. */
const PIECE = Buffer.from(`X-Padding: ${'a'.repeat(4000)}\r\n`, 'latin1');
const GARBAGE = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 167 + 13) % 256));
const UNPACKED = 32 * 1024 * 1024;
let packed: Buffer | undefined;
/** 100,000 elements in each other. */
export const DEEP_BODY = Buffer.from('<a>'.repeat(100_000));
/** So much of each write goes byte by byte. */
const DRIPPED = 200;
const ANSWER_LEFT = 40;
const TRICKLE_MS = 50;

/** Takes a connection before TLS; false leaves it to the server. */
export function spoilsHandshake(malice: string | undefined, wire: Underground, clock: Clock): boolean {
  switch (malice) {
    case 'reset':
      wire.reset();
      return true;
    case 'reset-in-tls':
      wire.once('data', () => wire.reset());
      return true;
    case 'no-tls':
      endInTime(wire, clock);
      wire.on('data', () => wire.write('220 mail.example ESMTP\r\n'));
      return true;
    default:
      return false;
  }
}

/** What the server is to serve in the place of `stream`; undefined when malice serves it. */
export function spoiledStream(
  malice: string | undefined,
  { stream, wire, clock }: { readonly stream: Duplex; readonly wire: Underground; readonly clock: Clock },
): Duplex | undefined {
  switch (malice as StreamMalice | undefined) {
    case 'reset-after-tls':
      wire.reset();
      return undefined;
    case 'broken-tls':
      endInTime(wire, clock);
      stream.once('data', () => wire.write(GARBAGE));
      return undefined;
    case 'garbage':
      endInTime(wire, clock);
      stream.on('data', () => stream.write(GARBAGE));
      return undefined;
    case 'endless-head':
    case 'endless-body':
    case 'bomb':
    case 'deep-answer':
      endInTime(wire, clock);
      answerBadly(malice as StreamMalice, stream);
      return undefined;
    case 'trickle':
      endInTime(wire, clock);
      stream.once('data', (first: Buffer) => {
        trickle(stream, `${startFor(first)}\r\nX-Padding: `, clock);
        stream.resume();
      });
      return undefined;
    case 'drip':
      return new BentStream(stream, drip);
    case 'reset-in-answer':
      return new BentStream(stream, (bytes) => {
        // What was written reaches the client first.
        stream.write(bytes.subarray(0, ANSWER_LEFT), () => wire.reset());
      });
    default:
      return stream;
  }
}

/** Whoever forgets the lab finds it quiet. */
function endInTime(wire: Underground, clock: Clock): void {
  wire.once(
    'close',
    clock.after(mostOfMalice.streamMs, () => wire.reset()),
  );
}

/** Writes a byte now and then: first those of `text`, then more of the same header. */
export function trickle(stream: Writable, text: string, clock: Clock): void {
  let at = 0;
  let stop: () => void = () => undefined;
  const next = () => {
    if (stream.destroyed) return;
    stream.write(text[at] ?? 'a');
    at += 1;
    stop = clock.after(TRICKLE_MS, next);
  };
  stream.once('close', () => stop());
  next();
}

function drip(bytes: Buffer, stream: Duplex): void {
  const dripped = Math.min(DRIPPED, bytes.length);
  for (let at = 0; at < dripped; at += 1) stream.write(bytes.subarray(at, at + 1));
  if (bytes.length > dripped) stream.write(bytes.subarray(dripped));
}

function answerBadly(malice: StreamMalice, stream: Duplex): void {
  stream.once('data', (first: Buffer) => {
    const start = startFor(first);
    if (malice === 'endless-head') {
      stream.write(`${start}\r\n`);
      pour(stream);
    } else if (malice === 'endless-body') {
      stream.write(`${start}\r\nContent-Type: text/xml\r\nContent-Length: 2000000000\r\n\r\n`);
      pour(stream);
    } else {
      stream.write(malice === 'bomb' ? bomb(start) : whole(start, 'text/xml', DEEP_BODY));
    }
    stream.resume();
  });
}

/** In the protocol that the client speaks. */
function startFor(first: Buffer): string {
  const isWeb = /^[A-Z]+ \S+ HTTP\/1\.1\r\n/.test(first.toString('latin1', 0, 2000));
  return isWeb ? 'HTTP/1.1 200 OK' : 'SIP/2.0 200 OK';
}

/** Writes for as long as somebody reads, and not without end. */
export function pour(stream: Writable, left = mostOfMalice.streamBytes): void {
  let rest = left;
  while (!stream.destroyed && rest > 0) {
    rest -= PIECE.length;
    if (!stream.write(PIECE)) break;
  }
  if (rest <= 0) stream.destroy();
  else if (!stream.destroyed) stream.once('drain', () => setImmediate(() => pour(stream, rest)));
}

function bomb(start: string): Buffer {
  return whole(start, 'text/xml\r\nContent-Encoding: gzip', bombBody());
}

/** 32 MB of blanks, packed. */
export function bombBody(): Buffer {
  // Made when the first is wanted: it takes a while.
  packed ??= gzipSync(Buffer.alloc(UNPACKED, 0x20));
  return packed;
}

function whole(start: string, type: string, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${start}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`, 'latin1'),
    body,
  ]);
}

/** A stream whose written bytes somebody else writes. */
class BentStream extends Duplex {
  readonly #inner: Duplex;
  readonly #write: (bytes: Buffer, inner: Duplex) => void;

  constructor(inner: Duplex, write: (bytes: Buffer, inner: Duplex) => void) {
    super();
    this.#inner = inner;
    this.#write = write;
    inner.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('error', () => this.destroy());
    inner.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#write(chunk, this.#inner);
    done();
  }

  override _final(done: () => void): void {
    this.#inner.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
