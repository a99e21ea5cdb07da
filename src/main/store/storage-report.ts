/** What could not be kept on disk: collected from the first moment on, told once for each kind of thing. */
import type { Failure } from '../../shared/model/failure.ts';

export type StoredThing = 'settings' | 'trace' | 'password' | 'installation' | 'forgotten' | 'history';

export interface StorageReport {
  /** The disk or the keyring refused; `error` is for Details. */
  failed(what: StoredThing, error: unknown): void;
  /** Calls the listener for what failed before, too. Failure: STORAGE_FAILED, data `what`. */
  onProblem(listener: (failure: Failure) => void): void;
}

/** Makes an empty report. */
export function createStorageReport(wall: () => number): StorageReport {
  const told = new Map<StoredThing, Failure>();
  const listeners = new Set<(failure: Failure) => void>();
  return {
    failed(what, error) {
      if (told.has(what)) return;
      const detail = error instanceof Error ? error.message : String(error);
      const failure: Failure = { code: 'STORAGE_FAILED', data: { what }, detail, at: wall() };
      told.set(what, failure);
      for (const listener of listeners) listener(failure);
    },
    onProblem(listener) {
      listeners.add(listener);
      for (const failure of told.values()) listener(failure);
    },
  };
}
