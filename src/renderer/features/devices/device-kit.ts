/** Opens microphone and camera to be looked at before a call: how loud one is, how one sounds, how one looks. */
import type { Failure } from '../../../shared/model/failure.ts';

export interface Microphone {
  /** How loud it is now: 0 is silence, 1 as loud as it can tell, even steps being even to the ear. */
  level(): number;
  /** Records until `stop` aborts or `ms` are over; resolves with the sound, or undefined when it was stopped. */
  record(ms: number, stop: AbortSignal): Promise<Blob | undefined>;
  /** Lets the microphone go. */
  close(): void;
}

export interface DeviceKit {
  /** By the window's id, the system's own when undefined. Rejects with what the browser says; see `openFailure`. */
  openMicrophone(windowId: string | undefined): Promise<Microphone>;
  /** The picture; who asks for it ends its tracks. */
  openCamera(windowId: string | undefined): Promise<MediaStream>;
  /** Plays what was recorded on a speaker; resolves when it is over or stopped. */
  play(sound: Blob, sinkId: string | undefined, stop: AbortSignal): Promise<void>;
}

/** `setSinkId` is younger than TypeScript's list of it. */
interface SinkContext extends AudioContext {
  setSinkId?(sinkId: string): Promise<void>;
}

/** Quieter than this is silence. Decibels below full scale. */
const floorDb = -60;

/** The browser's own. */
export const browserKit: DeviceKit = {
  async openMicrophone(windowId) {
    return listenTo(await navigator.mediaDevices.getUserMedia({ audio: chosen(windowId) }));
  },
  openCamera: async (windowId) => navigator.mediaDevices.getUserMedia({ video: chosen(windowId) }),
  async play(sound, sinkId, stop) {
    const context: SinkContext = new AudioContext();
    try {
      if (sinkId !== undefined) await context.setSinkId?.(sinkId);
      const source = context.createBufferSource();
      source.buffer = await context.decodeAudioData(await sound.arrayBuffer());
      source.connect(context.destination);
      const isOver = new Promise<void>((resolve) => {
        source.onended = () => resolve();
        stop.addEventListener('abort', () => resolve(), { once: true });
      });
      if (stop.aborted) return;
      source.start();
      await isOver;
    } finally {
      await context.close();
    }
  },
};

function chosen(windowId: string | undefined): MediaTrackConstraints | true {
  return windowId === undefined ? true : { deviceId: { exact: windowId } };
}

function listenTo(stream: MediaStream): Microphone {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    record: (ms, stop) => recordFrom(stream, ms, stop),
    close() {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

/** Root of the mean square, in even steps of decibels. */
export function levelOf(samples: Float32Array): number {
  const sum = samples.reduce((all, sample) => all + sample * sample, 0);
  const power = samples.length === 0 ? 0 : sum / samples.length;
  const db = power === 0 ? floorDb : 10 * Math.log10(power);
  return Math.min(1, Math.max(0, 1 - db / floorDb));
}

function recordFrom(stream: MediaStream, ms: number, stop: AbortSignal): Promise<Blob | undefined> {
  return new Promise((resolve, reject) => {
    const recorder = new MediaRecorder(stream, { mimeType: 'audio/webm;codecs=opus' });
    const pieces: Blob[] = [];
    const end = () => {
      if (recorder.state !== 'inactive') recorder.stop();
    };
    const timer = setTimeout(end, ms);
    stop.addEventListener('abort', end, { once: true });
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const letGo = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
    };
    recorder.onerror = (event) => {
      letGo();
      reject(event instanceof ErrorEvent ? event.error : new Error('recording failed'));
    };
    recorder.onstop = () => {
      letGo();
      resolve(stop.aborted ? undefined : new Blob(pieces, { type: recorder.mimeType }));
    };
    recorder.start();
  });
}

/** Why a device could not be opened, from the name of the browser's refusal. W3C Media Capture and Streams, 10.2. */
export function openFailure(error: unknown, device: 'microphone' | 'camera' | 'speaker', at: number): Failure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const data = { device };
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { code: 'MEDIA_PERMISSION', data, at };
    case 'NotFoundError':
      if (device === 'speaker') return { code: 'MEDIA_DEVICE_LOST', data, at };
      return { code: device === 'camera' ? 'MEDIA_NO_CAMERA' : 'MEDIA_NO_MICROPHONE', at };
    case 'OverconstrainedError':
      return { code: 'MEDIA_DEVICE_LOST', data, at };
    case 'NotReadableError':
    case 'AbortError':
      return { code: 'MEDIA_DEVICE_BUSY', data, at };
    default:
      return { code: 'MEDIA_ENGINE', detail: String(error).slice(0, 200), at };
  }
}
