/** Looks at a call's lines again and again: how good the way is, and whether anything comes at all. */
import type { Track } from '../../protocol/sdp/legs.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CallQuality } from '../../shared/model/call.ts';
import type { RelayEvent } from '../../shared/model/relay-messages.ts';
import type { Line, LineFigures } from '../bridge/line.ts';
import type { FarLeg } from '../far/types.ts';
import { lossBetween } from '../quality/reception.ts';

export interface Watched {
  readonly leg: Pick<FarLeg, 'path' | 'strangers' | 'isReady'>;
  readonly line: Pick<Line, 'figures' | 'signs'>;
  readonly track: Pick<Track, 'receive' | 'kind'>;
}

export interface WatchOptions {
  readonly clock: Clock;
  /** Sound first. */
  readonly lines: () => readonly Watched[];
  readonly onEvent: (event: Extract<RelayEvent, { kind: 'quality' | 'silent' | 'heard' }>) => void;
}

export interface Watch {
  /** Silence counts from now on: something else was agreed on. */
  begin(): void;
  stop(): void;
}

/** How often the figures are told. */
export const qualityMs = 2000;
/** How often silence is looked for, and how long it may last; told again each time as long has passed. */
const lookMs = 1000;
export const silenceMs = 5000;
/**
 * Many telephones send nothing while their speaker is quiet, some after one packet of comfort noise (RFC 3389), and go on with their reports. Whoever
 * listens to a long answer is quiet this long; a way that broke is told all the same. Opus sends in its pauses too (every 400 ms, RFC 6716 2.1.9).
 */
export const pauseMs = 30_000;
/** A far end that reports does so every 5 s, by chance up to half as long again. RFC 3550 6.2, 6.3.1 */
const reportsMs = 10_000;

export function createWatch(options: WatchOptions): Watch {
  return new LineWatch(options);
}

class LineWatch implements Watch {
  readonly #options: WatchOptions;
  #stopTimer: (() => void) | undefined;
  #sinceMs = 0;
  #lookedAtMs = 0;
  #toldAtMs = 0;
  #isSilent = false;
  #looks = 0;
  #before: LineFigures | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#sinceMs = this.#options.clock.now();
    this.#toldAtMs = this.#sinceMs;
    this.#lookedAtMs = this.#sinceMs;
    if (!this.#stopTimer) this.#wait();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #wait(): void {
    this.#stopTimer = this.#options.clock.after(lookMs, () => {
      this.#wait();
      this.#looks += 1;
      this.#listen();
      if (this.#looks % (qualityMs / lookMs) === 0) this.#tellQuality();
    });
  }

  #listen(): void {
    const { clock, lines } = this.#options;
    const now = clock.now();
    const passedMs = now - this.#lookedAtMs;
    this.#lookedAtMs = now;
    const all = lines();
    const awaited = soundOf(all.filter(({ track }) => track.receive));
    // Without a way, or keys, nothing can come: whoever looks for them tells when there are none. What was heard had both.
    const sending = awaited.filter(({ leg, line }) => leg.isReady || line.signs.lastHeardMs !== undefined);
    // Such time does not count, and does not take away what counted before: a way may come and go.
    if (sending.length === 0) this.#sinceMs += passedMs;
    const heardAt = Math.max(this.#sinceMs, ...sending.map(({ line }) => line.signs.lastHeardMs ?? 0));
    const isThere = all.some((each) => now - lifeOf(each, !sending.includes(each)) < reportsMs);
    if (sending.length > 0 && now - heardAt >= this.#limit(sending, isThere)) this.#silent(now, heardAt, isThere);
    else if (sending.length > 0 || awaited.length === 0) this.#heard();
  }

  /** Once it was told, only what is heard takes it back. */
  #limit(sending: readonly Watched[], isThere: boolean): number {
    const intents = sending.map(({ line }) => line.signs.intent);
    if (this.#isSilent || intents.includes('sends')) return silenceMs;
    return isThere || intents.includes('pauses') ? pauseMs : silenceMs;
  }

  #silent(now: number, heardAt: number, isThere: boolean): void {
    if (this.#isSilent && now - this.#toldAtMs < silenceMs) return;
    this.#isSilent = true;
    this.#toldAtMs = now;
    this.#options.onEvent({
      kind: 'silent',
      seconds: Math.floor((now - heardAt) / 1000),
      ...(isThere && { isThere }),
    });
  }

  #heard(): void {
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#options.onEvent({ kind: 'heard' });
  }

  #tellQuality(): void {
    const [main, ...others] = this.#options.lines();
    if (!main) return;
    const now = main.line.figures;
    const all = [main, ...others];
    const sum = (of: (watched: Watched) => number) => all.reduce((total, each) => total + of(each), 0);
    const received = sum(({ line }) => line.figures.receivedBytes);
    const sent = sum(({ line }) => line.figures.sentBytes);
    const { roundTripMs, ...path } = main.leg.path;
    const quality: CallQuality = {
      ...path,
      // Until the far end reports, and for one that never does.
      ...(roundTripMs !== undefined && { roundTripMs: tenths(roundTripMs) }),
      ...this.#ofMain(now),
      receivedKbps: this.#rate('received', received),
      sentKbps: this.#rate('sent', sent),
      strangers: sum(({ leg }) => leg.strangers),
    };
    this.#before = now;
    this.#options.onEvent({ kind: 'quality', quality });
  }

  #ofMain(now: LineFigures): CallQuality {
    const lossPercent = lossBetween(this.#before?.reception ?? nothing, now.reception);
    const { sentLoss, roundTripMs } = now;
    return {
      ...(lossPercent !== undefined && { lossPercent: tenths(lossPercent) }),
      ...(now.reception.received > 0 && { jitterMs: tenths(now.reception.jitterMs) }),
      ...(sentLoss !== undefined && { sentLossPercent: tenths(sentLoss * 100) }),
      ...(roundTripMs !== undefined && { roundTripMs: tenths(roundTripMs) }),
    };
  }

  readonly #bytes = new Map<'received' | 'sent', { readonly bytes: number; readonly atMs: number }>();

  /** Kilobits a second since the last look. */
  #rate(way: 'received' | 'sent', bytes: number): number {
    const atMs = this.#options.clock.now();
    const before = this.#bytes.get(way) ?? { bytes: 0, atMs: atMs - qualityMs };
    this.#bytes.set(way, { bytes, atMs });
    // A section that was closed took its count along.
    return Math.max(0, Math.round(((bytes - before.bytes) * 8) / Math.max(1, atMs - before.atMs)));
  }
}

/** A picture may stand still or end as somebody likes: where there is sound, it alone is waited for. */
function soundOf(awaited: readonly Watched[]): readonly Watched[] {
  const sound = awaited.filter(({ track }) => track.kind === 'audio');
  return sound.length > 0 ? sound : awaited;
}

/** When a line last showed that its far end is there: by reports, and by what comes beside that which is waited for. */
function lifeOf({ line }: Watched, isBeside: boolean): number {
  const { lastHeardMs, lastReportMs } = line.signs;
  const never = Number.NEGATIVE_INFINITY;
  return Math.max(lastReportMs ?? never, (isBeside ? lastHeardMs : undefined) ?? never);
}

const nothing = { expected: 0, received: 0, jitterMs: 0 };

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
