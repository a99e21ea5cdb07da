/** One picture of the line, from what the window's engine counted and what the relay measured towards the far end. */
import type { CallQuality } from '../../shared/model/call.ts';
import type { MediaFigures } from '../../shared/model/window-media.ts';
import { present } from '../../shared/present.ts';
import { RunningSummary } from './line-summary.ts';
import { estimateMos } from './mos.ts';

/** The first figures of the window hold how its buffers filled: its word counts from the second on. */
const toBeginWith = 2;
/** The two after a change of device hold how playing stood still. */
const afterChange = 3;

/** Keeps the latest of both sides. */
export class LineQuality {
  #relay: CallQuality | undefined;
  #window: CallQuality = {};
  #bufferMs: number | undefined;
  #previous: MediaFigures | undefined;
  /** Figures of the window until its word counts; the last score stands meanwhile. */
  #untilSteady = toBeginWith;
  #mos: number | undefined;
  readonly #whole = new RunningSummary();

  /** The own speaker or microphone is another one: what stood still meanwhile is no fault of the line. */
  devicesChanged(): void {
    this.#untilSteady = afterChange;
  }

  /** What the relay says of the way to the far end: it counts packets where the window sees loopback alone. */
  hearRelay(quality: CallQuality): CallQuality {
    this.#relay = quality;
    return this.#joined();
  }

  /** Totals since the call began: rates are those since the totals before. */
  hearWindow(figures: MediaFigures): CallQuality {
    const before = this.#previous;
    this.#previous = figures;
    this.#untilSteady = Math.max(0, this.#untilSteady - 1);
    if (this.#untilSteady === 0) this.#bufferMs = bufferSince(figures, before) ?? this.#bufferMs;
    const sentLoss = figures.sentLoss;
    this.#window = present({
      codec: figures.codec,
      videoCodec: figures.videoCodec,
      videoSize: figures.videoSize,
      jitterMs: figures.jitterMs,
      roundTripMs: figures.roundTripMs,
      lossPercent: lossSince(figures, before),
      sentLossPercent: sentLoss === undefined ? undefined : rounded(sentLoss * 100),
      receivedKbps: rate(figures.bytesReceived, before?.bytesReceived, elapsed(figures, before)),
      sentKbps: rate(figures.bytesSent, before?.bytesSent, elapsed(figures, before)),
    });
    return this.#joined();
  }

  #joined(): CallQuality {
    const { sentLossPercent: _, ...window } = this.#window;
    // The window keeps the far end's last report for ever.
    const joined: CallQuality = this.#relay ? { ...window, ...this.#relay } : this.#window;
    const isSteady = this.#untilSteady === 0;
    if (isSteady) this.#mos = this.#estimate(joined);
    this.#whole.add({ ...joined, ...present({ mos: isSteady ? this.#mos : undefined }) });
    return { ...joined, ...present({ mos: this.#mos, bufferMs: this.#bufferMs, wholeCall: this.#whole.figures }) };
  }

  #estimate({ codec, lossPercent, roundTripMs = 0 }: CallQuality): number | undefined {
    if (codec === undefined || lossPercent === undefined) return undefined;
    return estimateMos({ codec, lossPercent, roundTripMs, jitterBufferMs: this.#bufferMs ?? 0 });
  }
}

function elapsed(now: MediaFigures, before: MediaFigures | undefined): number {
  return before ? now.atMs - before.atMs : 0;
}

function rate(now: number | undefined, before: number | undefined, ms: number): number | undefined {
  if (now === undefined || before === undefined || ms <= 0) return undefined;
  return Math.max(0, Math.round(((now - before) * 8) / ms));
}

/** How long a sample waited on average; undefined while none was played. */
function bufferSince(now: MediaFigures, before: MediaFigures | undefined): number | undefined {
  const count = (now.bufferedCount ?? 0) - (before?.bufferedCount ?? 0);
  const ms = (now.bufferedMs ?? 0) - (before?.bufferedMs ?? 0);
  return count > 0 ? Math.max(0, ms) / count : undefined;
}

/** Undefined while nothing was to come in. */
function lossSince(now: MediaFigures, before: MediaFigures | undefined): number | undefined {
  const received = (now.packetsReceived ?? 0) - (before?.packetsReceived ?? 0);
  const lost = Math.max(0, (now.packetsLost ?? 0) - (before?.packetsLost ?? 0));
  return received + lost > 0 ? rounded((lost * 100) / (received + lost)) : undefined;
}

function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
