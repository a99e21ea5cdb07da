/** A client's connection in whole SIP messages: framed, logged, kept alive, with the faults that cut or silence it. */
import type { Duplex } from 'node:stream';
import { createFramer } from '../../protocol/sip/framer.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ServerFaults } from '../api.ts';
import { spoiledMessages } from '../faults/bad-messages.ts';
import type { LabLog } from '../log/lab-log.ts';
import { DelayLine } from './delay-line.ts';
import type { AcceptedStream } from './endpoint.ts';
import type { LabConnection } from './listener.ts';

export interface SipConnectionOptions {
  readonly id: string;
  readonly clock: Clock;
  readonly log: LabLog;
  readonly faults: () => ServerFaults;
}

/** Answer to a double CRLF. RFC 5626 4.4.1 */
const PONG = Buffer.from('\r\n', 'latin1');
const FIRST_WORD_BYTES = 32;
const LINGER_MS = 2000;

export function createSipConnection(accepted: AcceptedStream, options: SipConnectionOptions): LabConnection {
  const connection = new SipConnection(accepted, options);
  connection.read(accepted.stream);
  return connection;
}

class SipConnection implements LabConnection {
  readonly id: string;
  readonly server: string;
  readonly remote: string;
  readonly local: string;
  readonly #stream: Duplex;
  readonly #options: SipConnectionOptions;
  readonly #answers: DelayLine;
  readonly #early: Uint8Array[] = [];
  readonly #closeHandlers: (() => void)[] = [];
  #handler: ((raw: Uint8Array) => void) | undefined;
  #sentBytes = 0;
  #isClosed = false;
  #cancelLinger: (() => void) | undefined;

  constructor(accepted: AcceptedStream, options: SipConnectionOptions) {
    this.id = options.id;
    this.server = accepted.server;
    this.remote = accepted.remote;
    this.local = accepted.local;
    this.#stream = accepted.stream;
    this.#options = options;
    this.#answers = new DelayLine(options.clock, () => options.faults().answerLatencyMs ?? 0);
  }

  read(stream: Duplex): void {
    const framer = createFramer();
    stream.on('data', (chunk: Uint8Array) => {
      for (const event of framer.push(chunk)) {
        if (event.kind === 'message') this.#receive(event.raw);
        else if (event.kind === 'ping') this.#pong();
        else if (event.kind !== 'pong') stream.destroy();
      }
    });
    stream.on('end', () => this.close());
    stream.on('close', () => this.#closed());
    stream.on('error', () => stream.destroy());
  }

  send(message: string | Uint8Array): void {
    if (this.#isClosed) return;
    const bytes = typeof message === 'string' ? Buffer.from(message, 'utf8') : message;
    this.#answers.put(() => this.#write(bytes));
  }

  close(): void {
    if (!this.#isClosed) this.#answers.put(() => this.#end());
  }

  onMessage(handler: (raw: Uint8Array) => void): void {
    this.#handler = handler;
    for (const raw of this.#early.splice(0)) handler(raw);
  }

  onClose(handler: () => void): void {
    if (this.#isClosed) handler();
    else this.#closeHandlers.push(handler);
  }

  #receive(raw: Uint8Array): void {
    this.#options.log.record({ server: this.server, direction: 'received', peer: this.remote, raw });
    const { silent } = this.#options.faults();
    if (silent === 'sip') return;
    if (typeof silent === 'object' && methodOf(raw) === silent.method.toUpperCase()) return;
    if (this.#handler) this.#handler(raw);
    else this.#early.push(raw);
  }

  #pong(): void {
    if (!this.#isClosed && this.#options.faults().silent !== 'sip') this.#stream.write(PONG);
  }

  #write(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#options.log.record({ server: this.server, direction: 'sent', peer: this.remote, raw: bytes });
    const limit = this.#options.faults().closeAfterBytes;
    const allowed = limit === undefined ? bytes.length : Math.max(0, limit - this.#sentBytes);
    this.#sentBytes += bytes.length;
    if (allowed >= bytes.length) {
      for (const each of spoiledMessages(this.#options.faults().malice, bytes)) this.#stream.write(each);
    } else this.#end(bytes.subarray(0, allowed));
  }

  /** Says goodbye; a client that does not answer it is cut off. */
  #end(last: Uint8Array = new Uint8Array()): void {
    this.#stream.end(last);
    this.#cancelLinger ??= this.#options.clock.after(LINGER_MS, () => this.#stream.destroy());
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#answers.stop();
    this.#cancelLinger?.();
    for (const handler of this.#closeHandlers.splice(0)) handler();
  }
}

/** The method of a request; for a response `SIP/2.0`, which is no method's name. */
function methodOf(raw: Uint8Array): string {
  const start = Buffer.from(raw.subarray(0, FIRST_WORD_BYTES)).toString('latin1');
  return start.split(' ', 1)[0]?.toUpperCase() ?? '';
}
