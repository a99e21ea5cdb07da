/** The keys of a stream by a DTLS handshake over the stream's own port, done by the library. RFC 5763, 5764 */
import { createHash, X509Certificate } from 'node:crypto';
import { CipherContext, DtlsClient, DtlsServer, type DtlsSocket, HashAlgorithm, SignatureAlgorithm } from 'werift';
import type { SessionKeys } from './secure-packets.ts';

export interface DtlsIdentity {
  readonly certificate: string;
  readonly key: string;
  /** `AB:CD:…` of SHA-256. */
  readonly fingerprint: string;
}

/** A certificate of one call's own. */
export async function makeDtlsIdentity(): Promise<DtlsIdentity> {
  const made = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NAMED_CURVE,
  );
  return {
    certificate: made.certPem,
    key: made.keyPem,
    fingerprint: fingerprintOf(new X509Certificate(made.certPem).raw, 'sha256'),
  };
}

/** secp256r1 */
const NAMED_CURVE = 23;
/** SRTP_AES128_CM_HMAC_SHA1_80 */
const PROFILE = 1;

export interface DtlsOptions {
  readonly identity: DtlsIdentity;
  /** `active` opens the handshake. */
  readonly role: 'active' | 'passive';
  readonly remote: { readonly algorithm: string; readonly value: string };
  readonly send: (bytes: Buffer) => void;
  /** Undefined when the handshake failed, or the certificate is not the one that was announced. */
  readonly onKeys: (keys: SessionKeys | undefined) => void;
}

export class DtlsSide {
  readonly #socket: DtlsSocket;
  readonly #options: DtlsOptions;
  readonly #transport: { onData: (bytes: Buffer, from: readonly [string, number]) => void };

  constructor(options: DtlsOptions) {
    const transport = {
      type: 'udp',
      address: { address: '127.0.0.1', family: 'IPv4', port: 0 },
      closed: false,
      onData: (_bytes: Buffer, _from: readonly [string, number]): void => undefined,
      send: async (bytes: Buffer) => options.send(bytes),
      close: async () => undefined,
    };
    const made = {
      cert: options.identity.certificate,
      key: options.identity.key,
      signatureHash: { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
      transport,
      srtpProfiles: [PROFILE as 1],
      extendedMasterSecret: true,
      certificateRequest: true,
    };
    this.#options = options;
    this.#transport = transport;
    this.#socket = options.role === 'active' ? new DtlsClient(made) : new DtlsServer(made);
    this.#socket.onConnect.once(() => this.#connected());
    this.#socket.onError.once(() => options.onKeys(undefined));
  }

  /** Opens the handshake, where that is ours to do. */
  start(): void {
    if (this.#socket instanceof DtlsClient) this.#socket.connect().catch(() => this.#options.onKeys(undefined));
  }

  receive(bytes: Buffer, from: readonly [string, number]): void {
    this.#transport.onData(bytes, from);
  }

  close(): void {
    this.#socket.close();
  }

  #connected(): void {
    const { remote, onKeys } = this.#options;
    const shown = this.#socket.remoteCertificate;
    const algorithm = remote.algorithm.replace('-', '');
    const isTheirs = shown !== undefined && fingerprintOf(shown, algorithm) === remote.value;
    if (!isTheirs) {
      onKeys(undefined);
      return;
    }
    const keys = this.#socket.extractSessionKeys(16, 14);
    onKeys({
      local: Buffer.concat([keys.localKey, keys.localSalt]),
      remote: Buffer.concat([keys.remoteKey, keys.remoteSalt]),
    });
  }
}

function fingerprintOf(certificate: Buffer, algorithm: string): string {
  try {
    return (createHash(algorithm).update(certificate).digest('hex').toUpperCase().match(/../g) ?? []).join(':');
  } catch {
    return '';
  }
}
