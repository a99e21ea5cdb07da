/** What Front Ends show in TLS-DSK. Their web certificates have EC keys, this handshake needs RSA. */
import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import type { Clock, Random } from '../../shared/clock.ts';
import { makeCertificate } from '../pki/certificate.ts';
import { dskContext } from './tls-dsk-session.ts';

const DAY = 24 * 60 * 60 * 1000;
const RSA_BITS = 2048;
const ISSUER_NAME = 'Offhook Lab Sign-in CA';

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Made when the first handshake asks, then shared by all labs of the process: making one takes longer than signing in. */
let sharedKeys: Promise<Keys> | undefined;

function rsaKeys(): Promise<Keys> {
  sharedKeys ??= new Promise<Keys>((resolve, reject) => {
    generateKeyPair('rsa', { modulusLength: RSA_BITS }, (error, publicKey, privateKey) => {
      if (error) reject(error);
      else resolve({ publicKey, privateKey });
    });
  });
  return sharedKeys;
}

export class TlsDskIdentities {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The context of one server; rejects only when the runtime can make no key. */
  contextOf(serverName: string): Promise<SecureContext> {
    const context = this.#contexts.get(serverName) ?? rsaKeys().then((keys) => this.#make(serverName, keys));
    this.#contexts.set(serverName, context);
    return context;
  }

  #make(serverName: string, { publicKey, privateKey }: Keys): SecureContext {
    const wall = this.#clock.wall();
    const certificatePem = makeCertificate(
      {
        commonName: serverName,
        dnsNames: [serverName],
        isAuthority: false,
        publicKey,
        notBefore: wall - DAY,
        notAfter: wall + 365 * DAY,
        // Positive: the first byte's highest bit is off.
        serial: Uint8Array.of(0x01, ...this.#random.bytes(15)),
      },
      { name: ISSUER_NAME, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
    );
    return dskContext({ certificatePem, keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
  }
}
