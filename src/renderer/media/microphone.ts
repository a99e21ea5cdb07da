/** One open microphone for all calls. Each has a track of its own, so that it can be muted by itself. */
import type { MediaKit } from './kit.ts';
import { isMissing, openProblem } from './open-problem.ts';

/** Told the track to send from now on; a silent one where there is no microphone. */
export type MicrophoneUser = (track: MediaStreamTrack, isSilent: boolean) => void;

export interface Microphone {
  /** Resolves when the user was told its first track, until it leaves. Rejects with a StepProblem. */
  join(user: MicrophoneUser): Promise<void>;
  /** The last one to leave lets the microphone go. */
  leave(user: MicrophoneUser): void;
  /** Changes to the microphone that is wanted now, or finds one that came. */
  refresh(): Promise<void>;
}

interface Source {
  /** What it was opened by: the window's id, undefined for the system's own. */
  readonly windowId: string | undefined;
  readonly isSilent: boolean;
  readonly track: MediaStreamTrack;
  close(): void;
}

type Kit = Pick<MediaKit, 'devices' | 'createSilence'>;

/** Opens nothing before somebody joins. `wanted` is the window's id of the microphone main chose; undefined for the system's own. */
export function createMicrophone(kit: Kit, wanted: () => Promise<string | undefined>): Microphone {
  return new SharedMicrophone(kit, wanted);
}

class SharedMicrophone implements Microphone {
  readonly #kit: Kit;
  readonly #wanted: () => Promise<string | undefined>;
  readonly #users = new Map<MicrophoneUser, MediaStreamTrack>();
  #source: Source | undefined;
  /** Opening takes a while, and never happens twice at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(kit: Kit, wanted: () => Promise<string | undefined>) {
    this.#kit = kit;
    this.#wanted = wanted;
  }

  join(user: MicrophoneUser): Promise<void> {
    return this.#next(async () => {
      this.#source ??= await this.#open();
      this.#give(user, this.#source);
    });
  }

  leave(user: MicrophoneUser): void {
    void this.#next(async () => {
      this.#users.get(user)?.stop();
      this.#users.delete(user);
      if (this.#users.size > 0) return;
      this.#source?.close();
      this.#source = undefined;
    });
  }

  refresh(): Promise<void> {
    return this.#next(async () => {
      const before = this.#source;
      if (!before || this.#users.size === 0 || !(await this.#isStale(before))) return;
      // One that cannot be opened leaves the one that still works; in place of one that ended, silence says that nothing is heard.
      const hasEnded = before.track.readyState === 'ended';
      const next = await this.#open().catch(() => (hasEnded ? this.#silent() : undefined));
      if (!next) return;
      if (next.isSilent && before.isSilent) {
        next.close();
        return;
      }
      this.#source = next;
      for (const user of [...this.#users.keys()]) this.#give(user, next);
      before.close();
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #isStale({ isSilent, track, windowId }: Source): Promise<boolean> {
    if (isSilent || track.readyState === 'ended') return true;
    return (await this.#wanted()) !== windowId;
  }

  #give(user: MicrophoneUser, { track, isSilent }: Source): void {
    const before = this.#users.get(user);
    const own = track.clone();
    this.#users.set(user, own);
    user(own, isSilent);
    before?.stop();
  }

  async #open(): Promise<Source> {
    const windowId = await this.#wanted();
    try {
      return await this.#openOne(windowId);
    } catch (error) {
      if (!isMissing(error)) throw openProblem(error, 'microphone');
    }
    if (windowId !== undefined) {
      try {
        // Under the id that was wanted, so that it is not tried again at each change of something else.
        return { ...(await this.#openOne(undefined)), windowId };
      } catch (error) {
        if (!isMissing(error)) throw openProblem(error, 'microphone');
      }
    }
    return this.#silent();
  }

  async #openOne(windowId: string | undefined): Promise<Source> {
    const tidy = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const audio = { ...tidy, ...(windowId !== undefined && { deviceId: { exact: windowId } }) };
    const stream = await this.#kit.devices.getUserMedia({ audio });
    const [track] = stream.getAudioTracks();
    if (!track) throw new Error('a microphone without a track');
    const refresh = () => void this.refresh();
    track.addEventListener('ended', refresh);
    return {
      windowId,
      isSilent: false,
      track,
      close() {
        track.removeEventListener('ended', refresh);
        track.stop();
      },
    };
  }

  /**
   * Silence is sent rather than nothing: packets keep the way open and tell the far end where we are, and a microphone that comes later takes
   * its place without a word to anybody.
   */
  #silent(): Source {
    const silence = this.#kit.createSilence();
    return { windowId: undefined, isSilent: true, track: silence.track, close: () => silence.close() };
  }
}
