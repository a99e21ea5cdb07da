/**
 * The one place that holds what the window shows: immutable snapshots. The first change is told at once, the rest once per frame; of a storm
 * of presence, ten times a second (mission 5.3).
 */
import type { Clock } from '../../shared/clock.ts';
import type { Presence } from '../../shared/model/presence.ts';
import { applyDelta, type Slices, type Snapshot, type SnapshotDelta } from '../../shared/model/snapshot.ts';

/** One frame at 60 Hz: more often nobody can see it. */
const frameMs = 16;
/** More often nobody can read it. */
const presenceMs = 100;

export interface StateStore {
  get(): Snapshot;
  set<K extends keyof Slices>(key: K, value: Slices[K]): void;
  /** Null removes the entry. */
  setPresence(uri: string, presence: Presence | null): void;
  resetPresence(): void;
  /** Called with each coalesced delta; returns the function that ends it. */
  onDelta(listener: (delta: SnapshotDelta) => void): () => void;
}

/** Makes a store around the first slices. Revisions count deltas, starting at 0. */
export function createStateStore(first: Slices, clock: Clock): StateStore {
  return new CoalescingStore(first, clock);
}

class CoalescingStore implements StateStore {
  readonly #clock: Clock;
  readonly #listeners = new Set<(delta: SnapshotDelta) => void>();
  #snapshot: Snapshot;
  // Set and not told yet.
  #slices: Partial<Slices> | undefined;
  #people: { readonly reset: boolean; readonly changed: Record<string, Presence | null> } | undefined;
  /** The snapshot with these; kept until more is set. */
  #seen: Snapshot | undefined;
  #isScheduled = false;
  /** When the last delta was told, and the last one with presence. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #presenceToldAt = Number.NEGATIVE_INFINITY;
  /** Presence that is held back will be told by itself. */
  #isPaceSet = false;

  constructor(first: Slices, clock: Clock) {
    this.#clock = clock;
    this.#snapshot = { ...first, presence: {}, revision: 0 };
  }

  get(): Snapshot {
    if (!this.#slices && !this.#people) return this.#snapshot;
    // A reader never sees less than what was set. The number stays: what is pending reaches the window under the next one, and a
    // window that asked in between must still take it.
    const { revision } = this.#snapshot;
    this.#seen ??= { ...applyDelta(this.#snapshot, this.#delta(this.#people)), revision };
    return this.#seen;
  }

  set<K extends keyof Slices>(key: K, value: Slices[K]): void {
    this.#slices = { ...this.#slices, [key]: value };
    this.#seen = undefined;
    this.#schedule();
  }

  setPresence(uri: string, presence: Presence | null): void {
    this.#people ??= { reset: false, changed: {} };
    this.#people.changed[uri] = presence;
    this.#seen = undefined;
    if (this.#presenceWaitMs() <= 0) this.#schedule();
    else this.#pace();
  }

  resetPresence(): void {
    this.#people = { reset: true, changed: {} };
    this.#seen = undefined;
    this.#schedule();
  }

  onDelta(listener: (delta: SnapshotDelta) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** After a quiet frame nothing is gained by waiting, but for what the running code still has to say; and no timer runs when nothing follows. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const waitMs = this.#toldAt + frameMs - this.#clock.now();
    if (waitMs <= 0) queueMicrotask(() => this.#flush());
    else this.#clock.after(waitMs, () => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    // That everybody is gone is told together with what made them go.
    const people = this.#people?.reset || this.#presenceWaitMs() <= 0 ? this.#people : undefined;
    if (!this.#slices && !people) return;
    const delta = this.#delta(people);
    this.#slices = undefined;
    this.#seen = undefined;
    this.#toldAt = this.#clock.now();
    if (people) {
      this.#people = undefined;
      this.#presenceToldAt = this.#toldAt;
    }
    this.#snapshot = applyDelta(this.#snapshot, delta);
    for (const listener of this.#listeners) listener(delta);
  }

  #presenceWaitMs(): number {
    return this.#presenceToldAt + presenceMs - this.#clock.now();
  }

  #pace(): void {
    if (this.#isPaceSet) return;
    this.#isPaceSet = true;
    this.#clock.after(this.#presenceWaitMs(), () => {
      this.#isPaceSet = false;
      if (!this.#people) return;
      // A timer may be a little early.
      if (this.#presenceWaitMs() > 0) this.#pace();
      else this.#schedule();
    });
  }

  #delta(presence: SnapshotDelta['presence']): SnapshotDelta {
    const revision = this.#snapshot.revision + 1;
    return { revision, slices: this.#slices ?? {}, ...(presence ? { presence } : {}) };
  }
}
