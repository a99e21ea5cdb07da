/** What is heard, measured: the tones against the frequencies and cadences of ETSI ETR 187 and ITU-T Q.23. */
import { describe, expect, it } from 'vitest';
import { toneSamples } from './tone-samples.ts';
import { keyTone, type Tone, type ToneName, tones } from './tone-table.ts';

const rate = 48_000;

/** How strong a frequency is in the samples, 0 to 1 of their level (Goertzel). */
function strength(samples: Float32Array, hertz: number): number {
  const turn = (2 * Math.PI * hertz) / rate;
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + 2 * Math.cos(turn) * last - before];
  const power = last ** 2 + before ** 2 - 2 * Math.cos(turn) * last * before;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

const piece = (tone: Tone, fromMs: number, ms: number) =>
  toneSamples(tone, rate).subarray((fromMs * rate) / 1000, ((fromMs + ms) * rate) / 1000);

/** Milliseconds of sound and silence by turns, as an ear would time them. */
function cadenceOf(tone: Tone): number[] {
  const samples = toneSamples(tone, rate);
  const window = rate / 100;
  const turns: { loud: boolean; ms: number }[] = [];
  for (let at = 0; at + window <= samples.length; at += window) {
    const loud = samples.subarray(at, at + window).some((sample) => Math.abs(sample) > 0.01);
    const last = turns.at(-1);
    if (last?.loud === loud) last.ms += 10;
    else turns.push({ loud, ms: 10 });
  }
  return turns.map(({ ms }) => ms);
}

describe('the tones of the line', () => {
  it.each<[ToneName, number[]]>([
    ['ringback', [1000, 4000]],
    ['busy', [500, 500]],
    ['congestion', [200, 200]],
    ['waiting', [200, 600, 200, 3000]],
  ])('%s is 425 Hz in its cadence', (name, cadence) => {
    expect(cadenceOf(tones[name])).toEqual(cadence);
    const sounding = piece(tones[name], 20, 160);
    expect(strength(sounding, 425)).toBeGreaterThan(0.9 * tones[name].level);
    expect(strength(sounding, 480)).toBeLessThan(0.1 * tones[name].level);
  });

  it('begin and end without a click, and never louder than they are said to be', () => {
    for (const tone of Object.values(tones)) {
      const samples = toneSamples(tone, rate);
      expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
      expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01);
      expect(samples.every((sample) => Math.abs(sample) <= tone.level)).toBe(true);
    }
  });
});

describe('the keys', () => {
  it.each([
    ['1', 697, 1209],
    ['5', 770, 1336],
    ['9', 852, 1477],
    ['0', 941, 1336],
    ['#', 941, 1477],
    ['d', 941, 1633],
  ])('%s sounds %i and %i Hz', (key, row, column) => {
    const tone = keyTone(key);
    if (!tone) throw new Error('no tone');
    const samples = piece(tone, 10, 100);
    for (const hertz of [row, column]) expect(strength(samples, hertz)).toBeGreaterThan(0.4 * tone.level);
    const others = [697, 770, 852, 941, 1209, 1336, 1477, 1633].filter((hertz) => hertz !== row && hertz !== column);
    for (const hertz of others) expect(strength(samples, hertz)).toBeLessThan(0.15 * tone.level);
  });

  it.each(['', '12', '+', 'E', ' '])('%j is no key', (key) => expect(keyTone(key)).toBeUndefined());
});
