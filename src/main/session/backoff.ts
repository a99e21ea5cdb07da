/** How long to wait before the next try to come back. RFC 5626 4.5, with a short first wait because people watch. */
import type { Random } from '../../shared/clock.ts';

const firstMs = 1000;
const capMs = 30 * 60 * 1000;

/** Milliseconds before try `attempt` (1-based): 50 to 100 percent of 1 s doubled each time, at most `longestMs`, 30 minutes unless given. */
export function backoffMs(attempt: number, random: Random, longestMs = capMs): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round(ceiling * (0.5 + ((high << 8) | low) / 0x1_ffff));
}
