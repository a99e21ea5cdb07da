/** A TCP connection as it would be over a distance: bytes wait in both directions, and round trips are counted. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Clock } from '../../shared/clock.ts';
import { DelayLine } from './delay-line.ts';
import type { ConnectionTrips } from './round-trips.ts';

export interface WireOptions {
  readonly clock: Clock;
  /** Milliseconds per direction. */
  readonly latencyMs: () => number;
  readonly trips: ConnectionTrips;
}

/** Bytes on their way to the client before a writer has to wait. */
const MOST_IN_FLIGHT = 1024 * 1024;

/**
 * What TLS stands on in place of the socket. The kernel answered the client's connect at once, so the first bytes are
 * held for the round trip that a TCP handshake takes. Destroying the wire closes the socket once what was written has
 * left; `cut` closes it now.
 */
export class Wire extends Duplex {
  readonly #socket: Socket;
  readonly #trips: ConnectionTrips;
  readonly #inbound: DelayLine;
  readonly #outbound: DelayLine;
  #inFlight = 0;
  #waitingWriter: (() => void) | undefined;

  constructor(socket: Socket, { clock, latencyMs, trips }: WireOptions) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#trips = trips;
    this.#inbound = new DelayLine(clock, latencyMs);
    this.#outbound = new DelayLine(clock, latencyMs);
    this.#inbound.hold(2 * latencyMs());
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      trips.received();
      this.#inbound.put(() => {
        if (!this.push(chunk)) socket.pause();
      });
    });
    socket.on('end', () => this.#inbound.put(() => this.push(null)));
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.#inbound.put(() => this.destroy()));
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#inFlight += chunk.length;
    this.#outbound.put(() => this.#deliver(chunk));
    if (this.#inFlight <= MOST_IN_FLIGHT) done();
    else this.#waitingWriter = done;
  }

  override _final(done: () => void): void {
    this.#outbound.put(() => this.#socket.end());
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inbound.stop();
    this.#outbound.put(() => this.#socket.destroySoon());
    done(error);
  }

  /** Ends the connection now, whatever is on its way. */
  cut(): void {
    this.#outbound.stop();
    this.#socket.destroy();
    this.destroy();
  }

  /** Ends the connection now with an RST, as a machine does that was switched off. */
  reset(): void {
    this.#outbound.stop();
    this.#socket.resetAndDestroy();
    this.destroy();
  }

  #deliver(chunk: Buffer): void {
    if (this.#socket.destroyed) return;
    this.#trips.sent();
    this.#socket.write(chunk, () => {
      this.#inFlight -= chunk.length;
      if (this.#inFlight > MOST_IN_FLIGHT) return;
      const writer = this.#waitingWriter;
      this.#waitingWriter = undefined;
      writer?.();
    });
  }
}
