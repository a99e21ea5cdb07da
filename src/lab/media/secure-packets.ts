/** SRTP and SRTCP with the keys of one stream, done by the library. RFC 3711 */
import { RtpHeader, SrtcpSession, SrtpSession } from 'werift';

/** 16 bytes of key and 14 of salt for each direction. */
export interface SessionKeys {
  readonly local: Buffer;
  readonly remote: Buffer;
}

const KEY_BYTES = 16;
const HEAD_BYTES = 12;
export const KEY_AND_SALT_BYTES = 30;
/** AES_CM_128_HMAC_SHA1_80 */
const PROFILE = 1;

export class SecurePackets {
  readonly #rtp: SrtpSession;
  readonly #rtcp: SrtcpSession;

  constructor({ local, remote }: SessionKeys) {
    const config = {
      profile: PROFILE,
      keys: {
        localMasterKey: local.subarray(0, KEY_BYTES),
        localMasterSalt: local.subarray(KEY_BYTES),
        remoteMasterKey: remote.subarray(0, KEY_BYTES),
        remoteMasterSalt: remote.subarray(KEY_BYTES),
      },
    };
    this.#rtp = new SrtpSession(config);
    this.#rtcp = new SrtcpSession(config);
  }

  /** Undefined for what is no packet: what somebody shows is passed on as it came. */
  protectRtp(packet: Buffer): Buffer | undefined {
    return attempt(() => {
      const header = RtpHeader.deSerialize(packet);
      return this.#rtp.encrypt(packet.subarray(header.payloadOffset), header);
    });
  }

  /** A packet whose head says what it likes: sealed by its number and its source alone, so that it proves to be of who has the key. */
  protectAny(packet: Buffer): Buffer | undefined {
    return attempt(() => {
      const [sequenceNumber, ssrc] = [packet.readUInt16BE(2), packet.readUInt32BE(8)];
      const head = packet.subarray(0, HEAD_BYTES);
      const header = { sequenceNumber, ssrc, serializeSize: HEAD_BYTES, serialize: () => head };
      return this.#rtp.encrypt(packet.subarray(HEAD_BYTES), header as unknown as RtpHeader);
    });
  }

  /** Undefined for what is no report. */
  protectRtcp(packet: Buffer): Buffer | undefined {
    return attempt(() => this.#rtcp.encrypt(packet));
  }

  /** Undefined for what was not made with the right key. */
  openRtp(packet: Buffer): Buffer | undefined {
    return attempt(() => this.#rtp.decrypt(packet));
  }

  openRtcp(packet: Buffer): Buffer | undefined {
    return attempt(() => this.#rtcp.decrypt(packet));
  }
}

function attempt(work: () => Buffer): Buffer | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
