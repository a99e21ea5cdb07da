/**
 * Stands in for the window: takes main's media orders with a WebRTC engine nobody here wrote (werift), sends a tone and measures what it hears.
 * Without echo cancellation, video or devices: what Chromium alone can do is tested in the real window.
 */
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { decodeG711, encodeG711, FRAME_SAMPLES, type G711 } from '../../src/lab/media/g711.ts';
import { startPacer } from '../../src/lab/media/pacer.ts';
import { type Heard, Recorder } from '../../src/lab/media/recorder.ts';
import { type SoundSource, tone } from '../../src/lab/media/sound.ts';
import type { WindowLink } from '../../src/main/media/window-link.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import type { MediaOrder } from '../../src/shared/model/window-media.ts';
import { DigitEar, eventPayloads } from './digit-events.ts';

export interface WebrtcWindow {
  /** What came out of the loudspeaker of a call. Resolves with the next stretch of so many seconds, measured. */
  listen(callId: string, seconds: number): Promise<Heard>;
  /** The next stretch itself: in it several tones can be told apart. */
  record(callId: string, seconds: number): Promise<Int16Array>;
  /** Digits that were to be sent, in order, as orders. */
  readonly digits: readonly string[];
  /** Digits that came in as events in a call so far; only with `withDigits`. */
  heardDigits(callId: string): string;
  readonly openCalls: number;
  close(): Promise<void>;
}

export interface WebrtcWindowOptions {
  /** Hertz of the tone that is said into the microphone. */
  readonly hertz?: number;
  /** Digits go and come as events among the packets. RFC 4733 */
  readonly withDigits?: boolean;
  /**
   * New calls know this codec alone. Nothing here can code it: what comes is sent back as it is, so that whoever said it hears it having gone both
   * ways.
   */
  readonly sendsBack?: () => SentBack | undefined;
  /** The next orders fail with this. */
  readonly problem?: () => 'no-microphone' | undefined;
}

/** A codec that the far end alone can code. */
export type SentBack = 'G722' | 'opus';

/** Takes the place of the window until close(). */
export function openWebrtcWindow(link: WindowLink, options: WebrtcWindowOptions = {}): WebrtcWindow {
  const calls = new Map<string, EngineCall>();
  const digits: string[] = [];
  const close = async (callId: string) => {
    const call = calls.get(callId);
    // At once: the same call may begin anew before this one is closed.
    calls.delete(callId);
    await call?.close();
  };
  const engineOf = (callId: string) => {
    const sendsBack = options.sendsBack?.();
    const call =
      calls.get(callId) ??
      new EngineCall(tone(options.hertz ?? 440), {
        withDigits: options.withDigits === true,
        ...(sendsBack ? { sendsBack } : {}),
      });
    calls.set(callId, call);
    return call;
  };
  const heldCall = (callId: string) => {
    const call = calls.get(callId);
    if (!call) throw new Error(`no call ${callId} in the window`);
    return call;
  };
  const take = async ({ orderId, callId, step }: MediaOrder): Promise<void> => {
    const problem = step.kind === 'offer' || step.kind === 'answer' ? options.problem?.() : undefined;
    if (problem) return link.reports.answer({ orderId, problem });
    if (step.kind === 'digits') {
      digits.push(step.digits);
      engineOf(callId).press(step.digits);
    }
    if (step.kind === 'close') await close(callId);
    if (step.kind !== 'digits' && step.kind !== 'close') {
      const sdp = await engineOf(callId).do(step);
      return link.reports.answer({ orderId, ...(sdp === undefined ? {} : { sdp }) });
    }
    link.reports.answer({ orderId });
  };
  const detach = link.attach((order) => {
    take(order).catch((error: unknown) => {
      link.reports.answer({ orderId: order.orderId, problem: 'engine', detail: String(error).slice(0, 500) });
    });
  });
  link.reports.ready();
  return {
    digits,
    heardDigits: (callId) => calls.get(callId)?.ear.heard ?? '',
    get openCalls() {
      return calls.size;
    },
    async listen(callId, seconds) {
      const { recorder } = heldCall(callId);
      await recorder.next(seconds);
      return recorder.heard(seconds);
    },
    record: (callId, seconds) => heldCall(callId).recorder.next(seconds),
    async close() {
      detach();
      await Promise.all([...calls.values()].map((call) => call.close()));
      calls.clear();
    },
  };
}

const codecs = [
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 }),
];

/** As Chromium numbers them. */
const codecsSentBack: Readonly<Record<SentBack, RTCRtpCodecParameters>> = {
  G722: new RTCRtpCodecParameters({ mimeType: 'audio/G722', clockRate: 8000, channels: 1, payloadType: 9 }),
  opus: new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 }),
};

/** Under Chromium's number. */
const digitCodec = new RTCRtpCodecParameters({
  mimeType: 'audio/telephone-event',
  clockRate: 8000,
  channels: 1,
  payloadType: 126,
});

interface EngineKind {
  readonly withDigits: boolean;
  readonly sendsBack?: SentBack;
}

class EngineCall {
  readonly recorder = new Recorder();
  readonly ear = new DigitEar();
  readonly #peer: RTCPeerConnection;
  /** Payloads that go before any sound. */
  readonly #pressed: { readonly payloads: Buffer[]; timestamp?: number }[] = [];
  readonly #microphone = new MediaStreamTrack({ kind: 'audio' });
  readonly #sendsBack: SentBack | undefined;
  readonly #stopTalking: () => void;
  #isHearing = false;

  constructor(says: SoundSource, { withDigits, sendsBack }: EngineKind) {
    this.#sendsBack = sendsBack;
    const known = sendsBack ? [codecsSentBack[sendsBack]] : codecs;
    this.#peer = new RTCPeerConnection({
      iceServers: [],
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: { audio: withDigits ? [...known, digitCodec] : known, video: [] },
      headerExtensions: { audio: [], video: [] },
    });
    this.#peer.addTransceiver(this.#microphone, { direction: 'sendrecv' });
    this.#stopTalking = sendsBack ? () => undefined : this.#talk(says);
  }

  /** Each digit takes the place of the sound for a while. */
  press(digits: string): void {
    this.#pressed.push(...[...digits].map((digit) => ({ payloads: [...eventPayloads(digit)] })));
  }

  /** The description that answers an order; undefined where it needs none. */
  async do(step: Exclude<MediaOrder['step'], { readonly kind: 'digits' | 'close' }>): Promise<string | undefined> {
    const peer = this.#peer;
    if (step.kind === 'offer') {
      await peer.setLocalDescription(await peer.createOffer());
      this.#hear();
      return peer.localDescription?.sdp;
    }
    if (step.kind === 'answer') {
      await peer.setRemoteDescription({ type: 'offer', sdp: step.sdp });
      await peer.setLocalDescription(await peer.createAnswer());
      this.#hear();
      return peer.localDescription?.sdp;
    }
    if (step.kind === 'roll-back') await peer.setLocalDescription({ type: 'rollback' });
    // There are no pictures here, and no screens. The library connects by a final answer alone: a provisional one is taken for it, and those after it
    // say the same.
    else if (step.kind === 'take-answer' && peer.signalingState !== 'stable')
      await peer.setRemoteDescription({ type: 'answer', sdp: step.sdp });
    return undefined;
  }

  async close(): Promise<void> {
    this.#stopTalking();
    await this.#peer.close();
  }

  #talk(says: SoundSource): () => void {
    let sequenceNumber = 1;
    let timestamp = 0;
    return startPacer(systemClock, () => {
      const [codec] = this.#codecs();
      if (!codec) return;
      const header = new RtpHeader({ payloadType: codec.payloadType, sequenceNumber, timestamp, ssrc: 1 });
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp = (timestamp + FRAME_SAMPLES) >>> 0;
      if (this.#sendPressed(header)) return;
      this.#microphone.writeRtp(new RtpPacket(header, Buffer.from(encodeG711(lawOf(codec), says()))));
    });
  }

  /** Below the track, which knows one codec alone. False: nothing is pressed. */
  #sendPressed({ sequenceNumber, timestamp }: RtpHeader): boolean {
    const [digit] = this.#pressed;
    const codec = this.#codecs().find(isDigits);
    const sender = this.#peer.getTransceivers()[0]?.sender;
    // The relay may have its keys a moment earlier: what went out before ours are there would be lost.
    if (!digit || !codec || sender?.dtlsTransport.state !== 'connected') return false;
    const payload = digit.payloads.shift();
    if (!payload) return false;
    digit.timestamp ??= timestamp;
    const { payloadType } = codec;
    const header = new RtpHeader({ payloadType, sequenceNumber, timestamp: digit.timestamp, ssrc: sender.ssrc });
    void sender.dtlsTransport.sendRtp(payload, header);
    if (digit.payloads.length === 0) this.#pressed.shift();
    return true;
  }

  /** Below the tracks: those want to know the sender's number beforehand, which no phone tells. */
  #hear(): void {
    if (this.#isHearing) return;
    this.#isHearing = true;
    this.#peer.getTransceivers()[0]?.dtlsTransport.onRtp.subscribe(({ header, payload }) => {
      const codec = this.#codecs().find(({ payloadType }) => payloadType === header.payloadType);
      if (codec && isDigits(codec)) this.ear.take(header.timestamp, payload);
      else if (codec && this.#sendsBack) this.#sendBack(header, payload);
      else if (codec) this.recorder.write(decodeG711(lawOf(codec), payload));
    });
  }

  #sendBack({ payloadType, sequenceNumber, timestamp, marker }: RtpHeader, payload: Buffer): void {
    const header = new RtpHeader({ payloadType, sequenceNumber, timestamp, marker, ssrc: 1 });
    this.#microphone.writeRtp(new RtpPacket(header, payload));
  }

  /** What was agreed on, the preferred first; the library numbers them by itself. */
  #codecs(): readonly RTCRtpCodecParameters[] {
    return this.#peer.getTransceivers()[0]?.codecs ?? [];
  }
}

function isDigits({ mimeType }: RTCRtpCodecParameters): boolean {
  return mimeType.toLowerCase() === digitCodec.mimeType;
}

function lawOf({ mimeType }: RTCRtpCodecParameters): G711 {
  return mimeType === 'audio/PCMA' ? 'PCMA' : 'PCMU';
}
