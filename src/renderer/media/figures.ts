/** The engine's statistics, reduced to what main makes figures of. W3C Identifiers for WebRTC's Statistics API */
import type { MediaFigures } from '../../shared/model/window-media.ts';
import { present } from '../../shared/present.ts';

/** One entry of a report; what a kind of entry does not have is absent. */
export type Stat = Readonly<Record<string, unknown>>;

/**
 * What a call's reports say since it began; sound where a figure is of one kind. `candidate-pair` is passed over: its way ends at the relay, on
 * this machine.
 */
export function figuresOf(stats: Iterable<Stat>, atMs: number): MediaFigures {
  const all = [...stats];
  const of = (type: string, kind: string) => all.find((stat) => stat.type === type && stat.kind === kind) ?? {};
  const sum = (type: string, field: string) =>
    all.filter((stat) => stat.type === type).reduce((total, stat) => total + (number(stat, field) ?? 0), 0);
  const codecs = new Map(all.flatMap((stat) => (stat.type === 'codec' ? [[stat.id, codecName(stat)] as const] : [])));
  const [heard, sent, seen, reported] = [
    of('inbound-rtp', 'audio'),
    of('outbound-rtp', 'audio'),
    of('inbound-rtp', 'video'),
    of('remote-inbound-rtp', 'audio'),
  ];
  const shown = of('outbound-rtp', 'video');
  return present({
    atMs,
    codec: codecs.get(heard.codecId) ?? codecs.get(sent.codecId),
    videoCodec: codecs.get(seen.codecId) ?? codecs.get(shown.codecId),
    videoSize: sizeOf(seen),
    packetsReceived: number(heard, 'packetsReceived'),
    packetsLost: number(heard, 'packetsLost'),
    bytesReceived: sum('inbound-rtp', 'bytesReceived'),
    bytesSent: sum('outbound-rtp', 'bytesSent'),
    jitterMs: milliseconds(number(heard, 'jitter')),
    bufferedMs: milliseconds(number(heard, 'jitterBufferDelay')),
    bufferedCount: number(heard, 'jitterBufferEmittedCount'),
    roundTripMs: milliseconds(number(reported, 'roundTripTime')),
    sentLoss: number(reported, 'fractionLost'),
  });
}

/** `audio/opus` is `opus`. */
function codecName({ mimeType }: Stat): string | undefined {
  return typeof mimeType === 'string' ? mimeType.slice(mimeType.indexOf('/') + 1).slice(0, 64) : undefined;
}

function sizeOf(stat: Stat): string | undefined {
  const [width, height] = [number(stat, 'frameWidth'), number(stat, 'frameHeight')];
  return width && height ? `${width}x${height}` : undefined;
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function number(stat: Stat, field: string): number | undefined {
  const value = stat[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
