import { describe, expect, it } from 'vitest';
import { fuzz, inputOf, textTarget } from './fuzz.ts';
import { createDice, MAX_INPUT, mutate } from './mutate.ts';
import { fuzzTargets } from './targets.ts';

const now = () => performance.now();

describe('readers under fire', () => {
  it('stand 10,000 damaged inputs: no exception, no slow input that repeats', () => {
    const report = fuzz({ targets: fuzzTargets, count: 10_000, seed: 4475, boundMs: 250, now });
    expect(report.findings).toEqual([]);
  }, 120_000);

  it.each(fuzzTargets.map((target) => [target.name, target] as const))('%s takes its sound inputs', (_, target) => {
    for (const input of target.corpus) expect(() => target.run(input)).not.toThrow();
  });
});

describe('the fuzzer itself', () => {
  it('finds a reader that throws, and says how to repeat it', () => {
    const target = textTarget('fragile', ['a;b;c'], (text) => {
      if (text.includes('"')) throw new TypeError('quote');
    });
    const [finding] = fuzz({ targets: [target], count: 2000, seed: 1, boundMs: 1000, now }).findings;
    expect(finding).toMatchObject({ target: 'fragile', kind: 'exception', problem: 'TypeError: quote' });
    const input = inputOf(target, finding?.inputSeed ?? 0);
    expect(() => target.run(input)).toThrow('quote');
  });

  it('finds a reader that is slow each time, and forgives a machine that was slow once', () => {
    let time = 0;
    const slow = textTarget('slow', ['x'], () => {
      time += 50;
    });
    let pauses = 1;
    const paused = textTarget('paused', ['x'], () => {
      time += pauses-- > 0 ? 50 : 1;
    });
    const options = { count: 1, seed: 1, boundMs: 20, now: () => time };
    expect(fuzz({ ...options, targets: [slow] }).findings[0]).toMatchObject({ target: 'slow', kind: 'slow' });
    expect(fuzz({ ...options, targets: [paused] })).toMatchObject({ findings: [], slowOnce: 1 });
  });

  it('does the same for the same seed, and keeps inputs bounded', () => {
    const corpus = fuzzTargets[0]?.corpus ?? [];
    for (let seed = 0; seed < 300; seed++) {
      const input = mutate(corpus, createDice(seed));
      expect(mutate(corpus, createDice(seed))).toEqual(input);
      expect(input.length).toBeLessThanOrEqual(MAX_INPUT);
    }
  });
});
