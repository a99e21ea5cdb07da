import { describe, expect, it } from 'vitest';
import { createReception, lossBetween } from './reception.ts';

const nothing = { expected: 0, received: 0, jitterMs: 0 };

/** Packets of 20 ms, 160 ticks each, taken at the times of `at`. */
function receive(sequences: readonly number[], at = (index: number) => index * 20) {
  const reception = createReception();
  sequences.forEach((sequence, index) => {
    reception.take({ sequence: sequence & 0xffff, timestamp: (sequence * 160) >>> 0 }, 8000, at(index));
  });
  return reception.figures;
}

describe('what comes in of a stream', () => {
  it('counts what was to come and what came, over the end of the sequence numbers too', () => {
    expect(receive([65533, 65534, 65536, 65537])).toMatchObject({ expected: 5, received: 4 });
  });

  it('counts packets out of order as received', () => {
    expect(lossBetween(nothing, receive([1, 3, 2, 4]))).toBe(0);
  });

  it('tells loss in per cent, and none where nothing was to come', () => {
    expect(lossBetween(nothing, receive([1, 2, 5, 6, 7, 8, 9, 10, 11, 12]))).toBeCloseTo(16.67, 1);
    expect(lossBetween(nothing, nothing)).toBeUndefined();
  });

  it('never tells a negative loss', () => {
    expect(lossBetween(nothing, receive([1, 1, 1, 2]))).toBe(0);
  });

  it('takes a far jump for a new beginning, not for a loss', () => {
    expect(receive([10, 11, 30_000, 30_001])).toMatchObject({ expected: 4, received: 4 });
  });

  it('has no jitter when packets come as they were sent, and the mean of it otherwise', () => {
    expect(receive([1, 2, 3, 4, 5]).jitterMs).toBe(0);
    // Every second packet 10 ms late: each differs by 10 ms from the one before.
    const sequences = Array.from({ length: 400 }, (_, index) => index + 1);
    expect(receive(sequences, (index) => index * 20 + (index % 2) * 10).jitterMs).toBeCloseTo(10, 1);
  });

  it('has no jitter from a timestamp that wraps', () => {
    const reception = createReception();
    for (let index = 0; index < 10; index++) {
      reception.take({ sequence: index, timestamp: (2 ** 32 - 800 + index * 160) % 2 ** 32 }, 8000, index * 20);
    }
    expect(reception.figures.jitterMs).toBeCloseTo(0, 3);
  });

  it('has no jitter from another codec of the same source, whose clock ticks otherwise', () => {
    const reception = createReception();
    for (let index = 0; index < 100; index++) {
      const [ticks, clockRate] = index < 50 ? [160, 8000] : [960, 48_000];
      reception.take({ sequence: index, timestamp: 5000 + (index - 50) * ticks + 50 * 160 }, clockRate, index * 20);
    }
    expect(reception.figures).toMatchObject({ expected: 100, received: 100, jitterMs: 0 });
  });

  it('has no jitter from a hold, during which the far end counted nothing', () => {
    const reception = createReception();
    for (let index = 0; index < 100; index++) {
      reception.take({ sequence: index, timestamp: index * 160 }, 8000, index * 20 + (index < 50 ? 0 : 60_000));
    }
    expect(reception.figures.jitterMs).toBe(0);
  });

  it('has no jitter from a digit, whose packets all bear the time of their first', () => {
    const reception = createReception();
    for (let index = 0; index < 100; index++) {
      const isDigit = index >= 50 && index < 60;
      reception.take({ sequence: index, timestamp: (isDigit ? 50 : index) * 160 }, 8000, index * 20);
    }
    expect(reception.figures.jitterMs).toBe(0);
  });
});
