/** What stands for Chromium towards the relay: werift's peer connection, which shares no SRTP, STUN or SDP code with it. */
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtcpPayloadSpecificFeedback,
  RtpHeader,
  RtpPacket,
} from 'werift';
import type { Certificate } from '../../src/relay/dtls/certificate.ts';

export interface Engine {
  readonly pc: RTCPeerConnection;
  offer(): Promise<string>;
  /** `sources` are whose packets are let in, by section: werift wants to be told, where Chromium goes by the payload type. */
  takeAnswer(sdp: string, ...sources: readonly number[]): Promise<void>;
  answer(offer: string, ...sources: readonly number[]): Promise<string>;
  /** Its last offer was refused. */
  rollBack(): Promise<void>;
  /** Resolves when it can send. */
  connected(): Promise<void>;
  /** Sends one packet of sound; `text` is its payload. */
  speak(text: string, payloadType?: number): void;
  /** Sends one packet of a picture. */
  show(text: string): void;
  /** Asks for a whole picture of this source. RFC 4585 6.3.1 */
  wantPicture(source: number): Promise<void>;
  /** Resolves when a whole picture of ours is asked for. */
  picturesWanted(): Promise<void>;
  readonly pictureSsrc: number;
  /** Payloads that came in, as text. */
  readonly heard: readonly string[];
  /** Resolves when so many packets came in, all told. */
  hears(count: number): Promise<readonly string[]>;
  readonly ssrc: number;
  close(): Promise<void>;
}

const pcmu = new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 });
const pcma = new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 });
const opus = new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 });
const digits = new RTCRtpCodecParameters({
  mimeType: 'audio/telephone-event',
  clockRate: 8000,
  channels: 1,
  payloadType: 126,
});
const h264 = new RTCRtpCodecParameters({
  mimeType: 'video/H264',
  clockRate: 90_000,
  payloadType: 102,
  rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
  parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
});

export interface EngineOptions {
  readonly hasVideo?: boolean;
  /** All engines of a process have the same one otherwise. */
  readonly certificate?: Pick<Certificate, 'certPem' | 'keyPem' | 'signatureHash'>;
}

export function createEngine(options: EngineOptions = {}): Engine {
  const pc = new RTCPeerConnection({
    iceServers: [],
    ...(options.certificate && { dtls: { keys: options.certificate } }),
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    codecs: { audio: [opus, pcmu, pcma, digits], video: options.hasVideo ? [h264] : [] },
  });
  const heard: string[] = [];
  let watchers: (() => void)[] = [];
  let sequence = 1000;
  const seen = new Set<string>();
  const sound = new MediaStreamTrack({ kind: 'audio' });
  const picture = new MediaStreamTrack({ kind: 'video' });
  const sender = pc.addTransceiver(sound, { direction: 'sendrecv' });
  if (options.hasVideo) pc.addTransceiver(picture, { direction: 'sendrecv' });
  pc.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => {
      // After a renegotiation werift hands each packet to the tracks before as well.
      const name = `${packet.header.ssrc} ${packet.header.sequenceNumber}`;
      if (seen.has(name)) return;
      seen.add(name);
      heard.push(packet.payload.toString());
      for (const look of watchers) look();
    });
  });

  function write(track: MediaStreamTrack, text: string, payloadType: number): void {
    sequence += 1;
    const header = new RtpHeader({
      payloadType,
      sequenceNumber: sequence,
      timestamp: sequence * 160,
      payloadOffset: 12,
    });
    track.writeRtp(new RtpPacket(header, Buffer.from(text)));
  }

  return {
    pc,
    heard,
    async offer() {
      await pc.setLocalDescription(await pc.createOffer());
      return pc.localDescription?.sdp ?? '';
    },
    async takeAnswer(sdp, ...sources) {
      await pc.setRemoteDescription({ type: 'answer', sdp: withSource(sdp, sources) });
    },
    async rollBack() {
      await pc.setLocalDescription({ type: 'rollback', sdp: '' });
    },
    async connected() {
      if (pc.connectionState !== 'connected') await pc.connectionStateChange.watch((state) => state === 'connected');
    },
    async answer(offer, ...sources) {
      await pc.setRemoteDescription({ type: 'offer', sdp: withSource(offer, sources) });
      await pc.setLocalDescription(await pc.createAnswer());
      return pc.localDescription?.sdp ?? '';
    },
    speak: (text, payloadType = 0) => write(sound, text, payloadType),
    show: (text) => write(picture, text, 102),
    async wantPicture(source) {
      await pc.getTransceivers()[1]?.receiver.sendRtcpPLI(source);
    },
    async picturesWanted() {
      // As it comes in: werift hands some to the receiver.
      await pc.dtlsTransports[0]?.onRtcp.watch((packet) => packet.type === RtcpPayloadSpecificFeedback.type);
    },
    get pictureSsrc() {
      return pc.getTransceivers()[1]?.sender.ssrc ?? 0;
    },
    hears(count) {
      return new Promise((resolve) => {
        const look = () => {
          if (heard.length < count) return;
          watchers = watchers.filter((other) => other !== look);
          resolve(heard);
        };
        watchers.push(look);
        look();
      });
    },
    get ssrc() {
      return sender.sender.ssrc;
    },
    async close() {
      await pc.close();
    },
  };
}

/** Each section has its own source. */
function withSource(sdp: string, sources: readonly number[]): string {
  const [session = '', ...sections] = sdp.split(/^(?=m=)/m);
  return session + sections.map((section, at) => `${section}a=ssrc:${sources[at] ?? 1} cname:far\r\n`).join('');
}
