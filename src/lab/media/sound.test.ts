import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { startPacer } from './pacer.ts';
import { Recorder } from './recorder.ts';
import { beep, levelAt, levelOf, loudestOf, music, type SoundSource, silence, tone } from './sound.ts';

function frames(source: SoundSource, count: number): Recorder {
  const recorder = new Recorder();
  for (let index = 0; index < count; index += 1) recorder.write(source());
  return recorder;
}

describe('sounds', () => {
  it('makes a tone of the frequency and level asked for', () => {
    const samples = frames(tone(700, -20), 25).last(0.5);
    expect(loudestOf(samples)).toBe(700);
    expect(levelOf(samples)).toBeCloseTo(-20, 1);
    expect(levelAt(samples, 700)).toBeCloseTo(-20, 1);
    expect(levelAt(samples, 1500)).toBeLessThan(-50);
  });

  it('finds both tones in a mix of two', () => {
    const [one, two] = [tone(440, -20), tone(1000, -26)];
    const both = () => {
      const other = two();
      return one().map((sample, index) => sample + (other[index] ?? 0));
    };
    const samples = frames(both, 25).last(0.5);
    expect(levelAt(samples, 440)).toBeCloseTo(-20, 0);
    expect(levelAt(samples, 1000)).toBeCloseTo(-26, 0);
  });

  it('calls silence silence, and a beep a beep that ends', () => {
    expect(frames(silence(), 10).heard()).toEqual({ seconds: 0.2, hertz: 0, level: -100 });
    expect(frames(beep(), 15).heard(0.2).hertz).toBe(1000);
    expect(frames(beep(), 40).heard(0.2).hertz).toBe(0);
  });

  it('plays more than one note', () => {
    const source = music();
    const heard = Array.from({ length: 4 }, () => frames(source, 15).heard().hertz);
    expect(new Set(heard).size).toBeGreaterThan(2);
  });
});

describe('the recorder', () => {
  it('hands over the next stretch when all of it is there', async () => {
    const recorder = frames(tone(500), 5);
    const next = recorder.next(0.1);
    const source = tone(900);
    for (let index = 0; index < 5; index += 1) recorder.write(source());
    expect(loudestOf(await next)).toBe(900);
  });

  it('keeps the last ten seconds and counts them all', () => {
    const recorder = frames(tone(500), 600);
    expect(recorder.last(60).length).toBe(80_000);
    expect(recorder.heard().seconds).toBe(12);
  });
});

describe('the beat', () => {
  it('beats fifty times a second and makes up for a late timer', async () => {
    const clock = createFakeClock();
    let beats = 0;
    const stop = startPacer({ ...clock, now: clock.now, after: (ms, task) => clock.after(ms + 65, task) }, () => {
      beats += 1;
    });
    await clock.advance(1000);
    expect(beats).toBeGreaterThanOrEqual(46);
    stop();
    expect(clock.pending).toBe(0);
  });

  it('lets old sound go after a long stop', async () => {
    const clock = createFakeClock();
    let beats = 0;
    const stop = startPacer({ ...clock, now: clock.now, after: (ms, task) => clock.after(ms + 10_000, task) }, () => {
      beats += 1;
    });
    await clock.advance(11_000);
    expect(beats).toBe(26);
    stop();
  });
});
