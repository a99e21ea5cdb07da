/** What comes in of one stream, counted as RFC 3550 has it: expected and lost packets by A.1 and A.3, jitter by A.8. */

/** A jump forwards of more than this is a new beginning, not a loss. RFC 3550 A.1 */
const mostGap = 3000;
const sequences = 1 << 16;

export interface Reception {
  /** One packet whose header says this, at `nowMs`. */
  take(header: { readonly sequence: number; readonly timestamp: number }, nowMs: number): void;
  readonly figures: ReceptionFigures;
}

export interface ReceptionFigures {
  /** Since the stream began. A repeated packet counts as received. */
  readonly expected: number;
  readonly received: number;
  readonly jitterMs: number;
}

/** `clockRate` in hertz, as in the description. */
export function createReception(clockRate: number): Reception {
  let base = -1;
  let highest = 0;
  let received = 0;
  /** Of the streams before each new beginning. */
  let before = 0;
  let jitter = 0;
  let transit: number | undefined;

  function begin(sequence: number): void {
    if (base >= 0) before += highest - base + 1;
    base = sequence;
    highest = sequence;
    transit = undefined;
  }

  return {
    take({ sequence, timestamp }, nowMs) {
      received += 1;
      if (base < 0) begin(sequence);
      else {
        const step = (sequence - highest) & (sequences - 1);
        if (step < mostGap) highest += step;
        else if (step < sequences - mostGap) begin(sequence);
      }
      const arrival = (nowMs * clockRate) / 1000;
      const now = (arrival - timestamp) % 2 ** 32;
      if (transit !== undefined) {
        const apart = Math.abs(now - transit);
        // The timestamp wraps; the way between two packets does not.
        jitter += (Math.min(apart, Math.abs(2 ** 32 - apart)) - jitter) / 16;
      }
      transit = now;
    },
    get figures() {
      const expected = base < 0 ? 0 : before + highest - base + 1;
      return { expected, received, jitterMs: (jitter * 1000) / clockRate };
    },
  };
}

/** Per cent lost between two looks; undefined when nothing was to come. Never negative: repeated packets make up for lost ones. */
export function lossBetween(earlier: ReceptionFigures, later: ReceptionFigures): number | undefined {
  const expected = later.expected - earlier.expected;
  if (expected <= 0) return undefined;
  const lost = expected - (later.received - earlier.received);
  return Math.min(100, Math.max(0, (100 * lost) / expected));
}
