/** Says back what it heard, a while later. */
import { FRAME_SAMPLES } from './g711.ts';
import type { SoundSource } from './sound.ts';

const MOST_FRAMES = 250;

export interface Echo {
  readonly hear: (samples: Int16Array) => void;
  readonly source: SoundSource;
}

/** `delayFrames` of 20 ms lie between the two; silence where nothing was heard. */
export function createEcho(delayFrames = 10): Echo {
  const frames: Int16Array[] = [];
  let isFilled = false;
  return {
    hear(samples) {
      for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
        frames.push(samples.slice(at, at + FRAME_SAMPLES));
      }
      if (frames.length > MOST_FRAMES) frames.splice(0, frames.length - delayFrames);
    },
    source() {
      isFilled = frames.length > (isFilled ? 0 : delayFrames);
      return (isFilled ? frames.shift() : undefined) ?? new Int16Array(FRAME_SAMPLES);
    },
  };
}
