/** The server's side of one TLS-DSK handshake: the runtime's own TLS over gssapi-data. [MS-SIPAE] 3.3.5.2 (protocol 3.5) */
import { constants } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { DskKeys } from './message-mac.ts';
import { isClientFlightComplete, mergeHandshakeRecords, serverFlight } from './tls-records.ts';

/** What the handshake shows to the client; the key is an RSA key. */
export interface DskIdentity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** What a finished handshake leaves behind. */
export interface DskOutcome {
  readonly keys: DskKeys;
  /** The client's certificate, DER. */
  readonly certificate: Uint8Array;
}

export type DskStep =
  /** `outcome` comes with the last flight. */
  { readonly kind: 'flight'; readonly data: Buffer; readonly outcome?: DskOutcome } | { readonly kind: 'failed' };

const LARGEST_FLIGHT = 32 * 1024;
/** TLS answers a whole flight at once; whatever keeps it silent for so long is a failure. */
const ANSWER_MS = 5000;
/** Length and label. RFC 5216 2.3 */
const KEYING: readonly unknown[] = [128, 'client EAP encryption'];

/** BoringSSL (Electron) has no security levels; at OpenSSL's usual one the signatures of TLS 1.0 are refused. */
const SUITES = process.versions.openssl === '0.0.0' ? 'AES128-SHA:AES256-SHA' : 'AES128-SHA:AES256-SHA:@SECLEVEL=0';

/** How these handshakes are held: TLS 1.0 to 1.2, RSA key exchange, a client certificate, no resumption. */
export function dskContext({ certificatePem, keyPem }: DskIdentity): SecureContext {
  return createSecureContext({
    cert: certificatePem,
    key: keyPem,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.2',
    ciphers: SUITES,
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
}

export class TlsDskSession {
  readonly #clock: Clock;
  readonly #wire: FlightWire;
  readonly #socket: TLSSocket;
  #waiting: ((step: DskStep) => void) | undefined;
  #stopTimer: () => void = () => undefined;
  #isSecure = false;
  #isOver = false;

  constructor(context: SecureContext, clock: Clock) {
    this.#clock = clock;
    this.#wire = new FlightWire(() => this.#look());
    this.#socket = new TLSSocket(this.#wire, {
      isServer: true,
      secureContext: context,
      requestCert: true,
      rejectUnauthorized: false,
    });
    this.#socket.on('secure', () => {
      this.#isSecure = true;
      this.#look();
    });
    this.#socket.on('error', () => this.#fail());
    this.#socket.on('close', () => this.#fail());
  }

  /** Gives the client's next flight to TLS; `onStep` is called once, later. */
  feed(data: Buffer, onStep: (step: DskStep) => void): void {
    if (this.#isOver || this.#waiting || data.length > LARGEST_FLIGHT || !isClientFlightComplete(data)) {
      onStep({ kind: 'failed' });
      this.close();
      return;
    }
    this.#waiting = onStep;
    this.#stopTimer = this.#clock.after(ANSWER_MS, () => this.#fail());
    this.#wire.push(data);
  }

  close(): void {
    this.#fail();
    this.#socket.destroy();
    this.#wire.destroy();
  }

  /** Hands the flight over when it is whole; the last one also waits until TLS says that the handshake is done. */
  #look(): void {
    const flight = this.#wire.written();
    const kind = serverFlight(flight);
    if (kind === 'alert') this.#fail();
    if (!this.#waiting || kind === 'open' || (kind === 'finished' && !this.#isSecure)) return;
    this.#wire.clear();
    const outcome = kind === 'finished' ? this.#outcome() : undefined;
    if (kind === 'finished' && !outcome) this.#fail();
    else this.#tell({ kind: 'flight', data: mergeHandshakeRecords(flight), ...(outcome ? { outcome } : {}) });
  }

  /** Undefined when the client showed no certificate. */
  #outcome(): DskOutcome | undefined {
    const certificate = this.#socket.getPeerX509Certificate()?.raw;
    if (!certificate) return undefined;
    // The type asks for a context, which would change the keys: there is none here.
    const material: Buffer = Reflect.apply(this.#socket.exportKeyingMaterial, this.#socket, KEYING);
    const hash = this.#socket.getCipher().name.endsWith('-MD5') ? 'md5' : 'sha1';
    return { keys: { client: material.subarray(64, 96), server: material.subarray(96, 128), hash }, certificate };
  }

  #fail(): void {
    this.#isOver = true;
    this.#tell({ kind: 'failed' });
  }

  #tell(step: DskStep): void {
    this.#stopTimer();
    const tell = this.#waiting;
    this.#waiting = undefined;
    tell?.(step);
  }
}

/** Stands where a socket would: what TLS writes is collected, what the client sent is pushed in. */
class FlightWire extends Duplex {
  readonly #onWrite: () => void;
  #parts: Buffer[] = [];

  constructor(onWrite: () => void) {
    super();
    this.#onWrite = onWrite;
  }

  written(): Buffer {
    return Buffer.concat(this.#parts);
  }

  clear(): void {
    this.#parts = [];
  }

  override _read(): void {
    // Data comes by push.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#parts.push(chunk);
    done();
    this.#onWrite();
  }
}
