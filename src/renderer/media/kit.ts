/** What the engine uses of the browser. */
import { collectClosed, createPeer } from './webrtc.ts';

/** Plays what comes in. */
export interface Player {
  play(track: MediaStreamTrack): void;
  /** The window's id of a speaker; the system's own when undefined. */
  playOn(windowId: string | undefined): void;
  close(): void;
}

/** A track that is always silent. */
export interface Silence {
  readonly track: MediaStreamTrack;
  close(): void;
}

export interface MediaKit {
  createPeer(): RTCPeerConnection;
  /** Asks for closed connections to be collected. */
  collectClosed(): void;
  readonly devices: Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia' | 'enumerateDevices'>;
  createPlayer(): Player;
  createSilence(): Silence;
  /** One track as a stream, for a picture to be shown. */
  streamOf(track: MediaStreamTrack): MediaStream;
}

const systemSpeaker = '';

/** The browser's own. */
export const browserKit: MediaKit = {
  createPeer,
  collectClosed,
  get devices() {
    return navigator.mediaDevices;
  },
  createPlayer,
  createSilence,
  streamOf: (track) => new MediaStream([track]),
};

/** An element outside the page: what is heard does not depend on what is shown. */
function createPlayer(): Player {
  const element = new Audio();
  let wanted = systemSpeaker;
  return {
    play(track) {
      element.srcObject = new MediaStream([track]);
      // It is stopped again when the call is over before it began.
      element.play().catch(() => undefined);
    },
    playOn(windowId = systemSpeaker) {
      if (windowId === wanted) return;
      wanted = windowId;
      element.setSinkId(windowId).catch(() => {
        // Another one was chosen since.
        if (wanted !== windowId) return undefined;
        // One that went in this moment: the system's own speaker is better than silence, until it is chosen again.
        wanted = systemSpeaker;
        return element.setSinkId(systemSpeaker).catch(() => undefined);
      });
    },
    close() {
      element.pause();
      element.srcObject = null;
    },
  };
}

function createSilence(): Silence {
  const context = new AudioContext();
  const way = context.createMediaStreamDestination();
  // Without a source nothing is drawn through it, and nothing is sent.
  const nothing = new ConstantSourceNode(context, { offset: 0 });
  nothing.connect(way);
  nothing.start();
  const [track] = way.stream.getAudioTracks();
  if (!track) throw new Error('an audio destination has one track');
  return {
    track,
    close() {
      track.stop();
      void context.close();
    },
  };
}
