/** What comes in on one line, from all its sources together: a far end has another one after a transfer, and may speak from several at once. */
import type { RtpHead } from '../rtp/packet.ts';
import { createReception, type Reception, type ReceptionFigures } from './reception.ts';

/** Hundreds would be an attack on memory. */
export const mostSources = 32;

export interface Sources {
  /** Whether something came from this one; those from before too many others are forgotten. */
  has(ssrc: number): boolean;
  /** One packet at `nowMs`; `clockRate` in hertz, as the description says of its format. */
  take(head: Pick<RtpHead, 'ssrc' | 'sequence' | 'timestamp'>, clockRate: number, nowMs: number): void;
  /** Packets of all sources since the line began; the jitter of the one heard last. */
  readonly figures: ReceptionFigures;
}

export function createSources(): Sources {
  const streams = new Map<number, Reception>();
  let current: Reception | undefined;
  /** Of those that are forgotten. */
  let before = { expected: 0, received: 0 };

  function sum(): typeof before {
    const total = { ...before };
    for (const { figures } of streams.values()) {
      total.expected += figures.expected;
      total.received += figures.received;
    }
    return total;
  }

  function begin(ssrc: number): Reception {
    if (streams.size >= mostSources) {
      before = sum();
      streams.clear();
    }
    const stream = createReception();
    streams.set(ssrc, stream);
    return stream;
  }

  return {
    has: (ssrc) => streams.has(ssrc),
    take(head, clockRate, nowMs) {
      current = streams.get(head.ssrc) ?? begin(head.ssrc);
      current.take(head, clockRate, nowMs);
    },
    get figures() {
      return { ...sum(), jitterMs: current?.figures.jitterMs ?? 0 };
    },
  };
}
