/** The one place that holds what the window shows: immutable snapshots; the first change is told at once, the rest once per frame. */
import type { Clock } from '../../shared/clock.ts';
import type { Presence } from '../../shared/model/presence.ts';
import { applyDelta, type Slices, type Snapshot, type SnapshotDelta } from '../../shared/model/snapshot.ts';

/** One frame at 60 Hz: more often nobody can see it. */
const frameMs = 16;

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
  let snapshot: Snapshot = { ...first, presence: {}, revision: 0 };
  let slices: Partial<Slices> = {};
  let changed: Record<string, Presence | null> = {};
  let reset = false;
  /** Something was set and not told yet. */
  let isPending = false;
  /** The last delta is younger than a frame. */
  let isWaiting = false;
  const listeners = new Set<(delta: SnapshotDelta) => void>();

  function flush(): void {
    if (!isPending) return;
    isPending = false;
    const touchesPresence = reset || Object.keys(changed).length > 0;
    const delta: SnapshotDelta = {
      revision: snapshot.revision + 1,
      slices,
      ...(touchesPresence ? { presence: { reset, changed } } : {}),
    };
    slices = {};
    changed = {};
    reset = false;
    snapshot = applyDelta(snapshot, delta);
    isWaiting = true;
    clock.after(frameMs, endFrame);
    for (const listener of listeners) listener(delta);
  }

  function endFrame(): void {
    isWaiting = false;
    flush();
  }

  /** After a quiet frame nothing is gained by waiting, but for what the running code still has to say. */
  function schedule(): void {
    if (isPending) return;
    isPending = true;
    if (!isWaiting) queueMicrotask(flush);
  }

  return {
    get() {
      if (!isPending) return snapshot;
      // A reader never sees less than what was set. The number stays: what is pending reaches the window under the next one, and a
      // window that asked in between must still take it.
      const { revision } = snapshot;
      return { ...applyDelta(snapshot, { revision: revision + 1, slices, presence: { reset, changed } }), revision };
    },
    set(key, value) {
      slices = { ...slices, [key]: value };
      schedule();
    },
    setPresence(uri, presence) {
      changed[uri] = presence;
      schedule();
    },
    resetPresence() {
      reset = true;
      changed = {};
      schedule();
    },
    onDelta(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
