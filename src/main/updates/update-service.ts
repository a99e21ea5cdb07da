/** Newer versions: looked for once a day where the person and the administrator want it, told, and got when the person asks. Never installed unasked. */
import type { Clock } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { UpdateSource } from '../../shared/model/managed.ts';
import { noUpdates } from '../../shared/model/updates.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracer } from '../trace/tracer.ts';
import { believeFeed, type OfferedVersion, type ReceivedFeed, stillValid } from './feed.ts';
import { type Fetch, fetchFeed } from './fetch-feed.ts';
import type { Installer } from './installer.ts';
import { isNewer } from './version.ts';

const everyMs = 24 * 60 * 60 * 1000;
/** After the start there is more important work. */
const firstMs = 60_000;
/** A download that brings nothing for so long is given up. */
const silenceLimitMs = 60_000;

export interface UpdateParts {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly fetch: Fetch;
  readonly installer: Installer;
  /** Reads YAML. */
  readonly parse: () => Promise<(text: string) => unknown>;
  readonly feedName: string;
}

export interface UpdateService {
  start(): void;
  check(): Promise<void>;
  download(): Promise<void>;
  install(): void;
  close(): void;
}

/** Builds the service; it follows the setting and the managed file in the state. */
export function createUpdateService(parts: UpdateParts): UpdateService {
  return new Updates(parts);
}

class Updates implements UpdateService {
  readonly #parts: UpdateParts;
  #offered: OfferedVersion | undefined;
  #source: UpdateSource | undefined;
  #turn = new AbortController();
  #stop = () => undefined as unknown;
  #cancelTimer = () => undefined as unknown;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop = this.#parts.state.onDelta(({ slices }) => {
      if (slices.settings || slices.managed) this.#follow();
    });
    this.#follow();
  }

  /** What is wanted now; a place that changed makes everything found before worthless. */
  #follow(): void {
    const { settings, managed } = this.#parts.state.get();
    const source = settings.updates === 'tell' ? (managed.updates ?? undefined) : undefined;
    if (source?.feed === this.#source?.feed && source?.key === this.#source?.key) return;
    this.#source = source;
    this.#forget();
    this.#parts.state.set('updates', noUpdates);
    if (source) this.#checkIn(firstMs);
  }

  #forget(): void {
    this.#turn.abort();
    this.#turn = new AbortController();
    this.#cancelTimer();
    this.#offered = undefined;
  }

  #checkIn(delayMs: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(delayMs, () => void this.check());
  }

  async check(): Promise<void> {
    const { state, clock, fetch, feedName, tracer } = this.#parts;
    const source = this.#source;
    const { kind } = state.get().updates;
    // It may fail, or be of a version that tomorrow is not the newest.
    if (source && kind === 'downloading') this.#checkIn(everyMs);
    if (!source || kind === 'checking' || kind === 'downloading' || kind === 'ready') return;
    const { signal } = this.#turn;
    state.set('updates', { kind: 'checking' });
    const received = await fetchFeed(source, feedName, { fetch, clock, signal });
    const believed = received.ok ? await this.#believe(received.value, source) : received;
    if (signal.aborted) return;
    this.#checkIn(everyMs);
    if (!believed.ok) {
      this.#failed(believed.failure);
      return;
    }
    const { version } = believed.value;
    const isWorthIt = isNewer(version, state.get().app.version);
    this.#offered = isWorthIt ? believed.value : undefined;
    tracer.record({ kind: 'decision', text: `the feed offers ${version}${isWorthIt ? '' : ': not newer'}` });
    const checkedAt = clock.wall();
    state.set('updates', isWorthIt ? { kind: 'available', version, checkedAt } : { kind: 'newest', checkedAt });
  }

  /** Also where the reader itself cannot be had: a check always ends. */
  async #believe(received: ReceivedFeed, source: UpdateSource): Promise<Outcome<OfferedVersion>> {
    const { clock, parse, state } = this.#parts;
    const at = clock.wall();
    try {
      const believed = believeFeed(received, { source, parse: await parse(), at });
      return believed.ok ? notOlder(believed.value, { source, own: state.get().app.version, at }) : believed;
    } catch (error) {
      return failed({ code: 'UPDATE_NOT_BELIEVED', server: new URL(source.feed).host, detail: wordsOf(error), at });
    }
  }

  async download(): Promise<void> {
    const { state, installer, clock } = this.#parts;
    const [offered, source] = [this.#offered, this.#source];
    if (!offered || !source || state.get().updates.kind !== 'available') return;
    const { version } = offered;
    const { signal } = this.#turn;
    // It may have been offered a day ago.
    const valid = stillValid(offered, source, clock.wall());
    if (!valid.ok) {
      this.#failed(valid.failure);
      return;
    }
    state.set('updates', { kind: 'downloading', version, percent: 0 });
    const silence = limitSilence(clock);
    const onPercent = (percent: number) => {
      silence.broken();
      if (!signal.aborted) state.set('updates', { kind: 'downloading', version, percent });
    };
    try {
      await installer.download(offered, { signal: AbortSignal.any([signal, silence.signal]), onPercent });
      if (!signal.aborted) state.set('updates', { kind: 'ready', version });
    } catch (error) {
      if (!signal.aborted) this.#failed(downloadFailure(error, clock.wall()));
    } finally {
      silence.end();
    }
  }

  #failed(failure: Failure): void {
    const { state, clock, tracer } = this.#parts;
    this.#offered = undefined;
    tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
    state.set('updates', { kind: 'failed', failure, checkedAt: clock.wall() });
  }

  install(): void {
    if (this.#parts.state.get().updates.kind === 'ready') this.#parts.installer.install();
  }

  close(): void {
    this.#stop();
    this.#forget();
  }
}

/** The same offer, unless it would be a step back. Failure: UPDATE_OLDER, data `version`. */
function notOlder(
  offered: OfferedVersion,
  { source, own, at }: { readonly source: UpdateSource; readonly own: string; readonly at: number },
): Outcome<OfferedVersion> {
  const { version } = offered;
  if (!isNewer(own, version)) return done(offered);
  const detail = `the feed offers ${version}, this is ${own}`;
  return failed({ code: 'UPDATE_OLDER', server: new URL(source.feed).host, data: { version }, detail, at });
}

/** A signal that is aborted where `broken` is not called for a minute; `end` stops the watch. */
function limitSilence(clock: Clock) {
  const late = new AbortController();
  const watch = () => clock.after(silenceLimitMs, () => late.abort(new Error('nothing came for a minute')));
  let cancel = watch();
  return {
    signal: late.signal,
    broken() {
      cancel();
      cancel = watch();
    },
    end: () => cancel(),
  };
}

function downloadFailure(error: unknown, at: number): Failure {
  const detail = wordsOf(error).slice(0, 500);
  // The library's own word for a package that is not what was signed, and ours for one that is longer.
  const code = /sha512 checksum mismatch|more came than was signed/i.test(detail)
    ? 'UPDATE_DAMAGED'
    : 'UPDATE_NOT_DOWNLOADED';
  return { code, detail, at };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
