import { describe, expect, it } from 'vitest';
import { levelOf, openFailure } from './device-kit.ts';

const sine = (amplitude: number) => Float32Array.from({ length: 480 }, (_, at) => amplitude * Math.sin(at / 5));

describe('[F6] how loud a microphone hears', () => {
  it('is nothing in silence, all at full scale, and half way at half the decibels', () => {
    expect(levelOf(new Float32Array(480))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(new Float32Array(480).fill(1))).toBe(1);
    expect(levelOf(new Float32Array(480).fill(4))).toBe(1);
    expect(levelOf(new Float32Array(480).fill(10 ** (-30 / 20)))).toBeCloseTo(0.5, 3);
    expect(levelOf(sine(0.0001))).toBe(0);
  });

  it('grows with the sound', () => {
    const levels = [0.001, 0.01, 0.1, 1].map((amplitude) => levelOf(sine(amplitude)));
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(new Set(levels).size).toBe(4);
  });
});

describe('why a device cannot be opened', () => {
  const named = (name: string) => Object.assign(new Error('x'), { name });
  it.each([
    ['NotAllowedError', 'microphone', 'MEDIA_PERMISSION'],
    ['SecurityError', 'camera', 'MEDIA_PERMISSION'],
    ['NotFoundError', 'microphone', 'MEDIA_NO_MICROPHONE'],
    ['NotFoundError', 'camera', 'MEDIA_NO_CAMERA'],
    ['NotFoundError', 'speaker', 'MEDIA_DEVICE_LOST'],
    ['OverconstrainedError', 'camera', 'MEDIA_DEVICE_LOST'],
    ['NotReadableError', 'microphone', 'MEDIA_DEVICE_BUSY'],
    ['AbortError', 'camera', 'MEDIA_DEVICE_BUSY'],
    ['EncodingError', 'speaker', 'MEDIA_ENGINE'],
  ] as const)('%s of the %s', (name, device, code) => {
    expect(openFailure(named(name), device, 7)).toMatchObject({ code, at: 7 });
  });

  it('is told of anything, and of no more than fits', () => {
    expect(openFailure('x'.repeat(1000), 'camera', 7).detail).toHaveLength(200);
    expect(openFailure(undefined, 'camera', 7).code).toBe('MEDIA_ENGINE');
  });
});
