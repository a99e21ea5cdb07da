/**
 * The client's side of a TLS handshake whose flights others carry: the runtime's own TLS over memory, for its keys only. Nothing is
 * ever sent inside it. RFC 5246, RFC 5705
 */
import { Duplex } from 'node:stream';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { readTlsFlight, TLS_MESSAGE } from '../../../protocol/auth/tls-flight.ts';
import type { Clock } from '../../../shared/clock.ts';

export type TlsStep =
  /** To be carried to the server. */
  | { readonly kind: 'flight'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'established';
      /** 128 bytes. Secret. */
      readonly keyingMaterial: Uint8Array;
      /** Whether the server's certificate is for this name. */
      readonly certificateNames: (name: string) => boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code: 'AUTH_UNREADABLE' | 'CLIENT_CERTIFICATE_REFUSED' | 'SIP_TIMEOUT';
      readonly problem: string;
    };

export interface ClientTlsOptions {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Suites whose hash is SHA-1, because the signatures of the association take the same. */
const suites = 'AES128-SHA:AES256-SHA';
/** BoringSSL (Electron) has no security levels; at OpenSSL's usual one the signatures of TLS 1.0 are refused. */
const ciphers = process.versions.openssl === '0.0.0' ? suites : `${suites}:@SECLEVEL=0`;

const keyingBytes = 128;
/** RFC 5216 2.3 */
const keyingLabel = 'client EAP encryption';

/** Only a server that hides half a message under its cipher can keep TLS from answering at once. */
const answerLimitMs = 5000;

/** bad_certificate to unknown_ca, access_denied. RFC 5246 7.2.2 */
const aboutTheCertificate: ReadonlySet<number | undefined> = new Set([41, 42, 43, 44, 45, 46, 48, 49]);

export class ClientTls {
  readonly #options: ClientTlsOptions;
  readonly #wire: FlightWire;
  #socket: TLSSocket | undefined;
  #settle: ((step: TlsStep) => void) | undefined;
  /** Each end has two flights: its hello in the clear, then one that ends under the cipher. */
  #isPastHello = false;
  #hasProved = false;
  #isOver = false;
  readonly #onAbort = () => this.#end(failed('SIP_TIMEOUT', 'given up'));

  constructor(options: ClientTlsOptions) {
    this.#options = options;
    this.#wire = new FlightWire(() => this.#look());
  }

  /** The first flight. */
  start(): Promise<TlsStep> {
    const { certificatePem, privateKeyPem, signal } = this.#options;
    if (this.#isOver || signal?.aborted) return Promise.resolve(failed('SIP_TIMEOUT', 'given up'));
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    return this.#wait(() => {
      const socket = openTls(this.#wire, certificatePem, privateKeyPem);
      if (!socket)
        return this.#end(failed('CLIENT_CERTIFICATE_REFUSED', 'the client certificate and its key cannot be used'));
      this.#socket = socket;
      socket.on('error', (error) => this.#end(failed('AUTH_UNREADABLE', `TLS: ${codeOf(error)}`)));
      socket.on('close', () => this.#end(failed('AUTH_UNREADABLE', 'TLS: closed')));
      socket.on('secureConnect', () => this.#end(this.#established(socket)));
    });
  }

  /** Takes the server's flight and gives ours, or the keys. */
  feed(bytes: Uint8Array): Promise<TlsStep> {
    if (this.#options.signal?.aborted) return Promise.resolve(failed('SIP_TIMEOUT', 'given up'));
    const problem = this.#problemOf(bytes);
    if (this.#isOver || problem) {
      this.close();
      return Promise.resolve(problem ?? failed('AUTH_UNREADABLE', 'TLS: closed'));
    }
    this.#isPastHello = true;
    return this.#wait(() => this.#wire.push(bytes));
  }

  /** Ends it and whatever waits for it. Safe to call twice. */
  close(): void {
    this.#end(failed('SIP_TIMEOUT', 'given up'));
  }

  #problemOf(bytes: Uint8Array): TlsStep | undefined {
    const flight = readTlsFlight(bytes);
    if (flight.kind === 'broken') return failed('AUTH_UNREADABLE', flight.problem);
    if (flight.kind === 'alert') return refusalBy(flight.description);
    const expected = this.#hasProved ? 'finished' : 'plain';
    if (flight.kind !== expected) return failed('AUTH_UNREADABLE', 'the TLS flight is out of turn');
    const isWhole = flight.kind === 'finished' || flight.messages.at(-1) === TLS_MESSAGE.serverHelloDone;
    return isWhole ? undefined : failed('AUTH_UNREADABLE', 'the TLS flight is cut short');
  }

  #wait(begin: () => void): Promise<TlsStep> {
    return new Promise((resolve) => {
      const stopLimit = this.#options.clock.after(answerLimitMs, () =>
        this.#end(failed('AUTH_UNREADABLE', 'the TLS flight leads nowhere')),
      );
      this.#settle = (step) => {
        this.#settle = undefined;
        stopLimit();
        resolve(step);
      };
      begin();
    });
  }

  /** After each write: the flight is whole when its records say so. TLS may write it in pieces. */
  #look(): void {
    const { kind } = readTlsFlight(this.#wire.written);
    if (kind !== (this.#isPastHello ? 'finished' : 'plain')) return;
    this.#hasProved = this.#isPastHello;
    this.#settle?.({ kind: 'flight', bytes: this.#wire.collect() });
  }

  #established(socket: TLSSocket): TlsStep {
    try {
      const certificate = socket.getPeerCertificate();
      // Without a context, which is not the same as an empty one; the type knows only calls with one. RFC 5705 4
      const keyingMaterial: Uint8Array = Reflect.apply(socket.exportKeyingMaterial, socket, [keyingBytes, keyingLabel]);
      return { kind: 'established', keyingMaterial, certificateNames: (name) => isFor(name, certificate) };
    } catch (error) {
      return failed('AUTH_UNREADABLE', `TLS: ${codeOf(error)}`);
    }
  }

  #end(step: TlsStep): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#settle?.(step);
    this.#socket?.destroy();
    this.#wire.destroy();
  }
}

/** TLS over the wire given, which it writes to at once; undefined when certificate and key do not go together. */
function openTls(wire: Duplex, cert: string, key: string): TLSSocket | undefined {
  try {
    return connect({
      socket: wire,
      cert,
      key,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.2',
      ciphers,
      rejectUnauthorized: false,
      // The name is looked at afterwards and worth a line in the trace.
      checkServerIdentity: () => undefined,
    });
  } catch {
    return undefined;
  }
}

/** What TLS takes for its connection; the flights lie in memory. */
class FlightWire extends Duplex {
  readonly #onWrite: () => void;
  #chunks: Uint8Array[] = [];

  constructor(onWrite: () => void) {
    super();
    this.#onWrite = onWrite;
  }

  get written(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }

  collect(): Uint8Array {
    const { written } = this;
    this.#chunks = [];
    return written;
  }

  override _read(): void {
    // Flights are pushed when they come.
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    this.#onWrite();
    done();
  }
}

function failed(code: Extract<TlsStep, { kind: 'failed' }>['code'], problem: string): TlsStep {
  return { kind: 'failed', code, problem };
}

function refusalBy(alert: number | undefined): TlsStep {
  const code = aboutTheCertificate.has(alert) ? 'CLIENT_CERTIFICATE_REFUSED' : 'AUTH_UNREADABLE';
  return failed(code, `the server ended TLS: alert ${alert ?? 'under the cipher'}`);
}

/** `ERR_SSL_…`: which check failed, nothing of what it checked. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}

/** A list of names that cannot be read names nobody; the runtime throws at some. */
function isFor(name: string, certificate: PeerCertificate): boolean {
  try {
    return checkServerIdentity(name, certificate) === undefined;
  } catch {
    return false;
  }
}
