/** One stream of a call: its wire, and both sides of its description. RFC 3264; [MS-SDPEXT] */
import {
  answeredDirection,
  type ChosenKeys,
  chooseAudio,
  chooseKeys,
  chooseVideo,
  doesReceive,
  doesSend,
  type LabSecurity,
} from './agree.ts';
import { AudioStream } from './audio-stream.ts';
import type { Direction, MediaLine } from './description.ts';
import type { DtlsIdentity } from './dtls-side.ts';
import { MediaWire, type WireOptions } from './media-wire.ts';
import type { Place } from './places.ts';
import { KEY_AND_SALT_BYTES } from './secure-packets.ts';
import type { LineToWrite } from './write-description.ts';

export interface StreamOptions extends Omit<WireOptions, 'stun'> {
  readonly security: LabSecurity;
  /**
   * `as-offered` checks ways in either form, `microsoft` in that form alone and never with one port for both, as clients of 2010 do; `none` goes by the
   * addresses of the description alone.
   */
  readonly ice: 'as-offered' | 'microsoft' | 'none';
  readonly identity: DtlsIdentity;
  readonly onSound: (samples: Int16Array) => void;
  readonly onDigit: (digit: string) => void;
}

export class LabStream {
  readonly kind: 'audio' | 'video';
  readonly wire: MediaWire;
  readonly audio: AudioStream | undefined;
  /** What was agreed on last. */
  direction: Direction = 'inactive';
  encryption: ChosenKeys['kind'] = 'plain';
  readonly #options: StreamOptions;
  readonly #ownKey: Buffer;
  #theirKey = '';
  #format = '';

  private constructor(kind: 'audio' | 'video', wire: MediaWire, options: StreamOptions) {
    this.kind = kind;
    this.wire = wire;
    this.#options = options;
    this.#ownKey = Buffer.from(options.random.bytes(KEY_AND_SALT_BYTES));
    this.audio = kind === 'audio' ? new AudioStream(wire, options, options) : undefined;
  }

  static async open(kind: 'audio' | 'video', options: StreamOptions): Promise<LabStream> {
    const isOld = options.ice === 'microsoft';
    const stun = { form: isOld ? 'microsoft' : 'standard', isStrict: isOld } as const;
    return new LabStream(kind, await MediaWire.open({ ...options, stun }), options);
  }

  /** Our line for an offered one; undefined when the keys do not fit. A line without a common codec is refused by port 0. */
  answer(line: MediaLine, wanted: Direction): LineToWrite | undefined {
    const keys = chooseKeys(line, this.#options.security);
    if (!keys) return undefined;
    if (line.port === 0 || !this.#takeCodec(line)) return refusedLine(line);
    const role = line.setup === 'active' ? 'passive' : 'active';
    const usesIce = this.#options.ice !== 'none' && line.ice !== undefined && line.candidates.length > 0;
    const hasMux = line.hasRtcpMux && this.#options.ice !== 'microsoft';
    this.#setDirection(answeredDirection(line.direction, wanted));
    this.#meet(line, { usesIce, hasMux, isControlling: false });
    this.#key(keys, line, role);
    return {
      ...this.#common(line, hasMux),
      protocol: keys.kind === 'sdes' ? line.protocol.replace('/AVP', '/SAVP') : line.protocol,
      mid: line.mid,
      crypto: keys.kind === 'sdes' ? { tag: keys.line.tag, key: this.#ownKey } : undefined,
      dtls: keys.kind === 'dtls' ? { identity: this.#options.identity, setup: role } : undefined,
      ice: usesIce ? this.#iceLine(hasMux) : undefined,
    };
  }

  /** The line of an offer of our own. */
  offer(wanted: Direction): LineToWrite {
    const { security, ice, identity } = this.#options;
    const isDtls = security === 'dtls';
    this.#setDirection(wanted);
    const formats = this.kind === 'audio' ? ['0', '8', '101'] : ['122'];
    return {
      kind: this.kind,
      port: this.wire.portOf(1),
      rtcpPort: this.wire.portOf(2),
      protocol: { any: 'RTP/AVP', plain: 'RTP/AVP', sdes: 'RTP/SAVP', dtls: 'UDP/TLS/RTP/SAVPF' }[security],
      formats,
      codecs: this.kind === 'audio' ? OFFERED_AUDIO : OFFERED_VIDEO,
      direction: wanted,
      label: `main-${this.kind}`,
      ssrc: this.audio?.ssrc,
      hasRtcpMux: isDtls,
      crypto: security === 'any' || security === 'sdes' ? { tag: '1', key: this.#ownKey } : undefined,
      encryption: { any: 'optional', plain: 'rejected', sdes: 'required', dtls: undefined }[security] as undefined,
      dtls: isDtls ? { identity, setup: 'actpass' } : undefined,
      ice: ice === 'none' ? undefined : this.#iceLine(isDtls),
    };
  }

  /** Takes the answer to our offer; false when it cannot be met. */
  takeAnswer(line: MediaLine): boolean {
    if (line.port === 0) {
      this.#setDirection('inactive');
      return true;
    }
    const keys = chooseKeys(line, this.#options.security);
    if (!keys || !this.#takeCodec(line)) return false;
    const usesIce = this.#options.ice !== 'none' && line.ice !== undefined && line.candidates.length > 0;
    this.#setDirection(answeredDirection(line.direction, this.direction));
    this.#meet(line, { usesIce, hasMux: line.hasRtcpMux, isControlling: true });
    this.#key(keys, line, line.setup === 'active' ? 'passive' : 'active');
    return true;
  }

  close(): void {
    this.wire.close();
  }

  #takeCodec(line: MediaLine): boolean {
    if (this.audio) {
      const codec = chooseAudio(line);
      if (codec) this.audio.use(codec);
      return codec !== undefined;
    }
    this.#format = chooseVideo(line) ?? '';
    return this.#format !== '';
  }

  #setDirection(direction: Direction): void {
    this.direction = direction;
    if (!this.audio) return;
    this.audio.sends = doesSend(direction);
    this.audio.hears = doesReceive(direction);
  }

  #meet(
    line: MediaLine,
    how: { readonly usesIce: boolean; readonly hasMux: boolean; readonly isControlling: boolean },
  ): void {
    const rtp: Place = { address: line.address, port: line.port };
    this.wire.setRemote(rtp, { ...rtp, port: how.hasMux ? line.port : line.rtcpPort }, how);
    if (!how.usesIce || !line.ice) return;
    this.wire.ice.isControlling = how.isControlling;
    const wanted = line.candidates.filter(({ component }) => component === 1 || !how.hasMux);
    this.wire.ice.setRemote(line.ice.userFragment, line.ice.password, wanted);
  }

  #key(keys: ChosenKeys, { fingerprint }: MediaLine, role: 'active' | 'passive'): void {
    this.encryption = keys.kind;
    if (keys.kind === 'dtls' && fingerprint) {
      this.wire.setDtls({ identity: this.#options.identity, role, remote: fingerprint });
    } else if (keys.kind === 'sdes') {
      const theirs = keys.line.key.toString('base64');
      // The same key again goes on counting where it was.
      if (theirs === this.#theirKey) return;
      this.#theirKey = theirs;
      this.wire.setKeys({ local: this.#ownKey, remote: keys.line.key });
    }
  }

  #iceLine(hasMux: boolean): LineToWrite['ice'] {
    const { userFragment, password } = this.wire.ice;
    return { userFragment, password, components: hasMux ? [1] : [1, 2] };
  }

  #common(line: MediaLine, hasRtcpMux: boolean) {
    const audio = chooseAudio(line);
    const events = audio?.eventType === undefined ? [] : [String(audio.eventType)];
    const formats = this.kind === 'audio' ? [String(audio?.payloadType ?? 0), ...events] : [this.#format];
    const codecs = formats.flatMap((format) => {
      const parameters = line.parameters.get(format);
      return [
        `a=rtpmap:${format} ${line.codecs.get(format) ?? ''}`,
        ...(parameters === undefined ? [] : [`a=fmtp:${format} ${parameters}`]),
      ];
    });
    const [port, rtcpPort] = [this.wire.portOf(1), this.wire.portOf(2)];
    const { kind, direction } = this;
    return { kind, port, rtcpPort, formats, codecs, direction, hasRtcpMux, ssrc: this.audio?.ssrc };
  }
}

const OFFERED_AUDIO = [
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-16',
  'a=ptime:20',
];

const OFFERED_VIDEO = [
  'a=rtpmap:122 H264/90000',
  'a=fmtp:122 profile-level-id=42e01f;packetization-mode=1',
  'a=rtcp-fb:* nack pli',
];

/** A stream that is not taken. RFC 3264 6 */
export function refusedLine({ kind, protocol, formats, mid }: MediaLine): LineToWrite {
  const common = { port: 0, rtcpPort: 0, codecs: [], direction: 'inactive', hasRtcpMux: false } as const;
  return { ...common, kind, protocol, formats: formats.slice(0, 1), mid };
}
