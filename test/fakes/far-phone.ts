/** A telephone as the far end of the relay: plain sockets and werift's SRTP and DTLS, nothing of the relay's own. */
import { createHash, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { CipherContext, DtlsClient, DtlsServer, RtpHeader, RtpPacket, SrtcpSession, SrtpSession } from 'werift';

export type PhoneKeys = 'plain' | 'sdes' | 'dtls';

export interface PhoneOptions {
  readonly keys?: PhoneKeys;
  readonly address?: string;
  readonly payloadType?: number;
  /** The direction its descriptions say. */
  readonly direction?: string;
  /** In DTLS: whether it begins the handshake. */
  readonly isActive?: boolean;
  /** Lines of the section beside the usual. */
  readonly extra?: readonly string[];
}

/** A tap that any packet comes through before it is looked at. */
type Watcher = () => void;

interface Keys {
  readonly srtp: SrtpSession;
  readonly srtcp: SrtcpSession;
}

export class FarPhone {
  readonly heard: string[] = [];
  readonly rtcp: Buffer[] = [];
  /** Payload types of what it heard. */
  readonly types: number[] = [];
  /** Packets as they came. */
  readonly raw: Buffer[] = [];
  readonly ssrc = randomBytes(4).readUInt32BE();
  readonly #options: Required<Omit<PhoneOptions, 'extra'>> & Pick<PhoneOptions, 'extra'>;
  #key = randomBytes(30);
  #rtp: Socket | undefined;
  #rtcp: Socket | undefined;
  #keys: Keys | undefined;
  #target: { readonly address: string; readonly port: number; readonly rtcpPort: number } | undefined;
  #dtls: DtlsClient | DtlsServer | undefined;
  #watchers: Watcher[] = [];
  #sequence = randomBytes(2).readUInt16BE() >> 1;
  #certificate: { readonly certPem: string; readonly keyPem: string; readonly fingerprint: string } | undefined;
  direction: string;

  constructor(options: PhoneOptions = {}) {
    this.#options = {
      keys: 'sdes',
      address: '127.0.0.1',
      payloadType: 0,
      direction: 'sendrecv',
      isActive: true,
      ...options,
    };
    this.direction = this.#options.direction;
  }

  get port(): number {
    return this.#rtp?.address().port ?? 0;
  }

  /** Opens two ports, and makes a certificate where one is needed. */
  async open(): Promise<this> {
    this.#rtp = await bound(this.#options.address, (packet) => this.#take(packet));
    this.#rtcp = await bound(this.#options.address, (packet) => this.#take(packet));
    if (this.#options.keys === 'dtls') {
      const made = await CipherContext.createSelfSignedCertificateWithKey({ hash: 4, signature: 3 }, 23);
      const der = Buffer.from(made.certPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
      const hex = createHash('sha256').update(der).digest('hex').toUpperCase();
      this.#certificate = { ...made, fingerprint: (hex.match(/../g) ?? []).join(':') };
    }
    return this;
  }

  /** Goes to other ports, with its certificate; the keys and the handshake they came from are gone. */
  async move(): Promise<void> {
    this.close();
    this.forgetKeys();
    this.#rtp = await bound(this.#options.address, (packet) => this.#take(packet));
    this.#rtcp = await bound(this.#options.address, (packet) => this.#take(packet));
  }

  /** Shakes hands anew at the next description that it reads. */
  forgetKeys(): void {
    this.#dtls = undefined;
    this.#keys = undefined;
  }

  /** Its answer to an offer, or an offer of its own; packets go to whom the last offer or answer named. */
  describe(): string {
    const { keys, address, payloadType, extra = [] } = this.#options;
    const family = isIPv6(address) ? 'IP6' : 'IP4';
    const rtcpPort = this.#rtcp?.address().port ?? 0;
    const protocol = { plain: 'RTP/AVP', sdes: 'RTP/SAVP', dtls: 'UDP/TLS/RTP/SAVP' }[keys];
    const security = {
      plain: [],
      sdes: [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${this.#key.toString('base64')}`],
      dtls: [
        `a=fingerprint:sha-256 ${this.#certificate?.fingerprint ?? ''}`,
        `a=setup:${this.#options.isActive ? 'active' : 'passive'}`,
        'a=rtcp-mux',
      ],
    }[keys];
    return [
      'v=0',
      `o=- 1 1 IN ${family} ${address}`,
      's=-',
      `c=IN ${family} ${address}`,
      't=0 0',
      `m=audio ${this.port} ${protocol} ${payloadType} 101`,
      `a=rtcp:${rtcpPort} IN ${family} ${address}`,
      `a=rtpmap:${payloadType} PCMU/8000`,
      'a=rtpmap:101 telephone-event/8000',
      ...security,
      ...extra,
      `a=${this.direction}`,
      '',
    ].join('\r\n');
  }

  /** Other keys for what it sends, in its next description. */
  renewKey(): void {
    this.#key = randomBytes(30);
  }

  /** Reads what the relay said. */
  read(sdp: string): void {
    const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1]);
    const rtcpPort = Number(/^a=rtcp:(\d+)/m.exec(sdp)?.[1] ?? port + 1);
    this.#target = { address: /^c=IN IP[46] (\S+)/m.exec(sdp)?.[1] ?? '', port, rtcpPort };
    const key = /^a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:([\w+/=]+)/m.exec(sdp)?.[1];
    if (this.#options.keys === 'sdes' && key) this.#takeKeys(this.#key, Buffer.from(key, 'base64'));
    if (this.#options.keys === 'dtls' && !this.#dtls) this.#startDtls();
  }

  /** One packet of sound; returns it as it went out. */
  speak(text: string, from: Socket | undefined = this.#rtp): Buffer {
    const packet = this.seal(text);
    this.send(packet, from);
    return packet;
  }

  /** One packet of sound as it would go out. */
  seal(text: string): Buffer {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const header = new RtpHeader({
      payloadType: this.#options.payloadType,
      sequenceNumber: this.#sequence,
      timestamp: this.#sequence * 160,
      ssrc: this.ssrc,
      payloadOffset: 12,
    });
    const payload = Buffer.from(text);
    return this.#keys?.srtp.encrypt(payload, header) ?? new RtpPacket(header, payload).serialize();
  }

  send(packet: Buffer, from: Socket | undefined = this.#rtp): void {
    if (this.#target) from?.send(packet, this.#target.port, this.#target.address);
  }

  report(compound: Buffer): void {
    const packet = this.#keys?.srtcp.encrypt(compound) ?? compound;
    const target = this.#target;
    if (!target) return;
    if (this.#options.keys === 'dtls') this.#rtp?.send(packet, target.port, target.address);
    else this.#rtcp?.send(packet, target.rtcpPort, target.address);
  }

  hears(count: number): Promise<readonly string[]> {
    return this.#wait(() => this.heard.length >= count).then(() => this.heard);
  }

  /** Resolves with the first report that fits. */
  async reported(fits: (compound: Buffer) => boolean): Promise<Buffer> {
    await this.#wait(() => this.rtcp.some(fits));
    return this.rtcp.find(fits) ?? Buffer.alloc(0);
  }

  /** Resolves when it can encrypt, at once where it does not. */
  secured(): Promise<void> {
    return this.#wait(() => this.#options.keys === 'plain' || this.#keys !== undefined);
  }

  close(): void {
    this.#rtp?.close();
    this.#rtcp?.close();
    this.#rtp = undefined;
    this.#rtcp = undefined;
  }

  #takeKeys(local: Buffer, remote: Buffer): void {
    const keys = {
      localMasterKey: local.subarray(0, 16),
      localMasterSalt: local.subarray(16),
      remoteMasterKey: remote.subarray(0, 16),
      remoteMasterSalt: remote.subarray(16),
    };
    this.#keys = { srtp: new SrtpSession({ keys, profile: 1 }), srtcp: new SrtcpSession({ keys, profile: 1 }) };
  }

  #startDtls(): void {
    const { certPem = '', keyPem = '' } = this.#certificate ?? {};
    const transport = {
      type: 'udp',
      address: { address: '', family: '', port: 0 },
      closed: false,
      onData: () => undefined,
      send: async (packet: Buffer) => this.send(packet),
      close: async () => undefined,
    };
    const options = {
      cert: certPem,
      key: keyPem,
      signatureHash: { hash: 4, signature: 3 } as const,
      transport,
      srtpProfiles: [1 as const],
      extendedMasterSecret: true,
      certificateRequest: true,
    };
    const dtls = this.#options.isActive ? new DtlsClient(options) : new DtlsServer(options);
    this.#dtls = dtls;
    dtls.onConnect.subscribe(() => {
      const { localKey, localSalt, remoteKey, remoteSalt } = dtls.extractSessionKeys(16, 14);
      this.#takeKeys(Buffer.concat([localKey, localSalt]), Buffer.concat([remoteKey, remoteSalt]));
      this.#look();
    });
    if (dtls instanceof DtlsClient) dtls.connect().catch(() => undefined);
  }

  #take(packet: Buffer): void {
    const first = packet[0] ?? 0;
    if (first >= 20 && first <= 63) this.#dtls?.transport.socket.onData(packet, ['', 0]);
    else if (first >> 6 === 2) this.#takeMedia(packet);
    this.#look();
  }

  #takeMedia(packet: Buffer): void {
    this.raw.push(packet);
    const type = packet[1] ?? 0;
    if (type >= 192 && type <= 223) this.rtcp.push(this.#keys?.srtcp.decrypt(packet) ?? packet);
    else {
      const { header, payload } = RtpPacket.deSerialize(this.#keys?.srtp.decrypt(packet) ?? packet);
      this.heard.push(payload.toString());
      this.types.push(header.payloadType);
    }
  }

  #look(): void {
    for (const look of this.#watchers) look();
  }

  #wait(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isDone()) return;
        this.#watchers = this.#watchers.filter((other) => other !== look);
        resolve();
      };
      this.#watchers.push(look);
      look();
    });
  }
}

/** A socket of somebody else at this address. */
export function bound(address: string, onPacket: (packet: Buffer) => void): Promise<Socket> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('message', onPacket);
  return new Promise((resolve) => socket.bind(0, address, () => resolve(socket)));
}
