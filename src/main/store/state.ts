/**
 * The one place that holds what the window shows: immutable snapshots. The first two changes are told at once, the rest once per frame; what
 * storms, ten times a second (mission 5.3).
 */
import type { Clock } from '../../shared/clock.ts';
import type { Presence } from '../../shared/model/presence.ts';
import { applyDelta, type Slices, type Snapshot, type SnapshotDelta } from '../../shared/model/snapshot.ts';

/** One frame at 60 Hz: more often nobody can see it. */
const frameMs = 16;
/** More often nobody can read it. */
const stormMs = 100;
/** Two deltas may follow each other at once when none was told for so long before: what comes alone or as a pair needs no timer. */
const quietMs = 100;
/** More new people than this are told after the list they are on: the window draws it sooner, and most are known better by then. */
const crowd = 100;
/** May change with every message on the wire: a storm of presence is one of these too, and each delta costs both processes more than the number is worth. */
const storming: ReadonlySet<keyof Slices> = new Set(['traceSeq']);

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
  // Set and not told yet; the last two are held back for a while.
  #slices: Partial<Slices> | undefined;
  #stormed: Partial<Slices> | undefined;
  #people: { readonly reset: boolean; readonly changed: Record<string, Presence | null> } | undefined;
  /** The snapshot with these; kept until more is set. */
  #seen: Snapshot | undefined;
  #isScheduled = false;
  /** When the last delta was told, the one before it, and the last one with what storms. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #toldBefore = Number.NEGATIVE_INFINITY;
  #stormToldAt = Number.NEGATIVE_INFINITY;
  /** The people pending let their list go first. */
  #isCrowdHeld = false;
  /** What is held back will be told by itself. */
  #isPaceSet = false;

  constructor(first: Slices, clock: Clock) {
    this.#clock = clock;
    this.#snapshot = { ...first, presence: {}, revision: 0 };
  }

  get(): Snapshot {
    if (!this.#slices && !this.#stormed && !this.#people) return this.#snapshot;
    // A reader never sees less than what was set. The number stays: what is pending reaches the window under the next one, and a
    // window that asked in between must still take it.
    const { revision } = this.#snapshot;
    this.#seen ??= {
      ...applyDelta(this.#snapshot, this.#delta({ ...this.#slices, ...this.#stormed }, this.#people)),
      revision,
    };
    return this.#seen;
  }

  set<K extends keyof Slices>(key: K, value: Slices[K]): void {
    this.#seen = undefined;
    if (storming.has(key)) {
      this.#stormed = { ...this.#stormed, [key]: value };
      this.#hold();
    } else {
      this.#slices = { ...this.#slices, [key]: value };
      this.#schedule();
    }
  }

  setPresence(uri: string, presence: Presence | null): void {
    this.#people ??= { reset: false, changed: {} };
    this.#people.changed[uri] = presence;
    this.#seen = undefined;
    this.#hold();
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
    const now = this.#clock.now();
    const waitMs = now - this.#toldBefore >= quietMs ? 0 : this.#toldAt + frameMs - now;
    if (waitMs <= 0) queueMicrotask(() => this.#flush());
    else this.#clock.after(waitMs, () => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#isNewCrowdDue()) {
      this.#isCrowdHeld = true;
      this.#stormToldAt = this.#clock.now();
      this.#pace();
    }
    // That everybody is gone is told together with what made them go.
    const isDue = this.#people?.reset || this.#stormWaitMs() <= 0;
    const [stormed, people] = isDue ? [this.#stormed, this.#people] : [];
    if (!this.#slices && !stormed && !people) return;
    const delta = this.#delta({ ...this.#slices, ...stormed }, people);
    this.#slices = undefined;
    this.#seen = undefined;
    this.#toldBefore = this.#toldAt;
    this.#toldAt = this.#clock.now();
    if (stormed || people) {
      this.#stormed = undefined;
      this.#people = undefined;
      this.#isCrowdHeld = false;
      this.#stormToldAt = this.#toldAt;
    }
    this.#snapshot = applyDelta(this.#snapshot, delta);
    for (const listener of this.#listeners) listener(delta);
  }

  /** People nobody was told of yet, together with the list they are on; they wait once. */
  #isNewCrowdDue(): boolean {
    const people = this.#people;
    if (!this.#slices?.contacts || !people || people.reset) return false;
    if (this.#isCrowdHeld || this.#stormWaitMs() > 0) return false;
    const { presence } = this.#snapshot;
    return Object.keys(people.changed).filter((uri) => !Object.hasOwn(presence, uri)).length > crowd;
  }

  #stormWaitMs(): number {
    return this.#stormToldAt + stormMs - this.#clock.now();
  }

  #hold(): void {
    if (this.#stormWaitMs() <= 0) this.#schedule();
    else this.#pace();
  }

  #pace(): void {
    if (this.#isPaceSet) return;
    this.#isPaceSet = true;
    this.#clock.after(this.#stormWaitMs(), () => {
      this.#isPaceSet = false;
      // A timer may be a little early.
      if (this.#stormed || this.#people) this.#hold();
    });
  }

  #delta(slices: Partial<Slices>, presence: SnapshotDelta['presence']): SnapshotDelta {
    const revision = this.#snapshot.revision + 1;
    return { revision, slices, ...(presence ? { presence } : {}) };
  }
}
