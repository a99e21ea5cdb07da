import { describe, expect, it } from 'vitest';
import type { Availability } from '../../shared/model/presence.ts';
import { withPresenceDot } from './tray-icon.ts';

const size = 32;
const clear = new Uint8Array(size * size * 4);
const states: readonly Availability[] = [
  'available',
  'available-idle',
  'busy',
  'busy-idle',
  'do-not-disturb',
  'be-right-back',
  'away',
  'offline',
];

function pixel(bitmap: Uint8Array, x: number, y: number): readonly number[] {
  return [...bitmap.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)];
}

describe('the dot in the tray', () => {
  it('lies in the lower right corner and leaves the rest of the icon alone', () => {
    const icon = Uint8Array.from(clear, (_, index) => index % 251);
    const painted = withPresenceDot(icon, size, 'available');
    expect(pixel(painted, 2, 2)).toEqual(pixel(icon, 2, 2));
    expect(pixel(painted, 24, 24)).toEqual([14, 161, 19, 255]);
  });

  it('tells states of one colour apart by their shape', () => {
    const drawn = new Map(states.map((state) => [withPresenceDot(clear, size, state).join(), state]));
    expect(drawn.size).toBe(states.length);
    const alphaOnly = (state: Availability) =>
      withPresenceDot(clear, size, state).reduce(
        (whites, byte, index) => whites + (index % 4 === 0 && byte === 255 ? 1 : 0),
        0,
      );
    expect(alphaOnly('busy')).not.toBe(alphaOnly('do-not-disturb'));
    expect(alphaOnly('available')).not.toBe(alphaOnly('available-idle'));
  });

  it('leaves a bitmap of another size as it is', () => {
    expect(withPresenceDot(clear, 16, 'busy')).toBe(clear);
  });
});
