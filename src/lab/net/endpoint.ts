/** One address and port of one lab server: accepts TCP, puts TLS on it, plays the faults below SIP. */
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { ServerFaults, ServerName } from '../api.ts';
import { spoiledStream, spoilsHandshake } from '../faults/bad-stream.ts';
import type { ServerIdentity } from '../pki/authority.ts';
import type { RoundTrips } from './round-trips.ts';
import { Wire } from './wire.ts';

/** A connection the endpoint lets through: plain bytes, after TLS where there is TLS. */
export interface AcceptedStream {
  readonly stream: Duplex;
  readonly server: ServerName;
  /** `address:port` of each end. */
  readonly remote: string;
  readonly local: string;
  /** Whether TLS stands under it. */
  readonly isSecure: boolean;
}

export interface EndpointOptions {
  readonly server: ServerName;
  readonly address: string;
  /** 0: any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly trips: RoundTrips;
  readonly latencyMs: () => number;
  readonly faults: () => ServerFaults;
  /** The certificate to show now; undefined for a port without TLS. */
  readonly identity: (() => ServerIdentity) | undefined;
  readonly onStream: (accepted: AcceptedStream) => void;
}

type TlsVersion = NonNullable<ServerFaults['newestTls']> | typeof NEWEST_TLS;

/** As the real servers: they offer nothing newer (protocol notes 1.4). */
const NEWEST_TLS = 'TLSv1.2';
const TLS_HANDSHAKE_MS = 10_000;
const BACKLOG = 128;

export class Endpoint {
  readonly #options: EndpointOptions;
  /** Each with the end of its socket. */
  readonly #wires = new Map<Wire, Promise<void>>();
  /** By the newest TLS version they speak. */
  readonly #contexts = new Map<TlsVersion, Map<ServerIdentity, SecureContext>>();
  #server: Server | undefined;
  #port = 0;

  constructor(options: EndpointOptions) {
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  get isOpen(): boolean {
    return this.#server !== undefined;
  }

  get connections(): number {
    return this.#wires.size;
  }

  /** Starts to listen, on the port it had before if it was open once. Rejects when the port cannot be had. */
  async open(): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: this.#options.address, port: this.#port || this.#options.port, backlog: BACKLOG }, () => {
        server.off('error', reject);
        resolve();
      });
      // Set at once: whoever closes now must find it.
      this.#server = server;
    }).catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    const bound = server.address();
    if (typeof bound === 'object' && bound) this.#port = bound.port;
  }

  /** Refuses new connections from now on; those that stand go on. */
  refuse(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  /** Ends every connection now; new ones are accepted. */
  drop(): void {
    for (const wire of this.#wires.keys()) wire.cut();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const ends = [...this.#wires.values()];
    this.drop();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all(ends);
  }

  #accept(socket: Socket): void {
    const { clock, latencyMs, trips, identity, server } = this.#options;
    const wire = new Wire(socket, { clock, latencyMs, trips: trips.connection(true) });
    const ended = new Promise<void>((resolve) => {
      socket.once('close', () => {
        this.#wires.delete(wire);
        resolve();
      });
    });
    this.#wires.set(wire, ended);
    wire.on('error', () => undefined);
    const { silent, malice } = this.#options.faults();
    if (silent === 'tcp') wire.resume();
    if (silent === 'tcp' || spoilsHandshake(malice, wire, clock)) return;
    const facts = {
      server,
      remote: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`,
      local: `${socket.localAddress ?? ''}:${socket.localPort ?? 0}`,
    };
    if (identity) this.#secure(wire, identity(), facts);
    else this.#pass({ ...facts, stream: wire, isSecure: false }, wire);
  }

  #secure(wire: Wire, identity: ServerIdentity, facts: Omit<AcceptedStream, 'stream' | 'isSecure'>): void {
    const secured = new TLSSocket(wire, {
      isServer: true,
      secureContext: this.#contextOf(identity),
      // The runtime asks a server object for the OCSP response; this one listens nowhere.
      ...(identity.staple ? { server: staplerOf(identity.staple) } : {}),
    });
    const giveUp = this.#options.clock.after(TLS_HANDSHAKE_MS, () => wire.cut());
    wire.on('close', giveUp);
    secured.on('error', () => wire.destroy());
    secured.on('close', () => wire.destroy());
    secured.once('secure', () => {
      giveUp();
      this.#pass({ ...facts, stream: secured, isSecure: true }, wire);
    });
  }

  #pass(accepted: AcceptedStream, wire: Wire): void {
    const { silent, malice } = this.#options.faults();
    if (silent === 'tls') {
      accepted.stream.resume();
      return;
    }
    const stream = spoiledStream(malice, { stream: accepted.stream, wire, clock: this.#options.clock });
    if (stream) this.#options.onStream({ ...accepted, stream });
  }

  #contextOf(identity: ServerIdentity): SecureContext {
    const version = this.#options.faults().newestTls ?? NEWEST_TLS;
    const contexts = this.#contexts.get(version) ?? new Map<ServerIdentity, SecureContext>();
    this.#contexts.set(version, contexts);
    const known = contexts.get(identity);
    if (known) return known;
    const made = createSecureContext({
      cert: identity.chainPem,
      key: identity.keyPem,
      minVersion: version === NEWEST_TLS ? NEWEST_TLS : 'TLSv1',
      maxVersion: version,
      // OpenSSL loads no weak key and speaks no old TLS at its usual level; BoringSSL has no levels.
      ...(process.versions.openssl === '0.0.0' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
    });
    contexts.set(identity, made);
    return made;
  }
}

function staplerOf(staple: Uint8Array): Server {
  const stapler = createTlsServer();
  stapler.on('OCSPRequest', (_certificate, _issuer, give) => give(null, Buffer.from(staple)));
  return stapler;
}
