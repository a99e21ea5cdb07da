import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunningSummary } from './line-summary.ts';

it('has no figures before anything was told', () => {
  const summary = new RunningSummary();
  expect(summary.figures).toBeUndefined();
  summary.add({});
  summary.add({ lossPercent: Number.NaN });
  expect(summary.figures).toBeUndefined();
});

it('keeps the means and the worst moments', () => {
  const summary = new RunningSummary();
  summary.add({ mos: 4.4, lossPercent: 0, sentLossPercent: 1, jitterMs: 3 });
  summary.add({ mos: 2.0, lossPercent: 30, sentLossPercent: 0, jitterMs: 80 });
  summary.add({ mos: 4.1, lossPercent: 0, jitterMs: 4 });
  expect(summary.figures).toEqual({
    meanMos: 3.5,
    worstMos: 2,
    lossPercent: 10,
    sentLossPercent: 0.5,
    worstJitterMs: 80,
  });
});

it('leaves out what nobody told, and the time in which nothing was to come', () => {
  const summary = new RunningSummary();
  summary.add({ lossPercent: 20 });
  for (let held = 0; held < 100; held += 1) summary.add({});
  expect(summary.figures).toEqual({ lossPercent: 20 });
});

it('never tells a mean that is better or worse than all it heard', () => {
  const score = fc.integer({ min: 100, max: 450 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(fc.array(score, { minLength: 1 }), (scores) => {
      const summary = new RunningSummary();
      for (const mos of scores) summary.add({ mos });
      const { meanMos = 0, worstMos } = summary.figures ?? {};
      expect(worstMos).toBe(Math.min(...scores));
      expect(meanMos).toBeGreaterThanOrEqual(Math.min(...scores));
      expect(meanMos).toBeLessThanOrEqual(Math.max(...scores));
    }),
  );
});
