/** The server's end of TLS-DSK for tests: the runtime's own TLS, which decides by itself what the client must do. */
import { Duplex } from 'node:stream';
import { createSecureContext, type SecureVersion, TLSSocket } from 'node:tls';
import { readTlsFlight } from '../../../protocol/auth/tls-flight.ts';

export interface TestDskServerOptions {
  readonly cert: string;
  readonly key: string;
  readonly version?: SecureVersion;
  readonly suite?: string;
  /** All plain messages of the first flight in one record, as older clients want it. */
  readonly isMerged?: boolean;
  /** False asks for no certificate. */
  readonly requestCert?: boolean;
}

export interface TestDskServer {
  /** Our flight to the client's; also the one that consists of an alert. Empty when TLS ended without a word. */
  answer(clientFlight: Uint8Array): Promise<Uint8Array>;
  /** The exported keys. */
  keys(): Uint8Array;
  /** The subject the client's certificate names. */
  subject(): string | undefined;
  protocol(): string | null;
  close(): void;
}

const level = process.versions.openssl === '0.0.0' ? '' : ':@SECLEVEL=0';

export function createTestDskServer(options: TestDskServerOptions): TestDskServer {
  const {
    cert,
    key,
    version = 'TLSv1',
    suite = 'AES128-SHA:AES256-SHA',
    isMerged = true,
    requestCert = true,
  } = options;
  let written = Buffer.alloc(0);
  let tell: (() => void) | undefined;
  const wire = new Duplex({
    read() {
      // Flights are pushed.
    },
    write(chunk: Buffer, _encoding, done) {
      written = Buffer.concat([written, chunk]);
      done();
      const { kind } = readTlsFlight(written);
      if (kind !== 'broken') tell?.();
    },
  });
  const secureContext = createSecureContext({
    cert,
    key,
    minVersion: version,
    maxVersion: version,
    ciphers: `${suite}${level}`,
  });
  const socket = new TLSSocket(wire, { isServer: true, secureContext, requestCert, rejectUnauthorized: false });
  const isComplete = () => {
    const flight = readTlsFlight(written);
    return (
      flight.kind === 'alert' ||
      flight.kind === 'finished' ||
      (flight.kind === 'plain' && flight.messages.at(-1) === 14)
    );
  };
  return {
    answer: (clientFlight) =>
      new Promise((resolve) => {
        socket.on('error', () => resolve(new Uint8Array()));
        tell = () => {
          if (!isComplete()) return;
          tell = undefined;
          const flight = isMerged ? merge(written) : written;
          written = Buffer.alloc(0);
          resolve(flight);
        };
        wire.push(clientFlight);
      }),
    keys: () => Reflect.apply(socket.exportKeyingMaterial, socket, [128, 'client EAP encryption']),
    subject: () => socket.getPeerX509Certificate()?.subject,
    protocol: () => socket.getProtocol(),
    close() {
      socket.destroy();
      wire.destroy();
    },
  };
}

/** The leading handshake records as one; their hash does not see the cuts. */
function merge(flight: Buffer): Uint8Array {
  const bodies: Buffer[] = [];
  let at = 0;
  while (flight[at] === 22) {
    const end = at + 5 + flight.readUInt16BE(at + 3);
    bodies.push(flight.subarray(at + 5, end));
    at = end;
  }
  if (bodies.length < 2) return flight;
  const body = Buffer.concat(bodies);
  const head = Buffer.from(flight.subarray(0, 5));
  head.writeUInt16BE(body.length, 3);
  return Buffer.concat([head, body, flight.subarray(at)]);
}
