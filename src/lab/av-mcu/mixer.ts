/** Everybody hears everybody else: the sum of all, less oneself. */
import { FRAME_SAMPLES } from '../media/g711.ts';
import { levelOf } from '../media/sound.ts';

/** Sound that came and was not mixed yet: 200 ms at most, so that nobody falls behind. */
const MOST_FRAMES = 10;
/** Quieter than this is no speech, in dB below a full-scale tone. */
const SPEECH_LEVEL = -50;

export interface Voice<Key> {
  /** The meeting does not hear it. */
  readonly isMuted: () => boolean;
  /** Takes 20 ms of what all others say, and who of them speaks, the loudest first. */
  readonly play: (samples: Int16Array, speakers: readonly Key[]) => void;
}

export class Mixer<Key> {
  readonly #voices = new Map<Key, { readonly voice: Voice<Key>; readonly frames: Int16Array[] }>();
  #speaker: Key | undefined;

  /** Who spoke last. */
  get speaker(): Key | undefined {
    return this.#speaker;
  }

  add(key: Key, voice: Voice<Key>): void {
    this.#voices.set(key, { voice, frames: [] });
  }

  remove(key: Key): void {
    this.#voices.delete(key);
    if (this.#speaker === key) this.#speaker = undefined;
  }

  hear(key: Key, samples: Int16Array): void {
    const frames = this.#voices.get(key)?.frames;
    if (!frames) return;
    for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
      frames.push(samples.slice(at, at + FRAME_SAMPLES));
    }
    if (frames.length > MOST_FRAMES) frames.splice(0, frames.length - MOST_FRAMES);
  }

  /** Mixes and plays 20 ms. */
  beat(): void {
    const total = new Int32Array(FRAME_SAMPLES);
    const said = new Map<Key, Int16Array>();
    const levels = new Map<Key, number>();
    for (const [key, { voice, frames }] of this.#voices) {
      const frame = frames.shift();
      if (!frame || voice.isMuted()) continue;
      said.set(key, frame);
      for (const [index, sample] of frame.entries()) total[index] = (total[index] ?? 0) + sample;
      const level = levelOf(frame);
      if (level > SPEECH_LEVEL) levels.set(key, level);
    }
    const speakers = [...levels].sort(([, one], [, other]) => other - one).map(([key]) => key);
    this.#speaker = speakers[0] ?? this.#speaker;
    for (const [key, { voice }] of this.#voices) {
      const others = speakers.filter((each) => each !== key);
      voice.play(without(total, said.get(key)), others);
    }
  }
}

function without(total: Int32Array, own: Int16Array | undefined): Int16Array {
  return Int16Array.from(total, (sum, index) => {
    const rest = sum - (own?.[index] ?? 0);
    return Math.max(-32_768, Math.min(32_767, rest));
  });
}
