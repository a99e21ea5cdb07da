/** What of ours one call shows: a camera, a screen, or nothing. */
import type { OwnPicture } from '../../shared/model/call.ts';
import type { MediaKit } from './kit.ts';
import { isMissing, openProblem } from './open-problem.ts';

export interface OwnPictureOptions {
  readonly kit: Pick<MediaKit, 'devices'>;
  /** The window's id of the camera main chose; undefined for the system's own. */
  readonly wantedCamera: () => Promise<string | undefined>;
  /** The camera was pulled out, or the person ended the sharing from the desktop. */
  readonly onLost: (what: 'camera' | 'screen') => void;
}

/** What a meeting room's screen shows, not more than the relay's far ends take. */
const cameraSize = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
/** Text must be readable; motion may stutter. */
const screenRate = { frameRate: { ideal: 15, max: 30 } };

/** Opens at most one device at a time. */
export class PictureSource {
  readonly #options: OwnPictureOptions;
  #shown: OwnPicture = 'none';
  #track: MediaStreamTrack | undefined;
  #cameraId: string | undefined;

  constructor(options: OwnPictureOptions) {
    this.#options = options;
  }

  get shown(): OwnPicture {
    return this.#shown;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  /** Shows this from now on. Rejects with a StepProblem, and then shows what it showed before. */
  async show(picture: OwnPicture): Promise<void> {
    if (picture === this.#shown && (picture === 'none' || this.#track?.readyState === 'live')) return;
    const next = picture === 'none' ? undefined : await this.#open(picture);
    this.#use(picture, next);
  }

  /** The camera main has chosen since; true when it is another one now. */
  async refreshCamera(): Promise<boolean> {
    if (this.#shown !== 'camera' || (await this.#options.wantedCamera()) === this.#cameraId) return false;
    // One that cannot be opened leaves the one that still works.
    const next = await this.#open('camera').catch(() => undefined);
    if (!next) return false;
    if (this.#shown !== 'camera') {
      next.stop();
      return false;
    }
    this.#use('camera', next);
    return true;
  }

  close(): void {
    this.#use('none', undefined);
  }

  #use(picture: OwnPicture, track: MediaStreamTrack | undefined): void {
    const before = this.#track;
    this.#shown = picture;
    this.#track = track;
    before?.stop();
    track?.addEventListener('ended', () => {
      // Ours to stop makes no such event; this was somebody else.
      if (this.#track === track && picture !== 'none') this.#options.onLost(picture);
    });
  }

  async #open(picture: 'camera' | 'screen'): Promise<MediaStreamTrack> {
    try {
      return picture === 'screen' ? await this.#openScreen() : await this.#openCamera();
    } catch (error) {
      throw openProblem(error, picture);
    }
  }

  async #openScreen(): Promise<MediaStreamTrack> {
    const stream = await this.#options.kit.devices.getDisplayMedia({ video: screenRate, audio: false });
    const track = videoOf(stream);
    track.contentHint = 'detail';
    return track;
  }

  async #openCamera(): Promise<MediaStreamTrack> {
    const { kit, wantedCamera } = this.#options;
    const windowId = await wantedCamera();
    this.#cameraId = windowId;
    const open = async (id: string | undefined) =>
      videoOf(
        await kit.devices.getUserMedia({
          video: { ...cameraSize, ...(id !== undefined && { deviceId: { exact: id } }) },
        }),
      );
    if (windowId === undefined) return open(undefined);
    return open(windowId).catch((error: unknown) => {
      if (isMissing(error)) return open(undefined);
      throw error;
    });
  }
}

function videoOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('a picture without a track');
  return track;
}
