/** The stream behind the Edge: requests with their answers, events, and the ping that notices a server that is gone. docs/protocol/content.md, "Frames" */
import type { Socket } from 'node:net';
import { createFrameReader, longestChunk, writeBytesFrame, writeJsonFrame } from '../../../protocol/content/frames.ts';
import type { ServerAnswer, ServerEvent } from '../../../protocol/content/messages.ts';
import { readServerMessage } from '../../../protocol/content/read.ts';
import type { ContentRequest } from '../../../protocol/content/write.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { OpenEdge } from './entrance.ts';

/** From the question, or from the last part of a page that went out since. */
const answerLimitMs = 10_000;
const quietMs = 30_000;
/** Requests that wait for their answers. */
const mostWaiting = 64;

export interface ChannelOptions {
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly onEvent: (event: ServerEvent) => void;
  /** Once, unless we closed it. */
  readonly onLost: (code: FailureCode, detail?: string) => void;
}

export type Answered =
  | { readonly ok: true; readonly upload?: string }
  /** The server's word, or what became of the connection. */
  | { readonly ok: false; readonly error: string; readonly code?: FailureCode };

export interface Channel {
  readonly server: string;
  /** Sends a request, with the bytes that belong to it behind it, and waits for its answer. */
  ask(request: ContentRequest, bytes?: Uint8Array): Promise<Answered>;
  /** Sends what nobody answers. */
  tell(message: object): void;
  close(): void;
}

/** Takes the socket over: from here on it is closed by close(), or by the server. */
export function createChannel(edge: OpenEdge, options: ChannelOptions): Channel {
  return new SocketChannel(edge, options);
}

interface Waiting {
  readonly name: string;
  readonly settle: (answered: Answered) => void;
}

interface Outgoing {
  readonly frame: Uint8Array;
  /** A part of a page, which a slow line takes its time for. */
  readonly isPage: boolean;
}

class SocketChannel implements Channel {
  readonly server: string;
  readonly #socket: Socket;
  readonly #options: ChannelOptions;
  readonly #reader = createFrameReader();
  readonly #waiting = new Map<number, Waiting>();
  /** Frames that wait for the one before them to be gone. */
  #outgoing: Outgoing[] = [];
  #isSending = false;
  /** When a part of a page went out last, on the clock. */
  #pageMovedAt = Number.NEGATIVE_INFINITY;
  #count = 0;
  #isOver = false;
  #stopQuiet: (() => void) | undefined;

  constructor({ socket, server, rest }: OpenEdge, options: ChannelOptions) {
    this.server = server;
    this.#socket = socket;
    this.#options = options;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('close', () => this.#lose('CONTENT_LOST'));
    socket.once('end', () => this.#lose('CONTENT_LOST'));
    this.#listen(rest);
  }

  ask(request: ContentRequest, bytes?: Uint8Array): Promise<Answered> {
    if (this.#isOver) return Promise.resolve({ ok: false, error: 'lost', code: 'CONTENT_LOST' });
    if (this.#waiting.size >= mostWaiting) return Promise.resolve({ ok: false, error: 'busy' });
    this.#count += 1;
    const n = this.#count;
    return new Promise((resolve) => {
      const stop = this.#limit(request.do);
      const settle = (answered: Answered) => {
        stop();
        this.#waiting.delete(n);
        resolve(answered);
      };
      this.#waiting.set(n, { name: request.do, settle });
      this.#send({ frame: writeJsonFrame({ n, ...request }), isPage: false });
      for (let at = 0; bytes && at < bytes.length; at += longestChunk) {
        this.#send({ frame: writeBytesFrame(bytes.subarray(at, at + longestChunk)), isPage: true });
      }
      if (request.do !== 'ping') this.#note(`asked ${request.do}`);
    });
  }

  tell(message: object): void {
    if (!this.#isOver) this.#send({ frame: writeJsonFrame(message), isPage: false });
  }

  close(): void {
    this.#end({ ok: false, error: 'closed', code: 'CONTENT_NOT_OPEN' });
  }

  /** One after the other: handed over together, nobody would see how far a page is. */
  #send(outgoing?: Outgoing): void {
    if (outgoing) this.#outgoing.push(outgoing);
    if (this.#isSending || this.#isOver) return;
    const next = this.#outgoing.shift();
    if (!next) return;
    this.#isSending = true;
    this.#socket.write(next.frame, () => {
      this.#isSending = false;
      if (next.isPage) this.#pageMovedAt = this.#options.clock.now();
      this.#send();
    });
  }

  /** Nobody can answer while a page is still on its way: over a slow line that takes long, and what is asked meanwhile goes behind it. */
  #limit(name: string): () => void {
    const { clock } = this.#options;
    let stop: () => void = () => undefined;
    const wait = (ms: number) => {
      stop = clock.after(ms, () => {
        const leftMs = this.#pageMovedAt + answerLimitMs - clock.now();
        if (leftMs > 0) wait(leftMs);
        else this.#lose('CONTENT_SILENT', name);
      });
    };
    wait(answerLimitMs);
    return () => stop();
  }

  /** What came with the Edge's word is taken once our owner holds the channel. */
  #listen(rest: Uint8Array): void {
    this.#restartQuiet();
    queueMicrotask(() => {
      if (this.#isOver) return;
      if (rest.length > 0) this.#receive(rest);
      this.#socket.resume();
    });
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isOver) return;
    this.#restartQuiet();
    const reading = this.#reader.push(bytes);
    if (!reading.ok) {
      this.#lose('CONTENT_UNREADABLE', reading.problem);
      return;
    }
    for (const value of reading.values) {
      if (this.#isOver) return;
      this.#take(value);
    }
  }

  #take(value: unknown): void {
    const message = readServerMessage(value);
    if (message.kind === 'no-object') this.#lose('CONTENT_UNREADABLE', message.kind);
    else if (message.kind === 'answer') this.#answer(message.answer);
    else if (message.kind === 'passed-over') this.#note(`passed over ${message.name}`);
    else {
      // A pointer moves many times a second, and tells nothing.
      if (message.event.on !== 'pointer') this.#note(`told ${message.event.on}`);
      this.#options.onEvent(message.event);
    }
  }

  #answer(answer: ServerAnswer): void {
    const waiting = this.#waiting.get(answer.re);
    if (!waiting) return;
    if (!answer.ok) this.#note(`${waiting.name} refused: ${answer.error}`);
    waiting.settle(answer.ok ? { ok: true, ...(answer.upload ? { upload: answer.upload } : {}) } : answer);
  }

  #restartQuiet(): void {
    this.#stopQuiet?.();
    this.#stopQuiet = this.#options.clock.after(quietMs, () => void this.ask({ do: 'ping' }));
  }

  #lose(code: FailureCode, detail?: string): void {
    if (this.#isOver) return;
    this.#options.tracer.record({ kind: 'failure', code, text: `${this.server} ${detail ?? ''}`.trim() });
    this.#end({ ok: false, error: 'lost', code });
    this.#options.onLost(code, detail);
  }

  #end(answered: Answered): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopQuiet?.();
    this.#outgoing = [];
    this.#socket.destroy();
    this.#reader.wipe();
    for (const waiting of [...this.#waiting.values()]) waiting.settle(answered);
  }

  #note(text: string): void {
    this.#options.tracer.record({ kind: 'decision', text: `Content: ${text}` });
  }
}
