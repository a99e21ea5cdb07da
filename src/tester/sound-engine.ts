/**
 * Stands where the window's WebRTC engine stands, so that calls can be made without a window: says a tone into each call, on an engine nobody here
 * wrote (werift). No pictures, no devices.
 */
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { encodeG711, FRAME_SAMPLES } from '../lab/media/g711.ts';
import { startPacer } from '../lab/media/pacer.ts';
import { tone } from '../lab/media/sound.ts';
import type { WindowLink } from '../main/media/window-link.ts';
import type { Clock } from '../shared/clock.ts';
import type { MediaOrder } from '../shared/model/window-media.ts';

type Describing = Exclude<MediaOrder['step'], { readonly kind: 'digits' | 'close' }>;

const HERTZ = 440;
const codecs = [
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 }),
];

export interface SoundEngine {
  /** Ends what is left of its calls. */
  close(): Promise<void>;
}

/** Takes orders from now on. */
export function openSoundEngine(link: WindowLink, clock: Clock): SoundEngine {
  const calls = new Map<string, EngineCall>();

  async function take({ orderId, callId, step }: MediaOrder): Promise<void> {
    if (step.kind === 'close') {
      const call = calls.get(callId);
      calls.delete(callId);
      await call?.close();
    }
    if (step.kind === 'close' || step.kind === 'digits') return link.reports.answer({ orderId });
    const call = calls.get(callId) ?? new EngineCall(clock);
    calls.set(callId, call);
    const sdp = await call.do(step);
    link.reports.answer({ orderId, ...(sdp === undefined ? {} : { sdp }) });
  }

  const detach = link.attach((order) => {
    take(order).catch((error: unknown) => {
      link.reports.answer({ orderId: order.orderId, problem: 'engine', detail: String(error).slice(0, 500) });
    });
  });
  link.reports.ready();
  return {
    async close() {
      detach();
      await Promise.all([...calls.values()].map((call) => call.close()));
      calls.clear();
    },
  };
}

class EngineCall {
  readonly #microphone = new MediaStreamTrack({ kind: 'audio' });
  readonly #peer = new RTCPeerConnection({
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    codecs: { audio: codecs, video: [] },
    headerExtensions: { audio: [], video: [] },
  });
  readonly #stopTalking: () => void;

  constructor(clock: Clock) {
    this.#peer.addTransceiver(this.#microphone, { direction: 'sendrecv' });
    this.#stopTalking = this.#talk(clock);
  }

  /** The description that answers an order; undefined where it needs none. */
  async do(step: Describing): Promise<string | undefined> {
    const peer = this.#peer;
    switch (step.kind) {
      case 'offer':
        await peer.setLocalDescription(await peer.createOffer());
        return peer.localDescription?.sdp;
      case 'answer':
        await peer.setRemoteDescription({ type: 'offer', sdp: step.sdp });
        await peer.setLocalDescription(await peer.createAnswer());
        return peer.localDescription?.sdp;
      case 'roll-back':
        await peer.setLocalDescription({ type: 'rollback' });
        return undefined;
      case 'pick-screen':
      case 'let-go-of-pick':
      case 'hide-picture':
        return undefined;
      case 'take-answer':
        // The library takes one answer: a provisional one counts, and those after it say the same.
        if (peer.signalingState !== 'stable') await peer.setRemoteDescription({ type: 'answer', sdp: step.sdp });
        return undefined;
    }
  }

  async close(): Promise<void> {
    this.#stopTalking();
    await this.#peer.close();
  }

  #talk(clock: Clock): () => void {
    const says = tone(HERTZ);
    let sequenceNumber = 1;
    let timestamp = 0;
    return startPacer(clock, () => {
      const [codec] = this.#peer.getTransceivers()[0]?.codecs ?? [];
      if (!codec) return;
      const header = new RtpHeader({ payloadType: codec.payloadType, sequenceNumber, timestamp, ssrc: 1 });
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp = (timestamp + FRAME_SAMPLES) >>> 0;
      const law = codec.mimeType === 'audio/PCMA' ? 'PCMA' : 'PCMU';
      this.#microphone.writeRtp(new RtpPacket(header, Buffer.from(encodeG711(law, says()))));
    });
  }
}
