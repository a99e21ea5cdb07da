/** What comes in of one stream, counted as RFC 3550 has it: expected and lost packets by A.1 and A.3, jitter by A.8. */

/** A jump forwards of more than this is a new beginning, not a loss. RFC 3550 A.1 */
const mostGap = 3000;
const sequences = 1 << 16;

export interface Reception {
  /** One packet whose header says this, at `nowMs`; `clockRate` in hertz, as the description says of its format. */
  take(header: { readonly sequence: number; readonly timestamp: number }, clockRate: number, nowMs: number): void;
  readonly figures: ReceptionFigures;
}

export interface ReceptionFigures {
  /** Since the stream began. A repeated packet counts as received. */
  readonly expected: number;
  readonly received: number;
  readonly jitterMs: number;
}

/** Behind such a pause a far end may count on from where it stopped, as some do after a hold. */
const pauseMs = 1000;
/** Two timestamps further apart than their packets by this much have nothing to do with each other. */
const mostApartMs = 5000;

interface Arrival {
  readonly timestamp: number;
  readonly clockRate: number;
  readonly atMs: number;
}

/** Nothing has come yet. */
export function createReception(): Reception {
  let base = -1;
  let highest = 0;
  let received = 0;
  /** Of the streams before each new beginning. */
  let before = 0;
  let jitterMs = 0;
  let last: Arrival | undefined;

  function begin(sequence: number): void {
    if (base >= 0) before += highest - base + 1;
    base = sequence;
    highest = sequence;
    last = undefined;
  }

  /** How much longer or shorter the way was than that of the packet before; undefined where timestamps do not tell. */
  function apart({ timestamp, clockRate, atMs }: Arrival): number | undefined {
    if (!last || last.clockRate !== clockRate || atMs - last.atMs > pauseMs) return undefined;
    // The timestamp wraps; the way between two packets does not.
    const sentMs = (((timestamp - last.timestamp) | 0) * 1000) / clockRate;
    const apartMs = Math.abs(atMs - last.atMs - sentMs);
    return apartMs > mostApartMs ? undefined : apartMs;
  }

  return {
    take({ sequence, timestamp }, clockRate, nowMs) {
      received += 1;
      if (base < 0) begin(sequence);
      else {
        const step = (sequence - highest) & (sequences - 1);
        if (step < mostGap) highest += step;
        else if (step < sequences - mostGap) begin(sequence);
      }
      // Packets of one picture, and all of one digit (RFC 4733 2.2.1), bear the time of their first.
      if (last?.timestamp === timestamp) return;
      const arrival = { timestamp, clockRate, atMs: nowMs };
      const apartMs = apart(arrival);
      if (apartMs !== undefined) jitterMs += (apartMs - jitterMs) / 16;
      last = arrival;
    },
    get figures() {
      const expected = base < 0 ? 0 : before + highest - base + 1;
      return { expected, received, jitterMs };
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
