/** A browser without devices and network: what the engine asks of it is written down. For tests only. */
import type { MediaKit, Player } from '../media/kit.ts';

export interface FakeDevice {
  readonly deviceId: string;
  readonly kind: MediaDeviceKind;
  readonly label: string;
}

/** A track that can be ended from outside, as by pulling a plug. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly copies: FakeTrack[] = [];
  enabled = true;
  contentHint = '';
  readyState: MediaStreamTrackState = 'live';

  constructor(kind: 'audio' | 'video', label: string) {
    super();
    this.kind = kind;
    this.label = label;
  }

  clone(): FakeTrack {
    const copy = new FakeTrack(this.kind, this.label);
    this.copies.push(copy);
    return copy;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

class FakeTransceiver {
  readonly receiver: { readonly track: FakeTrack };
  readonly sender: {
    track: FakeTrack | null;
    readonly dtmf: { canInsertDTMF: boolean; toneBuffer: string; insertDTMF(tones: string): void };
    replaceTrack(track: FakeTrack | null): Promise<void>;
  };
  direction: RTCRtpTransceiverDirection = 'sendrecv';
  mid: string | null = null;

  constructor(kind: 'audio' | 'video') {
    this.receiver = { track: new FakeTrack(kind, 'theirs') };
    this.sender = {
      track: null,
      dtmf: {
        canInsertDTMF: true,
        toneBuffer: '',
        insertDTMF(tones) {
          this.toneBuffer = tones;
        },
      },
      async replaceTrack(track) {
        this.track = track;
      },
    };
  }

  stop(): void {
    this.direction = 'stopped';
  }
}

/** Keeps the order of offers and answers as RFC 9429 does; descriptions are words: `refused` is one that is not taken. */
export class FakePeer extends EventTarget {
  readonly heard: RTCSessionDescriptionInit[] = [];
  readonly transceivers: FakeTransceiver[] = [];
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  iceGatheringState: RTCIceGatheringState = 'complete';
  localDescription: RTCSessionDescriptionInit | null = null;
  /** False: no description can be made from now on. */
  describes = true;
  stats: ReadonlyMap<string, unknown> = new Map();
  /** Those the last offer spoke of for the first time. */
  #fresh: readonly FakeTransceiver[] = [];

  addTransceiver(kind: 'audio' | 'video'): void {
    this.transceivers.push(new FakeTransceiver(kind));
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  of(kind: 'audio' | 'video'): FakeTransceiver | undefined {
    return this.transceivers.find((each) => each.receiver.track.kind === kind && each.direction !== 'stopped');
  }

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    return { type: 'offer', sdp: this.#words('offer') };
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    return { type: 'answer', sdp: this.#words('answer') };
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type === 'rollback') for (const each of this.#fresh) each.mid = null;
    this.#fresh = this.transceivers.filter(({ mid }) => mid === null);
    if (description.type !== 'rollback')
      for (const each of this.#fresh) each.mid = String(this.transceivers.indexOf(each));
    this.localDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-local-offer' : 'stable';
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type === 'rollback') {
      this.signalingState = 'stable';
      return;
    }
    if (description.sdp === 'refused') throw new DOMException('no such format', 'InvalidAccessError');
    this.heard.push(description);
    if (description.type === 'offer') {
      this.signalingState = 'have-remote-offer';
      for (const kind of ['audio', 'video'] as const) {
        if (description.sdp?.includes(kind) && !this.of(kind)) this.addTransceiver(kind);
      }
    } else this.signalingState = description.type === 'pranswer' ? 'have-remote-pranswer' : 'stable';
    for (const { receiver } of this.transceivers) {
      if (description.sdp?.includes(receiver.track.kind)) {
        this.dispatchEvent(Object.assign(new Event('track'), { track: receiver.track }));
      }
    }
  }

  async getStats(): Promise<ReadonlyMap<string, unknown>> {
    return this.stats;
  }

  gathered(): void {
    this.iceGatheringState = 'complete';
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }

  fail(): void {
    this.connectionState = 'failed';
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close(): void {
    this.signalingState = 'closed';
  }

  #words(type: string): string {
    if (!this.describes) throw new DOMException('no encoder', 'OperationError');
    return [type, ...this.transceivers.map(({ receiver, direction }) => `${receiver.track.kind} ${direction}`)].join(
      ', ',
    );
  }
}

export interface FakeMedia {
  readonly kit: MediaKit;
  /** What there is; a device that is opened by another id is not found. */
  devices: readonly FakeDevice[];
  /** Thrown by the next opening, by the name of the browser's refusal. */
  refusal: string | undefined;
  readonly peers: FakePeer[];
  /** All that were opened, silent ones included. */
  readonly opened: FakeTrack[];
  /** What a browser may not exceed: peers, closed or not, that were not collected. */
  uncollected: number;
  readonly players: { sink: string | undefined; playing: FakeTrack | undefined; isClosed: boolean }[];
  /** Those that are still open, copies included. */
  live(): string[];
}

/** Makes a browser with these devices. */
export function createFakeMedia(devices: readonly FakeDevice[]): FakeMedia {
  const media: FakeMedia = {
    devices,
    refusal: undefined,
    peers: [],
    uncollected: 0,
    opened: [],
    players: [],
    live: () => media.opened.filter(({ readyState }) => readyState === 'live').map(({ label }) => label),
    kit: {
      // The fakes have what the engine uses of the real ones, and nothing else.
      createPeer() {
        const peer = new FakePeer();
        media.peers.push(peer);
        media.uncollected += 1;
        return peer as unknown as RTCPeerConnection;
      },
      collectClosed() {
        media.uncollected = media.peers.filter(({ signalingState }) => signalingState !== 'closed').length;
      },
      devices: {
        enumerateDevices: async () => media.devices as MediaDeviceInfo[],
        getUserMedia: async (wanted = {}) => open(media, wanted.video ? 'video' : 'audio', wanted),
        getDisplayMedia: async () => opened(media, new FakeTrack('video', 'screen')),
      },
      createPlayer: () => createPlayer(media),
      createSilence() {
        const track = new FakeTrack('audio', 'silence');
        media.opened.push(track);
        return { track: track as unknown as MediaStreamTrack, close: () => track.stop() };
      },
      streamOf: (track) => ({ id: track.label }) as MediaStream,
    },
  };
  return media;
}

function open(media: FakeMedia, kind: 'audio' | 'video', wanted: MediaStreamConstraints): MediaStream {
  const constraints = wanted[kind] as MediaTrackConstraints;
  const exact = (constraints.deviceId as ConstrainDOMStringParameters | undefined)?.exact;
  const kinds = media.devices.filter((device) => device.kind === `${kind}input`);
  const device = kinds.find(({ deviceId }) => exact === undefined || deviceId === exact);
  if (!device) throw refused(media, exact === undefined ? 'NotFoundError' : 'OverconstrainedError');
  return opened(media, new FakeTrack(kind, device.label));
}

function opened(media: FakeMedia, track: FakeTrack): MediaStream {
  if (media.refusal !== undefined) throw refused(media, media.refusal);
  media.opened.push(track);
  const of = (kind: string) => (track.kind === kind ? [track] : []);
  return { getAudioTracks: () => of('audio'), getVideoTracks: () => of('video') } as unknown as MediaStream;
}

function refused(media: FakeMedia, name: string): DOMException {
  media.refusal = undefined;
  return new DOMException('refused', name);
}

function createPlayer({ players }: FakeMedia): Player {
  const player: FakeMedia['players'][number] = { sink: undefined, playing: undefined, isClosed: false };
  players.push(player);
  return {
    play: (track) => void Object.assign(player, { playing: track }),
    playOn: (windowId) => void Object.assign(player, { sink: windowId }),
    close: () => void Object.assign(player, { isClosed: true }),
  };
}
