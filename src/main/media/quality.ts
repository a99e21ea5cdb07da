/** One picture of the line, from what the window's engine counted and what the relay measured towards the far end. */
import type { CallQuality } from '../../shared/model/call.ts';
import type { MediaFigures } from '../../shared/model/window-media.ts';
import { estimateMos } from './mos.ts';

/** Keeps the latest of both sides. */
export class LineQuality {
  #relay: CallQuality = {};
  #window: CallQuality = {};
  #jitterBufferMs = 0;
  #previous: MediaFigures | undefined;

  /** What the relay says of the way to the far end: it counts packets where the window sees loopback alone. */
  hearRelay(quality: CallQuality): CallQuality {
    this.#relay = quality;
    return this.#joined();
  }

  /** Totals since the call began: rates are those since the totals before. */
  hearWindow(figures: MediaFigures): CallQuality {
    const before = this.#previous;
    this.#previous = figures;
    this.#jitterBufferMs = figures.jitterBufferMs ?? this.#jitterBufferMs;
    const sentLoss = figures.sentLoss;
    this.#window = defined({
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
    const joined: CallQuality = { ...this.#window, ...this.#relay };
    const { codec, lossPercent, roundTripMs } = joined;
    if (codec === undefined || lossPercent === undefined) return joined;
    const jitterBufferMs = this.#jitterBufferMs;
    return { ...joined, mos: estimateMos({ codec, lossPercent, roundTripMs: roundTripMs ?? 0, jitterBufferMs }) };
  }
}

function elapsed(now: MediaFigures, before: MediaFigures | undefined): number {
  return before ? now.atMs - before.atMs : 0;
}

function rate(now: number | undefined, before: number | undefined, ms: number): number | undefined {
  if (now === undefined || before === undefined || ms <= 0) return undefined;
  return Math.max(0, Math.round(((now - before) * 8) / ms));
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

/** The fields that have a value. */
function defined(fields: Readonly<Record<string, number | string | undefined>>): CallQuality {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
