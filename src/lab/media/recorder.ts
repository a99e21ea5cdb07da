/** Keeps the last seconds of what was heard, and says what it was. */
import { SAMPLE_RATE } from './g711.ts';
import { levelOf, loudestOf } from './sound.ts';

const KEPT_SECONDS = 10;

export interface Heard {
  /** Of sound since the recorder began, in seconds: what was lost is not counted. */
  readonly seconds: number;
  /** The loudest frequency of the stretch that was measured, in hertz; 0 for silence. */
  readonly hertz: number;
  /** dB below a full-scale tone; -100 for silence. */
  readonly level: number;
}

export class Recorder {
  readonly #ring = new Int16Array(KEPT_SECONDS * SAMPLE_RATE);
  #count = 0;
  #waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  write(samples: Int16Array): void {
    for (const sample of samples) {
      this.#ring[this.#count % this.#ring.length] = sample;
      this.#count += 1;
    }
    const due = this.#waiting.filter(({ until }) => until <= this.#count);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter(({ until }) => until > this.#count);
    for (const { resolve } of due) resolve();
  }

  /** The last stretch, as much of it as there is. */
  last(seconds: number): Int16Array {
    const wanted = Math.min(Math.round(seconds * SAMPLE_RATE), this.#count, this.#ring.length);
    const from = this.#count - wanted;
    return Int16Array.from({ length: wanted }, (_, index) => this.#ring[(from + index) % this.#ring.length] ?? 0);
  }

  /** Measures the last stretch. */
  heard(seconds = 0.2): Heard {
    const samples = this.last(seconds);
    return { seconds: this.#count / SAMPLE_RATE, hertz: loudestOf(samples), level: levelOf(samples) };
  }

  /** Resolves with the next stretch once all of it has come; at most 10 seconds of it are kept. */
  next(seconds: number): Promise<Int16Array> {
    const until = this.#count + Math.round(seconds * SAMPLE_RATE);
    return new Promise((resolve) => {
      this.#waiting.push({ until, resolve: () => resolve(this.last(seconds)) });
    });
  }
}
