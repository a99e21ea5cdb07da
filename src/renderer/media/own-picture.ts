/** What of ours one call shows: a camera, a screen, or nothing. */
import type { OwnPicture } from '../../shared/model/call.ts';
import type { MediaKit } from './kit.ts';
import { isMissing, openProblem, StepProblem } from './open-problem.ts';

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

interface Shown {
  readonly picture: OwnPicture;
  readonly track: MediaStreamTrack | undefined;
}

const nothing: Shown = { picture: 'none', track: undefined };

/** Opens one device at a time; the one before stays open only until the far end has said whether it takes the next. */
export class PictureSource {
  readonly #options: OwnPictureOptions;
  #now: Shown = nothing;
  /** What is shown again if the change to what is shown now is refused. */
  #before: Shown | undefined;
  /** The screen of the pick that is held: shown by the next offer, and by the one that is made again. A pick opens a screen but once. */
  #picked: MediaStreamTrack | undefined;
  #holdsPick = false;
  /** How many picks were begun or let go: what comes of an older one is closed. */
  #picks = 0;
  #cameraId: string | undefined;
  /** How many openings of a camera were begun: only the last of them counts. */
  #openings = 0;

  constructor(options: OwnPictureOptions) {
    this.#options = options;
  }

  get shown(): OwnPicture {
    return this.#now.picture;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#now.track;
  }

  /**
   * Shows this from now on, until `restore` or for good with `settle`. What a person takes away is closed at once and does not come back by
   * itself. Rejects with a StepProblem, and then shows what it showed before.
   */
  async show(picture: OwnPicture): Promise<void> {
    const now = this.#now;
    if (picture === now.picture && (picture === 'none' || isLive(now))) return;
    if (picture === 'none') {
      this.hide();
      return;
    }
    const track = picture === 'screen' && this.#holdsPick ? this.#takePick() : await this.#open(picture);
    this.settle();
    // The camera may have been changed for another one meanwhile.
    const before = this.#now;
    this.#now = { picture, track };
    if (picture === before.picture) before.track?.stop();
    else this.#before = before;
  }

  /** Lets the person pick the screen that is shown next, and holds it until `letGoOfPick`. Rejects with a StepProblem. */
  async pick(): Promise<void> {
    this.letGoOfPick();
    const mine = this.#picks;
    const track = await this.#open('screen');
    if (mine !== this.#picks) {
      track.stop();
      throw new StepProblem('screen-not-picked', { detail: 'nobody waits for it any more' });
    }
    this.#picked = track;
    this.#holdsPick = true;
  }

  /** Closes what was picked and is not shown. */
  letGoOfPick(): void {
    this.#picks += 1;
    this.#holdsPick = false;
    this.#picked?.stop();
    this.#picked = undefined;
  }

  /** What is shown now was agreed on: what was shown before is closed. */
  settle(): void {
    this.#before?.track?.stop();
    this.#before = undefined;
  }

  /** What was shown before the change that nobody agreed on. True when something else is shown now. */
  restore(): boolean {
    const before = this.#before;
    if (!before) return false;
    this.#before = undefined;
    if (this.#holdsPick && this.shown === 'screen') this.#picked = this.track;
    else this.track?.stop();
    this.#now = before.picture === 'none' || isLive(before) ? before : nothing;
    // After the answer to the step that goes back: main learns what holds again, and then that it went meanwhile.
    if (before !== this.#now) setTimeout(() => this.#tellLost(before.picture), 0);
    return true;
  }

  /** The camera main has chosen since; true when it is another one now. */
  async refreshCamera(): Promise<boolean> {
    if (this.shown !== 'camera' || (await this.#options.wantedCamera()) === this.#cameraId) return false;
    // One that cannot be opened leaves the one that still works.
    const opening = this.#open('camera').catch(() => undefined);
    const mine = this.#openings;
    const next = await opening;
    if (!next) return false;
    const now = this.#now;
    if (now.picture !== 'camera' || mine !== this.#openings) {
      next.stop();
      return false;
    }
    this.#now = { picture: 'camera', track: next };
    now.track?.stop();
    return true;
  }

  /** Closes what is shown. The screen that a person picks meanwhile is shown next: whoever asked for the pick lets go of it. */
  hide(): void {
    this.settle();
    this.#now.track?.stop();
    this.#now = nothing;
  }

  /** The end: nothing is shown, and nothing picked. */
  close(): void {
    this.hide();
    this.letGoOfPick();
  }

  #tellLost(picture: OwnPicture): void {
    if (picture !== 'none') this.#options.onLost(picture);
  }

  async #open(picture: 'camera' | 'screen'): Promise<MediaStreamTrack> {
    try {
      const track = picture === 'screen' ? await this.#openScreen() : await this.#openCamera();
      track.addEventListener('ended', () => {
        // Ours to stop makes no such event; this was somebody else.
        if (this.track === track) this.#tellLost(picture);
      });
      return track;
    } catch (error) {
      throw openProblem(error, picture);
    }
  }

  #takePick(): MediaStreamTrack {
    const picked = this.#picked;
    this.#picked = undefined;
    if (picked?.readyState === 'live') return picked;
    throw new StepProblem('screen-not-picked', { detail: 'it was ended before it was shown' });
  }

  async #openScreen(): Promise<MediaStreamTrack> {
    const stream = await this.#options.kit.devices.getDisplayMedia({ video: screenRate, audio: false });
    const track = videoOf(stream);
    track.contentHint = 'detail';
    return track;
  }

  async #openCamera(): Promise<MediaStreamTrack> {
    const { kit, wantedCamera } = this.#options;
    this.#openings += 1;
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

function isLive({ track }: Shown): boolean {
  return track?.readyState === 'live';
}

function videoOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('a picture without a track');
  return track;
}
