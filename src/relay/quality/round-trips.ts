/** How long the way to the far end and back is, by the reports that answer ours. RFC 3550 6.4.1 */
import type { Clock } from '../../shared/clock.ts';
import type { ReportBlock } from '../rtp/rtcp.ts';

export interface RoundTrips {
  /** A sender report with this time in it went out. */
  sent(time: number): void;
  /** A block of the far end's; milliseconds, or undefined when it answers none of ours. */
  answered(block: Pick<ReportBlock, 'lastSenderReport' | 'delaySinceLast'>): number | undefined;
}

/** A far end answers one of the last few. */
const mostKept = 8;
const unitsPerMs = 65.536;

/** By our own clock at the time a report passes, since its own time is Chromium's. */
export function createRoundTrips(clock: Clock): RoundTrips {
  const sentAt = new Map<number, number>();
  return {
    sent(time) {
      sentAt.set(time, clock.now());
      for (const oldest of sentAt.keys()) {
        if (sentAt.size <= mostKept) break;
        sentAt.delete(oldest);
      }
    },
    answered({ lastSenderReport, delaySinceLast }) {
      const at = lastSenderReport === 0 ? undefined : sentAt.get(lastSenderReport);
      return at === undefined ? undefined : Math.max(0, clock.now() - at - delaySinceLast / unitsPerMs);
    },
  };
}
