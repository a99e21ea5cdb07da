import { expect, it } from 'vitest';
import { estimateMos } from './mos.ts';

const line = (roundTripMs: number, jitterBufferMs: number, lossPercent: number, codec = 'PCMU') =>
  estimateMos({ roundTripMs, jitterBufferMs, lossPercent, codec });

it('rates a clean line as G.711 is rated, and a lossy or late one lower', () => {
  expect(line(2, 33, 0)).toBe(4.38);
  expect(line(80, 40, 5)).toBe(3.82);
  expect(line(300, 100, 3)).toBe(3.42);
  expect(line(600, 200, 10)).toBe(1.15);
});

it('never leaves the scale', () => {
  expect(line(60_000, 60_000, 100)).toBe(1);
  expect(line(0, 0, 0)).toBeLessThanOrEqual(4.5);
});

it('counts what a codec costs by itself, whatever its letters', () => {
  expect(line(2, 33, 0, 'G722')).toBeLessThan(line(2, 33, 0) ?? 0);
  expect(line(2, 33, 0, 'opus')).toBe(line(2, 33, 0, 'OPUS'));
});

it('says nothing of a codec that nobody rated', () => {
  expect(line(2, 33, 0, 'CN')).toBeUndefined();
});
