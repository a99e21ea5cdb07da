/** Samples of a tone: pure, so that what is heard can be measured without a speaker. */
import type { Tone } from './tone-table.ts';

/** Each step begins and ends softly, or it would click. */
const edgeMs = 8;

/** One round of the steps, -1 to 1; played again and again it goes on without a gap. `rate` is in samples per second. */
export function toneSamples({ steps, level }: Tone, rate: number): Float32Array<ArrayBuffer> {
  const lengths = steps.map(({ ms }) => Math.round((ms * rate) / 1000));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  const edge = Math.round((edgeMs * rate) / 1000);
  let from = 0;
  for (const [index, { frequencies }] of steps.entries()) {
    const length = lengths[index] ?? 0;
    for (let at = 0; at < length; at += 1) {
      const softness = Math.min(1, (at + 1) / edge, (length - at) / edge);
      const sum = frequencies.reduce((all, hertz) => all + Math.sin((2 * Math.PI * hertz * at) / rate), 0);
      samples[from + at] = frequencies.length === 0 ? 0 : (level * softness * sum) / frequencies.length;
    }
    from += length;
  }
  return samples;
}
