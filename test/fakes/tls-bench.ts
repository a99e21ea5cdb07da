/** TLS servers on the loopback that show whatever identity a test wants, and a client under a given trust. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls';
import { makeCertificate } from '../../src/lab/pki/certificate.ts';
import type { Trust } from '../../src/main/trust/trust.ts';

export interface Identity {
  readonly chainPem: string;
  readonly keyPem: string;
  readonly staple?: Uint8Array;
}

export interface Shown {
  readonly address: string;
  readonly port: number;
  /** Bytes that came through the encryption. */
  readonly received: Buffer[];
}

export interface TlsBench {
  /** A server that shows this identity and nothing else. */
  show(identity: Identity, more?: TlsOptions & { readonly address?: string; readonly port?: number }): Promise<Shown>;
  /** A client's socket whose handshake is done. */
  open(shown: Shown, trust: Trust, name: string): Promise<TLSSocket>;
  close(): void;
}

/** OpenSSL refuses weak identities on the server's side too, unless told otherwise; BoringSSL has no such word. */
const anyIdentity = process.versions.openssl === '0.0.0' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' };

/** Makes a bench; whoever makes it closes it. */
export function createTlsBench(): TlsBench {
  const cleanups: (() => void)[] = [];
  return {
    async show(identity, { address = '127.0.0.1', port = 0, ...more } = {}) {
      const received: Buffer[] = [];
      const sockets = new Set<Socket>();
      const server: Server = createServer(
        { cert: identity.chainPem, key: identity.keyPem, ...anyIdentity, ...more },
        (socket) => {
          socket.on('error', () => socket.destroy());
          socket.on('data', (chunk) => received.push(chunk));
        },
      );
      const { staple } = identity;
      if (staple) server.on('OCSPRequest', (_leaf, _issuer, answer) => answer(null, Buffer.from(staple)));
      server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
      await new Promise<void>((resolve) => server.listen(port, address, resolve));
      cleanups.push(() => {
        for (const socket of sockets) socket.destroy();
        server.close();
      });
      return { address, port: (server.address() as AddressInfo).port, received };
    },
    async open({ address, port }, trust, name) {
      const socket = trust.connect(name, connect({ host: address, port }));
      cleanups.push(() => socket.destroy());
      await new Promise<void>((resolve, reject) => {
        socket.once('secureConnect', resolve).once('error', reject);
      });
      return socket;
    },
    close() {
      for (const cleanup of cleanups.splice(0)) cleanup();
    },
  };
}

export interface Ladder {
  /** Root first, leaf last. */
  readonly pems: readonly string[];
  /** Of each, in the same order. */
  readonly keys: readonly { readonly publicKey: KeyObject; readonly privateKey: KeyObject }[];
  /** Of the leaf. */
  readonly keyPem: string;
}

const day = 24 * 60 * 60 * 1000;

/** An authority of the test's own: "Deep Root CA", "Deep Issuing CA 1", … as many as asked for, then the leaf for a host. */
export function makeLadder(depth: number, host: string): Ladder {
  const names = ['Deep Root CA', ...Array.from({ length: depth }, (_, index) => `Deep Issuing CA ${index + 1}`), host];
  const keys = names.map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const pems = names.map((commonName, place) => {
    const own = keys[place];
    const above = keys[Math.max(0, place - 1)];
    if (!own || !above) throw new Error('no keys');
    const isAuthority = place < names.length - 1;
    const plan = {
      commonName,
      isAuthority,
      publicKey: own.publicKey,
      notBefore: Date.now() - day,
      notAfter: Date.now() + day,
      serial: Uint8Array.of(1, place),
      ...(isAuthority ? {} : { dnsNames: [host] }),
    };
    return makeCertificate(plan, { name: names[Math.max(0, place - 1)] ?? '', ...above });
  });
  const keyPem = keys.at(-1)?.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? '';
  return { pems, keys, keyPem };
}
