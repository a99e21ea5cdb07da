/** Both neighbours of the relay as load: packets are stamped as they leave and read as they come in, before anything is decrypted. */
import { randomBytes } from 'node:crypto';
import { type Certificate, makeCertificate } from '../../src/relay/dtls/certificate.ts';
import { startDtls } from '../../src/relay/dtls/handshake.ts';
import { systemClock } from '../../src/relay/net/system.ts';
import { type Endpoint, openUdp, type UdpSocket } from '../../src/relay/net/udp.ts';
import { kindOfPacket } from '../../src/relay/rtp/packet.ts';
import { createSrtp, type SrtpDirection } from '../../src/relay/srtp/srtp-stream.ts';
import { ATTRIBUTE, numberAttribute, textAttribute } from '../../src/relay/stun/attributes.ts';
import { STUN, writeSigned } from '../../src/relay/stun/message.ts';

const suite = 'AES_CM_128_HMAC_SHA1_80';
/** 20 ms of G.711. */
const payloadBytes = 160;

export interface Peer {
  /** Encrypts and sends packet number `sequence`; undefined while it cannot. */
  send(sequence: number): number | undefined;
  close(): void;
}

/** Called with a packet's number and the time it came. */
export type OnArrival = (sequence: number, atMs: number) => void;

function packetOf(sequence: number, ssrc: number): Buffer {
  const packet = Buffer.alloc(12 + payloadBytes, 0xd5);
  packet.writeUInt16BE(0x8000, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * payloadBytes) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** What Chromium is: it finds the relay by a check, shakes hands as the client, and speaks SRTP. */
export class NearPeer implements Peer {
  readonly #ssrc = randomBytes(4).readUInt32BE();
  readonly #certificate: Certificate;
  readonly #socket: UdpSocket;
  #relay: Endpoint | undefined;
  #out: SrtpDirection | undefined;
  #hearDtls: (packet: Buffer) => void = () => undefined;

  static async open(onArrival: OnArrival): Promise<NearPeer> {
    const made: { peer?: NearPeer } = {};
    const socket = await openUdp({ address: '127.0.0.1', port: 0 }, (packet) => {
      const kind = kindOfPacket(packet);
      if (kind === 'rtp') onArrival(packet.readUInt16BE(2), performance.now());
      else if (kind === 'dtls' && made.peer) made.peer.#hearDtls(packet);
    });
    if (!socket) throw new Error('no port');
    made.peer = new NearPeer(socket, await makeCertificate());
    return made.peer;
  }

  private constructor(socket: UdpSocket, certificate: Certificate) {
    this.#socket = socket;
    this.#certificate = certificate;
  }

  offer(): string {
    const { hash, value } = this.#certificate.fingerprint;
    return [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      't=0 0',
      'a=group:BUNDLE 0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 0',
      'c=IN IP4 0.0.0.0',
      'a=ice-ufrag:near',
      'a=ice-pwd:nearnearnearnearnearnear',
      `a=fingerprint:${hash} ${value}`,
      'a=setup:actpass',
      'a=mid:0',
      'a=sendrecv',
      'a=rtcp-mux',
      'a=rtpmap:0 PCMU/8000',
      `a=ssrc:${this.#ssrc} cname:near`,
      '',
    ].join('\r\n');
  }

  /** Resolves when it can send. */
  connect(answer: string): Promise<void> {
    const find = (pattern: RegExp) => pattern.exec(answer)?.[1] ?? '';
    this.#relay = { address: '127.0.0.1', port: Number(find(/^m=audio (\d+)/m)) };
    const check = writeSigned(
      {
        type: STUN.bindingRequest,
        transaction: randomBytes(12),
        attributes: [
          textAttribute(ATTRIBUTE.username, `${find(/^a=ice-ufrag:(\S+)/m)}:near`),
          numberAttribute(ATTRIBUTE.priority, 1),
          { type: ATTRIBUTE.useCandidate, value: Buffer.alloc(0) },
        ],
      },
      Buffer.from(find(/^a=ice-pwd:(\S+)/m)),
      'rfc5389',
    );
    this.#socket.send(check, this.#relay);
    const fingerprint = { hash: 'sha-256', value: find(/^a=fingerprint:sha-256 (\S+)/m) };
    return new Promise((resolve, reject) => {
      const dtls = startDtls({
        role: 'client',
        certificate: this.#certificate,
        expected: () => fingerprint,
        send: (packet) => this.#relay && this.#socket.send(packet, this.#relay),
        clock: systemClock,
        onKeys: ({ local }) => {
          this.#out = createSrtp(suite, Buffer.concat([local.key, local.salt]));
          resolve();
        },
        onFailed: (trouble) => reject(new Error(trouble)),
      });
      this.#hearDtls = (packet) => dtls.take(packet);
    });
  }

  send(sequence: number): number | undefined {
    return sendSealed(this.#out?.protectRtp(packetOf(sequence, this.#ssrc)), this.#socket, this.#relay);
  }

  close(): void {
    this.#socket.close();
  }
}

/** A telephone with SDES. */
export class FarPeer implements Peer {
  readonly #ssrc = randomBytes(4).readUInt32BE();
  readonly #key = randomBytes(30);
  readonly #out = createSrtp(suite, this.#key);
  readonly #socket: UdpSocket;
  #relay: Endpoint | undefined;

  static async open(onArrival: OnArrival): Promise<FarPeer> {
    const socket = await openUdp({ address: '127.0.0.1', port: 0 }, (packet) => {
      if (kindOfPacket(packet) === 'rtp') onArrival(packet.readUInt16BE(2), performance.now());
    });
    if (!socket) throw new Error('no port');
    return new FarPeer(socket);
  }

  private constructor(socket: UdpSocket) {
    this.#socket = socket;
  }

  answer(offer: string): string {
    this.#relay = { address: '127.0.0.1', port: Number(/^m=audio (\d+)/m.exec(offer)?.[1]) };
    return [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      `m=audio ${this.#socket.local.port} RTP/SAVP 0`,
      `a=crypto:1 ${suite} inline:${this.#key.toString('base64')}`,
      '',
    ].join('\r\n');
  }

  /** Packets go there without any relay, to see what the machine alone takes. */
  aimAt(relay: Endpoint): void {
    this.#relay = relay;
  }

  get local(): Endpoint {
    return this.#socket.local;
  }

  send(sequence: number): number | undefined {
    return sendSealed(this.#out?.protectRtp(packetOf(sequence, this.#ssrc)), this.#socket, this.#relay);
  }

  close(): void {
    this.#socket.close();
  }
}

/** When it left. */
function sendSealed(packet: Buffer | undefined, socket: UdpSocket, to: Endpoint | undefined): number | undefined {
  if (!packet || !to) return undefined;
  const atMs = performance.now();
  socket.send(packet, to);
  return atMs;
}
