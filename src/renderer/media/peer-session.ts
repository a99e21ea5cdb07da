/** One call in the window: its connection to the relay, what it sends and what it plays. */
import type { MediaFigures, MediaStep, MediaWants } from '../../shared/model/window-media.ts';
import type { CallPictures } from '../state/services.tsx';
import { closePeer } from './close-peer.ts';
import { figuresOf } from './figures.ts';
import type { MediaKit, Player } from './kit.ts';
import type { Microphone, MicrophoneUser } from './microphone.ts';
import { detailOf, StepProblem } from './open-problem.ts';
import { PictureSource } from './own-picture.ts';

export interface SessionOptions {
  readonly kit: MediaKit;
  readonly microphone: Microphone;
  readonly wantedCamera: () => Promise<string | undefined>;
  readonly wantedSpeaker: () => Promise<string | undefined>;
  readonly onLost: (what: 'microphone' | 'camera' | 'screen' | 'engine') => void;
  /** It was lost, and is there again. */
  readonly onFound: (what: 'microphone') => void;
  readonly onStreams: (streams: CallPictures) => void;
}

type Step = Exclude<MediaStep, { readonly kind: 'close' }>;
type StepInTurn = Exclude<Step, { readonly kind: 'pick-screen' | 'let-go-of-pick' }>;

/** Milliseconds; a tone shorter than 100 is missed by old menus, RFC 4733 allows 40. */
const tone = { length: 160, gap: 80 };

/** Opens nothing before its first step. */
export class PeerSession {
  readonly #options: SessionOptions;
  readonly #picture: PictureSource;
  readonly #player: Player;
  #peer: RTCPeerConnection | undefined;
  #sound: MediaStreamTrack | undefined;
  /** Kept while its track is the same: a picture that is set anew flickers. */
  #own: { readonly track: MediaStreamTrack; readonly stream: MediaStream } | undefined;
  #theirs: MediaStream | undefined;
  /** What is heard of the far end. */
  #heard: MediaStreamTrack | undefined;
  #isMuted = false;
  #isHeld = false;
  /** There is no microphone, and silence is sent. */
  #isSilent = false;
  #isClosed = false;
  /** How often the speaker was looked for: only the last time counts. */
  #looks = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#player = options.kit.createPlayer();
    this.#picture = new PictureSource({
      kit: options.kit,
      wantedCamera: options.wantedCamera,
      onLost: options.onLost,
    });
  }

  /** One after the other, but for a pick. The description, where the step has one; rejects with a StepProblem. */
  async take(step: Step): Promise<string | undefined> {
    if (step.kind === 'pick-screen') return this.#pick();
    if (step.kind === 'let-go-of-pick') {
      this.#picture.letGoOfPick();
      return undefined;
    }
    const next = this.#last.then(() => this.#do(step));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /**
   * `isMuted`: nothing is heard of us. `isHeld`: nobody hears or sees anybody, from this moment on, whatever the far end says to it and however long that
   * takes: the person may be talking to somebody else already.
   */
  quiet({ isMuted, isHeld }: { readonly isMuted: boolean; readonly isHeld: boolean }): void {
    this.#isMuted = isMuted;
    this.#isHeld = isHeld;
    this.#applyQuiet();
  }

  /** Speaker and camera as main has chosen them since. */
  async refreshDevices(): Promise<void> {
    this.#looks += 1;
    const mine = this.#looks;
    const speaker = await this.#options.wantedSpeaker();
    // The window may have to be asked for a speaker's id, which takes longer than to choose the next.
    if (mine === this.#looks) this.#player.playOn(speaker);
    if (await this.#picture.refreshCamera()) await this.#sendPicture();
  }

  /** Undefined before anything was connected. */
  async figures(atMs: number): Promise<MediaFigures | undefined> {
    const report = await this.#peer?.getStats();
    return report && figuresOf(report.values(), atMs);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#peer) closePeer(this.#peer);
    this.#peer = undefined;
    this.#picture.close();
    this.#player.close();
    this.#options.microphone.leave(this.#speakInto);
    this.#options.onStreams({});
  }

  async #do(step: StepInTurn): Promise<string | undefined> {
    if (this.#isClosed) throw new StepProblem('engine', { detail: 'the call is over' });
    switch (step.kind) {
      case 'offer':
        return this.#offer(step.wants);
      case 'answer':
        return this.#answer(step.sdp, step.wants);
      case 'take-answer':
        await this.#hear({ type: step.isProvisional ? 'pranswer' : 'answer', sdp: step.sdp });
        if (!step.isProvisional) this.#picture.settle();
        return undefined;
      case 'hide-picture':
        this.#picture.hide();
        await this.#sendPicture();
        return undefined;
      case 'roll-back':
        await this.#rollBack();
        return undefined;
      case 'digits':
        this.#sendDigits(step.digits);
        return undefined;
    }
  }

  async #pick(): Promise<undefined> {
    await this.#picture.pick();
  }

  async #offer(wants: MediaWants): Promise<string> {
    const peer = this.#open();
    await this.#takeBack(peer);
    await this.#prepare(wants);
    return this.#orBack(async () => {
      this.#need('audio');
      if (isWanted(wants)) this.#need('video');
      await this.#send(wants);
      return this.#describe(() => peer.createOffer());
    });
  }

  async #answer(sdp: string, wants: MediaWants): Promise<string> {
    const peer = this.#open();
    await this.#takeBack(peer);
    await this.#prepare(wants);
    const described = await this.#orBack(async () => {
      await this.#hear({ type: 'offer', sdp });
      await this.#send(wants);
      return this.#describe(() => peer.createAnswer());
    });
    this.#picture.settle();
    return described;
  }

  /** What was opened for a description that cannot be made is not sent by the one before. */
  async #orBack(work: () => Promise<string>): Promise<string> {
    try {
      return await work();
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  /** Everything a person or the system may refuse comes first, so that a refusal leaves the descriptions as they were. */
  async #prepare({ picture }: MediaWants): Promise<void> {
    if (!this.#sound) await this.#options.microphone.join(this.#speakInto);
    await this.#picture.show(picture);
    // Another one may have been chosen while this one was being opened.
    await this.#picture.refreshCamera();
    if (this.#isClosed) {
      this.#picture.close();
      throw new StepProblem('engine', { detail: 'the call is over' });
    }
    this.#tellStreams();
  }

  readonly #speakInto: MicrophoneUser = (track, isSilent) => {
    if (isSilent && !this.#isSilent) this.#options.onLost('microphone');
    if (!isSilent && this.#isSilent) this.#options.onFound('microphone');
    this.#isSilent = isSilent;
    this.#sound = track;
    this.#applyQuiet();
    const sender = this.#transceiver('audio')?.sender;
    // A connection that was closed in this moment needs no microphone.
    sender?.replaceTrack(track).catch(() => undefined);
  };

  #applyQuiet(): void {
    const { track } = this.#picture;
    if (this.#sound) this.#sound.enabled = !(this.#isMuted || this.#isHeld);
    if (this.#heard) this.#heard.enabled = !this.#isHeld;
    if (track) track.enabled = !this.#isHeld;
  }

  async #send(wants: MediaWants): Promise<void> {
    this.#applyQuiet();
    const [sound, picture] = [this.#transceiver('audio'), this.#transceiver('video')];
    if (sound) {
      sound.direction = 'sendrecv';
      await sound.sender.replaceTrack(this.#sound ?? null);
    }
    if (picture) {
      picture.direction = directionOf(wants);
      await picture.sender.replaceTrack(this.#picture.track ?? null);
    }
  }

  async #describe(make: () => Promise<RTCSessionDescriptionInit>): Promise<string> {
    try {
      await this.#peer?.setLocalDescription(await make());
    } catch (error) {
      throw new StepProblem('engine', { detail: detailOf(error), cause: error });
    }
    return this.#peer?.localDescription?.sdp ?? '';
  }

  async #hear(description: RTCSessionDescriptionInit): Promise<void> {
    try {
      await this.#peer?.setRemoteDescription(description);
    } catch (error) {
      throw new StepProblem('description-refused', { detail: detailOf(error), cause: error });
    }
  }

  /** An offer of ours that nobody answered gives way to the next, whosever that is. */
  async #takeBack({ signalingState }: RTCPeerConnection): Promise<void> {
    if (signalingState === 'have-local-offer') await this.#rollBack();
  }

  async #rollBack(): Promise<void> {
    // First: whatever the engine says to the rest, nothing is shown that nobody agreed on.
    if (this.#picture.restore()) await this.#sendPicture();
    const peer = this.#peer;
    if (peer?.signalingState === 'have-local-offer') await peer.setLocalDescription({ type: 'rollback' });
    if (peer?.signalingState === 'have-remote-offer') await peer.setRemoteDescription({ type: 'rollback' });
    // One that was made for this offer alone is done with: Chromium 130 ends its process when such a one is offered again.
    for (const transceiver of peer?.getTransceivers() ?? []) if (transceiver.mid === null) transceiver.stop();
  }

  /** The picture as it is now, without a new description. */
  async #sendPicture(): Promise<void> {
    this.#applyQuiet();
    await this.#transceiver('video')?.sender.replaceTrack(this.#picture.track ?? null);
    this.#tellStreams();
  }

  /** Digits that come while others are sent are put behind them. */
  #sendDigits(digits: string): void {
    const dtmf = this.#transceiver('audio')?.sender.dtmf;
    if (!dtmf?.canInsertDTMF) throw new StepProblem('engine', { detail: 'no digits were agreed on' });
    dtmf.insertDTMF(dtmf.toneBuffer + digits, tone.length, tone.gap);
  }

  #open(): RTCPeerConnection {
    if (this.#peer) return this.#peer;
    const peer = this.#options.kit.createPeer();
    this.#peer = peer;
    peer.addEventListener('track', ({ track }) => this.#play(track));
    peer.addEventListener('connectionstatechange', () => {
      if (peer.connectionState === 'failed' && !this.#isClosed) this.#options.onLost('engine');
    });
    return peer;
  }

  #play(track: MediaStreamTrack): void {
    if (this.#isClosed) return;
    if (track.kind === 'audio') {
      this.#heard = track;
      this.#applyQuiet();
      this.#player.play(track);
      void this.refreshDevices();
      return;
    }
    this.#theirs = this.#options.kit.streamOf(track);
    this.#tellStreams();
  }

  #need(kind: 'audio' | 'video'): void {
    if (!this.#transceiver(kind)) this.#peer?.addTransceiver(kind);
  }

  #transceiver(kind: 'audio' | 'video'): RTCRtpTransceiver | undefined {
    const all = this.#peer?.getTransceivers() ?? [];
    return all.find(({ receiver, direction }) => receiver.track.kind === kind && direction !== 'stopped');
  }

  /** A step that goes on after the end shows nothing any more: nobody would take it away. */
  #tellStreams(): void {
    if (this.#isClosed) return;
    const { track } = this.#picture;
    const { kit, onStreams } = this.#options;
    if (this.#own?.track !== track) this.#own = track && { track, stream: kit.streamOf(track) };
    onStreams({
      ...(this.#own && { own: this.#own.stream }),
      ...(this.#theirs && { theirs: this.#theirs }),
    });
  }
}

function isWanted({ picture, takesPicture }: MediaWants): boolean {
  return picture !== 'none' || takesPicture;
}

function directionOf(wants: MediaWants): RTCRtpTransceiverDirection {
  if (wants.picture !== 'none') return 'sendrecv';
  return wants.takesPicture ? 'recvonly' : 'inactive';
}
