/** The window's copy of main's state: subscribe first, then ask for the whole, then apply only what is newer. */
import type { Failure } from '../../shared/model/failure.ts';
import { applyDelta, type Snapshot, type SnapshotDelta } from '../../shared/model/snapshot.ts';
import { type Client, RequestFailed } from '../ipc/client.ts';
import { createCell } from './cell.ts';
import { firstSnapshot } from './first-snapshot.ts';

export interface SnapshotStore {
  get(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** Starts following main; the returned function ends it. `onFailure` hears when the whole cannot be had; it is asked for again with the next change. */
  start(onFailure: (failure: Failure) => void): () => void;
}

/** More waiting deltas than this means main talks to nobody; the next whole snapshot replaces them anyway. */
const maxWaiting = 1000;

/** Makes the store. Nothing is asked before start(). */
export function createSnapshotStore(client: Client): SnapshotStore {
  const cell = createCell<Snapshot>(firstSnapshot);

  function start(onFailure: (failure: Failure) => void): () => void {
    let waiting: SnapshotDelta[] | undefined = [];
    let isAsking = false;
    let ended = false;

    function take(delta: SnapshotDelta): void {
      if (waiting) {
        if (waiting.length < maxWaiting) waiting.push(delta);
        // The whole was refused: main may have it by now.
        if (!isAsking) void ask();
      } else if (delta.revision > cell.get().revision + 1) {
        // A change was missed, so what we hold is not the truth any more.
        waiting = [delta];
        void ask();
      } else {
        cell.set(applyDelta(cell.get(), delta));
      }
    }

    function begin(whole: Snapshot): void {
      if (ended) return;
      const newer = waiting ?? [];
      waiting = undefined;
      cell.set(newer.reduce(applyDelta, whole));
    }

    async function ask(): Promise<void> {
      isAsking = true;
      try {
        begin(await client.request('app.snapshot'));
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        if (!ended) onFailure(error.failure);
      } finally {
        isAsking = false;
      }
    }

    const stop = client.onEvent('snapshot.changed', take);
    void ask();
    return () => {
      ended = true;
      stop();
    };
  }

  return { get: cell.get, subscribe: cell.subscribe, start };
}
