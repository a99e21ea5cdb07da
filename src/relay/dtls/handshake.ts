/** One DTLS handshake for the keys of SRTP (RFC 5764), by werift's DTLS; who the peer is, is proved here. */
import { DtlsClient, DtlsServer } from 'werift';
import type { Fingerprint } from '../../protocol/sdp/description.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Certificate, matchesFingerprint } from './certificate.ts';
import { provesItsKey } from './peer-proof.ts';
import { workIn } from './records.ts';

/** Master key and salt of one direction. RFC 3711 4.3 */
export interface SrtpKeys {
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
}

export type DtlsTrouble = 'timeout' | 'fingerprint' | 'proof' | 'profile' | 'handshake';

export interface DtlsEvents {
  /** The keys for what we send and for what comes in; again when the peer shook hands anew. */
  onKeys(keys: { readonly local: SrtpKeys; readonly remote: SrtpKeys }): void;
  /** Called once, and then nothing more. */
  onFailed(trouble: DtlsTrouble): void;
}

export interface DtlsOptions extends DtlsEvents {
  readonly role: 'client' | 'server';
  readonly certificate: Certificate;
  /** What the peer's certificate must hash to; asked when the handshake is done. Nobody is let in without. */
  readonly expected: () => Fingerprint | undefined;
  readonly send: (packet: Buffer) => void;
  readonly clock: Clock;
}

export interface Dtls {
  /** A packet of the peer. What is none of DTLS is dropped. */
  take(packet: Buffer): void;
  close(): void;
}

/** How long a handshake may last; a peer that lost packets repeats them long before. */
export const handshakeMs = 15_000;
/** A peer that talks nonsense is answered anew so many times within that. */
const mostAttempts = 3;
/**
 * Records and messages that are looked at, at once and then each second: a handshake with its losses has some forty. Each may cost a signature and wait for
 * half a minute in the library, and comes from anybody.
 */
const mostAtOnce = 100;
const mostPerSecond = 2;
/** Pieces of messages that wait for the rest; the library would keep any number. */
const mostPieces = 64;
/** SRTP_AES128_CM_HMAC_SHA1_80, the one profile all have. RFC 5764 4.1.2 */
const profile = 1;
const keyBytes = 16;
const saltBytes = 14;

/** Begins at once as a client; a server waits for the first packet. */
export function startDtls(options: DtlsOptions): Dtls {
  return new Handshake(options);
}

class Handshake implements Dtls {
  readonly #options: DtlsOptions;
  readonly #stopTimer: () => void;
  /** What may still come at once, as of then. */
  #room = mostAtOnce;
  #roomAtMs: number;
  /** Those told last. */
  #keys: Buffer | undefined;
  #state: 'open' | 'done' | 'closed' = 'open';
  #attempts = 0;
  #attempt: DtlsClient | DtlsServer;

  constructor(options: DtlsOptions) {
    this.#options = options;
    this.#roomAtMs = options.clock.now();
    this.#stopTimer = options.clock.after(handshakeMs, () => this.#fail('timeout'));
    this.#attempt = this.#begin();
  }

  take(packet: Buffer): void {
    if (this.#state === 'closed' || !this.#hasRoomFor(packet)) return;
    try {
      this.#attempt.transport.socket.onData(packet, ['', 0]);
    } catch {
      // Cut short or made up: no part of any handshake.
    }
    const pieces: unknown = Reflect.get(this.#attempt, 'bufferFragmentedHandshakes');
    if (Array.isArray(pieces) && pieces.length > mostPieces) pieces.length = 0;
  }

  close(): void {
    this.#state = 'closed';
    this.#stopTimer();
    // What the library still waits for an answer to is over at its next look.
    this.#attempt.dtls.flight = Number.MAX_SAFE_INTEGER;
  }

  #hasRoomFor(packet: Buffer): boolean {
    const work = workIn(packet);
    if (work === undefined) return false;
    const now = this.#options.clock.now();
    this.#room = Math.min(mostAtOnce, this.#room + ((now - this.#roomAtMs) / 1000) * mostPerSecond);
    this.#roomAtMs = now;
    if (work > this.#room) return false;
    this.#room -= work;
    return true;
  }

  #begin(): DtlsClient | DtlsServer {
    this.#attempts += 1;
    const { certPem, keyPem, signatureHash } = this.#options.certificate;
    const common = {
      cert: certPem,
      key: keyPem,
      signatureHash,
      transport: this.#transport(),
      extendedMasterSecret: true,
    };
    const settings = { ...common, srtpProfiles: [profile as 1], certificateRequest: true };
    const made = this.#options.role === 'server' ? new DtlsServer(settings) : new DtlsClient(settings);
    // An attempt that was given up may still have something to say.
    const isCurrent = () => made === this.#attempt;
    made.onConnect.subscribe(() => {
      if (isCurrent() && this.#state !== 'closed') this.#connected();
    });
    const stumbled = () => {
      if (isCurrent() && this.#state === 'open') this.#stumbled();
    };
    made.onError.subscribe(stumbled);
    if (made instanceof DtlsClient) made.connect().catch(stumbled);
    return made;
  }

  #transport() {
    return {
      type: 'udp',
      address: { address: '', family: '', port: 0 },
      closed: false,
      onData: (_packet: Buffer, _from: readonly [string, number]) => undefined,
      send: async (packet: Buffer) => {
        if (this.#state !== 'closed') this.#options.send(packet);
      },
      close: async () => undefined,
    };
  }

  /** The peer repeats its part, so the next attempt finds it willing. */
  #stumbled(): void {
    if (this.#attempts < mostAttempts) this.#attempt = this.#begin();
    else this.#fail('handshake');
  }

  #connected(): void {
    const attempt = this.#attempt;
    const trouble = this.#troubleWith(attempt);
    if (trouble) {
      this.#fail(trouble);
      return;
    }
    const { localKey, localSalt, remoteKey, remoteSalt } = attempt.extractSessionKeys(keyBytes, saltBytes);
    // It stays open for a peer that missed our last part and says its own again.
    this.#state = 'done';
    this.#stopTimer();
    // Its last part again, which anybody can send in the clear, makes no new keys: counted from the start, the same ones would seal two packets alike.
    const keys = Buffer.concat([localKey, localSalt, remoteKey, remoteSalt]);
    if (this.#keys?.equals(keys)) return;
    this.#keys = keys;
    this.#options.onKeys({ local: { key: localKey, salt: localSalt }, remote: { key: remoteKey, salt: remoteSalt } });
  }

  #troubleWith(attempt: DtlsClient | DtlsServer): DtlsTrouble | undefined {
    const expected = this.#options.expected();
    const certificate = attempt.remoteCertificate;
    if (!(expected && certificate && matchesFingerprint(certificate, expected))) return 'fingerprint';
    if (!provesItsKey(attempt, this.#options.role, certificate)) return 'proof';
    return attempt.srtp.srtpProfile === profile ? undefined : 'profile';
  }

  #fail(trouble: DtlsTrouble): void {
    if (this.#state !== 'open') return;
    this.close();
    this.#options.onFailed(trouble);
  }
}
