import type { Random } from '../../../shared/clock.ts';

/** A number for one C3P request, as text of up to nine digits. */
export function requestNumber(random: Random): string {
  return String(random.bytes(4).reduce((number, byte) => number * 256 + byte, 0) % 1_000_000_000);
}
