/** How long to wait before the next try to come back. RFC 5626 4.5, with a short first wait because people watch. */
import type { Random } from '../../shared/clock.ts';

const firstMs = 1000;
/** The longest pause, milliseconds. */
export const capMs = 30 * 60 * 1000;

/** Milliseconds before try `attempt` (1-based): 50 to 100 percent of 1 s doubled each time, at most `longestMs`, 30 minutes unless given. */
export function backoffMs(attempt: number, random: Random, longestMs = capMs): number {
  return spreadMs(Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20)), random);
}

/** 50 to 100 percent of a pause, milliseconds: what befell many clients at once does not bring them back at once. */
export function spreadMs(pauseMs: number, random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round(pauseMs * (0.5 + ((high << 8) | low) / 0x1_ffff));
}

/** How long a server asks not to be asked, milliseconds, a day at most; undefined where its Retry-After says nothing. RFC 3261 20.33 */
export function retryAfterMs(header: string | undefined): number | undefined {
  const seconds = /^\s*(\d+)/.exec(header ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), 86_400) * 1000;
}
