/** A flow over any Node stream: framing, keep-alive, one end. */
import type { Duplex } from 'node:stream';
import { createFramer, type FramerEvent } from '../../protocol/sip/framer.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { Flow, FlowFacts, FlowListener } from './flow.ts';

const ping = new Uint8Array([13, 10, 13, 10]);
const pong = new Uint8Array([13, 10]);

/** Messages kept for a listener that is still to come; then the peer has to wait, so that nobody can fill our memory. */
const maxEarly = 64;

/** A connection that was shut down politely gets this long to say goodbye back. */
const goodbyeMs = 1000;

/** How long an answer to a ping may take, from a peer that is known to answer them. RFC 5626 4.4.1 */
const pongLimitMs = 10_000;

/** Bytes the peer may leave unread, far more than any burst of ours. */
const maxUnread = 4_000_000;

export interface StreamFlowOptions {
  readonly stream: Duplex;
  readonly facts: FlowFacts;
  readonly clock: Clock;
  readonly tracer: Tracer;
  /** Told once, for whoever keeps the list of connections. */
  readonly onClosed?: () => void;
}

/** Wraps an open stream; from here on the flow owns it. */
export function createStreamFlow(options: StreamFlowOptions): Flow {
  return new StreamFlow(options);
}

class StreamFlow implements Flow {
  readonly facts: FlowFacts;
  readonly #options: StreamFlowOptions;
  readonly #framer = createFramer();
  #listener: FlowListener | undefined;
  #early: Uint8Array[] = [];
  #ended: { readonly failure?: Failure } | undefined;
  #error: string | undefined;
  #stopKeepAlive: (() => void) | undefined;
  /** Microsoft's servers answer no ping; only from a peer that did may silence be taken for its end. */
  #answersPings = false;
  /** Until then, by the monotonic clock, an empty line is the answer to our newest ping. */
  #pongsUntil = 0;
  #stopPongLimit: (() => void) | undefined;

  constructor(options: StreamFlowOptions) {
    this.#options = options;
    this.facts = options.facts;
    options.stream.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    options.stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#error = error.code ?? error.message;
    });
    // Half-open is of no use: when the peer ends, so do we.
    options.stream.once('end', () => options.stream.destroy());
    options.stream.once('close', () => this.#finish(this.#lost(this.#error ?? 'closed by the server')));
  }

  get isOpen(): boolean {
    return this.#ended === undefined;
  }

  listen(listener: FlowListener): void {
    this.#listener = listener;
    const early = this.#early;
    this.#early = [];
    const before = this.#ended;
    for (const raw of early) {
      // Closed by the listener itself, which has been told so.
      if (this.#ended !== before) return;
      listener.onMessage(raw);
    }
    this.#options.stream.resume();
    if (before) listener.onClose(before.failure);
  }

  send(message: Uint8Array): boolean {
    if (this.#ended) return false;
    return this.#write(message);
  }

  keepAlive(intervalMs: number): void {
    this.#stopKeepAlive?.();
    this.#stopKeepAlive = undefined;
    if (intervalMs <= 0 || this.#ended) return;
    this.#stopKeepAlive = this.#options.clock.after(intervalMs, () => {
      this.#ping();
      this.keepAlive(intervalMs);
    });
  }

  #ping(): void {
    if (!this.send(ping)) return;
    const { clock } = this.#options;
    this.#pongsUntil = clock.now() + pongLimitMs;
    if (!this.#answersPings) return;
    this.#stopPongLimit ??= clock.after(pongLimitMs, () => {
      this.#finish(this.#lost('no answer to a keep-alive'));
      this.#options.stream.destroy();
    });
  }

  /** Whatever comes in shows that the peer lives. */
  #heard(): void {
    this.#stopPongLimit?.();
    this.#stopPongLimit = undefined;
  }

  close(): void {
    if (this.#ended) return;
    const { stream, clock } = this.#options;
    this.#finish(undefined);
    stream.end();
    const stop = clock.after(goodbyeMs, () => stream.destroy());
    stream.once('close', stop);
  }

  /** A peer that sends and never reads would make us hold everything it asks for. */
  #write(bytes: Uint8Array): boolean {
    const { stream } = this.#options;
    if (stream.writableLength > maxUnread) {
      this.#finish(this.#lost('the server does not read'));
      stream.destroy();
      return false;
    }
    stream.write(bytes);
    return true;
  }

  #receive(chunk: Uint8Array): void {
    if (this.#ended) return;
    this.#heard();
    const events = this.#framer.push(chunk);
    this.#answersPings ||= this.#isAnswer(events);
    for (const event of events) {
      if (this.#ended) return;
      if (event.kind === 'message') this.#deliver(event.raw);
      else if (event.kind === 'ping') this.#write(pong);
      else if (event.kind === 'too-large') this.#passOver(event.startLine, event.bytes);
      else if (event.kind === 'error') this.#lostFrame(event.problem, chunk.length);
    }
  }

  /** An empty line by itself, soon after our ping: beside a message it means nothing. RFC 3261 7.5, RFC 5626 4.4.1 */
  #isAnswer(events: readonly FramerEvent[]): boolean {
    const isAlone = events.length === 1 && this.#framer.pendingBytes === 0;
    return isAlone && events[0]?.kind === 'pong' && this.#options.clock.now() < this.#pongsUntil;
  }

  #deliver(raw: Uint8Array): void {
    if (this.#listener) {
      this.#listener.onMessage(raw);
      return;
    }
    this.#early.push(raw);
    if (this.#early.length >= maxEarly) this.#options.stream.pause();
  }

  /** One message is lost; whoever waited for it hears of no answer, and everything else goes on. */
  #passOver(startLine: string, bytes: number): void {
    const { tracer } = this.#options;
    const text = `${startLine.split(' ', 1)[0]}: ${bytes} bytes`;
    tracer.record({ kind: 'dropped', peer: this.facts.peerAddress, reason: 'message too large', bytes });
    tracer.record({ kind: 'failure', code: 'SIP_TOO_LARGE', text });
  }

  /** A stream that lost its frame cannot be read on. */
  #lostFrame(problem: string, bytes: number): void {
    const { tracer, stream, clock } = this.#options;
    tracer.record({ kind: 'dropped', peer: this.facts.peerAddress, reason: problem, bytes });
    this.#finish({ code: 'SIP_MALFORMED', server: this.facts.host, detail: problem, at: clock.wall() });
    stream.destroy();
  }

  #lost(detail: string): Failure {
    return { code: 'CONNECTION_LOST', server: this.facts.host, detail, at: this.#options.clock.wall() };
  }

  #finish(failure: Failure | undefined): void {
    if (this.#ended) return;
    this.#ended = failure ? { failure } : {};
    this.#stopKeepAlive?.();
    this.#heard();
    const { tracer } = this.#options;
    const { host, peerAddress, peerPort } = this.facts;
    tracer.record({
      kind: 'connect',
      host,
      peer: `${peerAddress}:${peerPort}`,
      state: failure ? `lost: ${failure.detail ?? failure.code}` : 'closed',
    });
    this.#options.onClosed?.();
    this.#listener?.onClose(failure);
  }
}
