/** The Web Conferencing Edge of a company: it checks the first token and passes the stream on (mission N6). docs/protocol/content.md */
import type { Duplex } from 'node:stream';
import type { LabCore } from '../net/listener.ts';
import { cutOffLater } from './cut-off-later.ts';
import type { EdgeFault } from './settings.ts';
import type { Check, Holder } from './token-desk.ts';

const FIRST_LINE_MS = 10_000;
const LONGEST_LINE = 600;
const LINE_FEED = 0x0a;
const FIRST_LINE = /^OFFHOOK-CONTENT\/1 ([A-Za-z0-9._~-]{1,512})$/;

export interface EdgeParts {
  readonly core: LabCore;
  /** The edge's name. */
  readonly name: string;
  /** Takes the first token. */
  readonly take: (token: string) => Check;
  readonly faultFor: (holder: Holder) => EdgeFault | undefined;
  /** Whether the server behind it answers for this meeting. */
  readonly isServed: (holder: Holder) => boolean;
  /** The internal server, to which everything after the first line goes. */
  readonly pass: (stream: Duplex, peer: string) => void;
}

export class WebConferencingEdge {
  readonly #parts: EdgeParts;

  constructor(parts: EdgeParts) {
    this.#parts = parts;
  }

  /** A connection after TLS. */
  accept(stream: Duplex, peer: string): void {
    let held = Buffer.alloc(0);
    const giveUp = this.#parts.core.clock.after(FIRST_LINE_MS, () => stream.destroy());
    const onData = (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      const end = held.indexOf(LINE_FEED);
      if (end < 0 && held.length <= LONGEST_LINE) return;
      giveUp();
      stream.off('data', onData);
      stream.pause();
      if (end < 0 || end > LONGEST_LINE) stream.destroy();
      else this.#onLine(stream, peer, { line: held.subarray(0, end).toString('latin1'), rest: held.subarray(end + 1) });
    };
    stream.on('data', onData);
    stream.on('error', () => stream.destroy());
    stream.on('close', giveUp);
  }

  #onLine(stream: Duplex, peer: string, { line, rest }: { readonly line: string; readonly rest: Buffer }): void {
    const token = FIRST_LINE.exec(line.replace(/\r$/, ''))?.[1];
    if (token === undefined) {
      this.#note(peer, 'received', 'a first line of another protocol');
      stream.destroy();
      return;
    }
    this.#note(peer, 'received', 'first token');
    const check = this.#parts.take(token);
    if (check.kind === 'good') this.#onGood(stream, peer, check.holder, rest);
    else this.#refuse(stream, peer, check.kind === 'expired' ? 'token-expired' : 'token-unknown');
  }

  #onGood(stream: Duplex, peer: string, holder: Holder, rest: Buffer): void {
    const fault = this.#parts.faultFor(holder);
    if (fault === 'unavailable' || !this.#parts.isServed(holder)) {
      this.#refuse(stream, peer, 'unavailable');
    } else if (fault === 'gibberish') {
      this.#lastWord(stream, 'HTTP/1.1 400 Bad Request\r\n\r\n');
    } else if (fault === 'closes') {
      stream.destroy();
    } else if (fault === 'silent') {
      stream.resume();
    } else {
      this.#note(peer, 'sent', 'OK, passed on');
      stream.write('OK\r\n');
      if (rest.length > 0) stream.unshift(rest);
      this.#parts.pass(stream, peer);
      stream.resume();
    }
  }

  #refuse(stream: Duplex, peer: string, word: string): void {
    this.#note(peer, 'sent', `NO ${word}`);
    this.#lastWord(stream, `NO ${word}\r\n`);
  }

  #lastWord(stream: Duplex, text: string): void {
    stream.resume();
    stream.end(text);
    cutOffLater(stream, this.#parts.core.clock);
  }

  #note(peer: string, direction: 'received' | 'sent', what: string): void {
    this.#parts.core.log.record({ server: this.#parts.name, direction, peer, raw: `CONTENT ${what}` });
  }
}
