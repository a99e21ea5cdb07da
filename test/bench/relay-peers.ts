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

/** What flows in one direction of one section. */
export interface Stream {
  readonly kind: 'audio' | 'video';
  readonly payloadType: number;
  readonly payloadBytes: number;
  readonly everyMs: number;
  /** Ticks of the codec's clock between two packets. */
  readonly ticks: number;
}

/** G.711, 20 ms in a packet. */
export const sound: Stream = { kind: 'audio', payloadType: 0, payloadBytes: 160, everyMs: 20, ticks: 160 };
/** As many bytes as a picture of 1280 by 720 takes: packets of 1,100 bytes at 1.5 Mbit/s. */
export const picture: Stream = {
  kind: 'video',
  payloadType: 96,
  payloadBytes: 1088,
  everyMs: (1100 * 8) / 1500,
  ticks: 528,
};

export interface Peer {
  /** Encrypts and sends packet number `sequence`; undefined while it cannot. */
  send(sequence: number): number | undefined;
  close(): void;
}

/** Called with a packet's number and the time it came. */
export type OnArrival = (sequence: number, atMs: number) => void;

function packetOf({ payloadBytes, payloadType, ticks }: Stream, sequence: number, ssrc: number): Buffer {
  const packet = Buffer.alloc(12 + payloadBytes, 0xd5);
  packet.writeUInt16BE(0x8000 | payloadType, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * ticks) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

const codecLines: Readonly<Record<Stream['kind'], readonly string[]>> = {
  audio: ['a=rtpmap:0 PCMU/8000'],
  video: ['a=rtpmap:96 H264/90000', 'a=fmtp:96 packetization-mode=1;profile-level-id=42e01f'],
};

/** What Chromium is: it finds the relay by a check, shakes hands as the client, and speaks SRTP. */
export class NearPeer {
  readonly #sources = { audio: randomBytes(4).readUInt32BE(), video: randomBytes(4).readUInt32BE() };
  readonly #certificate: Certificate;
  readonly #socket: UdpSocket;
  #relay: Endpoint | undefined;
  #out: SrtpDirection | undefined;
  #hearDtls: (packet: Buffer) => void = () => undefined;

  /** `onArrival` hears of sound alone. */
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

  offer(streams: readonly Stream[]): string {
    const { hash, value } = this.#certificate.fingerprint;
    const section = ({ kind, payloadType }: Stream, mid: number) => [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
      'c=IN IP4 0.0.0.0',
      'a=ice-ufrag:near',
      'a=ice-pwd:nearnearnearnearnearnear',
      `a=fingerprint:${hash} ${value}`,
      'a=setup:actpass',
      `a=mid:${mid}`,
      'a=sendrecv',
      'a=rtcp-mux',
      ...codecLines[kind],
      `a=ssrc:${this.#sources[kind]} cname:near`,
    ];
    const mids = streams.map((_, mid) => mid).join(' ');
    const session = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', `a=group:BUNDLE ${mids}`];
    return [...session, ...streams.flatMap(section), ''].join('\r\n');
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

  /** Sends one of the streams it offered. */
  speak(stream: Stream): Peer {
    const source = this.#sources[stream.kind];
    return {
      send: (sequence) =>
        sendSealed(this.#out?.protectRtp(packetOf(stream, sequence, source)), this.#socket, this.#relay),
      close: () => this.#socket.close(),
    };
  }
}

/** One section of a telephone with SDES. */
export class FarPeer implements Peer {
  readonly #ssrc = randomBytes(4).readUInt32BE();
  readonly #key = randomBytes(30);
  readonly #out = createSrtp(suite, this.#key);
  readonly #stream: Stream;
  readonly #socket: UdpSocket;
  #relay: Endpoint | undefined;

  static async open(stream: Stream, onArrival: OnArrival): Promise<FarPeer> {
    const socket = await openUdp({ address: '127.0.0.1', port: 0 }, (packet) => {
      if (kindOfPacket(packet) === 'rtp') onArrival(packet.readUInt16BE(2), performance.now());
    });
    if (!socket) throw new Error('no port');
    return new FarPeer(stream, socket);
  }

  private constructor(stream: Stream, socket: UdpSocket) {
    this.#stream = stream;
    this.#socket = socket;
  }

  /** The answer of all its sections. */
  static answer(peers: readonly FarPeer[], offer: string): string {
    const session = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
    return [...session, ...peers.flatMap((peer) => peer.#section(offer)), ''].join('\r\n');
  }

  #section(offer: string): readonly string[] {
    const { kind, payloadType } = this.#stream;
    const port = new RegExp(`^m=${kind} (\\d+)`, 'm').exec(offer)?.[1];
    this.#relay = { address: '127.0.0.1', port: Number(port) };
    return [
      `m=${kind} ${this.#socket.local.port} RTP/SAVP ${payloadType}`,
      `a=crypto:1 ${suite} inline:${this.#key.toString('base64')}`,
      ...codecLines[kind],
    ];
  }

  /** Packets go there without any relay, to see what the machine alone takes. */
  aimAt(relay: Endpoint): void {
    this.#relay = relay;
  }

  get local(): Endpoint {
    return this.#socket.local;
  }

  send(sequence: number): number | undefined {
    return sendSealed(this.#out?.protectRtp(packetOf(this.#stream, sequence, this.#ssrc)), this.#socket, this.#relay);
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
