/** Sounds made by a formula, and what a stretch of sound is made of. */
import { FRAME_SAMPLES, SAMPLE_RATE } from './g711.ts';

/** Gives 20 ms at a time, for ever. */
export type SoundSource = () => Int16Array;

/** A full-scale tone is 0 dB here. */
const FULL_SCALE = 32_767;

export function silence(): SoundSource {
  return () => new Int16Array(FRAME_SAMPLES);
}

/** A pure tone; `level` in dB below a full-scale one, such as -20. */
export function tone(hertz: number, level = -20): SoundSource {
  return notes([{ hertz, seconds: 1 }], level, hertz);
}

export interface Note {
  /** 0: a rest. */
  readonly hertz: number;
  readonly seconds: number;
}

/** A melody in the five notes that always fit together. */
export function music(): SoundSource {
  const steps = [0, 4, 7, 9, 12, 9, 7, 4, 2, 7, 9, 14, 12, 7, 4, 0];
  return notes(steps.map((step) => ({ hertz: 392 * 2 ** (step / 12), seconds: 0.3 })));
}

/** One short tone, then nothing. */
export function beep(): SoundSource {
  return once([{ hertz: 1000, seconds: 0.4 }]);
}

/** What a tape says, as far as a tone can: two notes up, a pause, again. */
export function announcement(): SoundSource {
  return notes([
    { hertz: 660, seconds: 0.4 },
    { hertz: 880, seconds: 0.4 },
    { hertz: 0, seconds: 0.2 },
  ]);
}

/** Plays notes over and over; the phase goes on, so that no note begins with a click. */
function notes(list: readonly Note[], level = -20, single?: number): SoundSource {
  const total = list.reduce((sum, { seconds }) => sum + seconds, 0);
  const at = (position: number) => single ?? noteAt(list, (position / SAMPLE_RATE) % total);
  return sine(at, level);
}

function once(list: readonly Note[], level = -20): SoundSource {
  return sine((position) => noteAt(list, position / SAMPLE_RATE), level);
}

function noteAt(list: readonly Note[], seconds: number): number {
  let left = seconds;
  for (const note of list) {
    if (left < note.seconds) return note.hertz;
    left -= note.seconds;
  }
  return 0;
}

function sine(hertzAt: (position: number) => number, level: number): SoundSource {
  const amplitude = FULL_SCALE * 10 ** (level / 20);
  let position = 0;
  let phase = 0;
  return () =>
    Int16Array.from({ length: FRAME_SAMPLES }, () => {
      const hertz = hertzAt(position);
      position += 1;
      phase = (phase + (2 * Math.PI * hertz) / SAMPLE_RATE) % (2 * Math.PI);
      return hertz === 0 ? 0 : Math.round(amplitude * Math.sin(phase));
    });
}

/** dB below a full-scale tone, over all frequencies; -100 for silence. */
export function levelOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return inDecibels(Math.sqrt((2 * sum) / Math.max(1, samples.length)));
}

/** dB below a full-scale tone of this one frequency. Goertzel's algorithm */
export function levelAt(samples: Int16Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  const power = last * last + before * before - turn * last * before;
  return inDecibels((2 * Math.sqrt(Math.max(0, power))) / Math.max(1, samples.length));
}

/** The loudest frequency in hertz, to 10 Hz; 0 for silence. */
export function loudestOf(samples: Int16Array): number {
  if (levelOf(samples) < -60) return 0;
  let [best, loudest] = [0, Number.NEGATIVE_INFINITY];
  for (let hertz = 60; hertz < SAMPLE_RATE / 2; hertz += 10) {
    const level = levelAt(samples, hertz);
    if (level > loudest) [best, loudest] = [hertz, level];
  }
  return best;
}

function inDecibels(amplitude: number): number {
  return amplitude < 0.5 ? -100 : 20 * Math.log10(amplitude / FULL_SCALE);
}
