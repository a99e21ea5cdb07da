/** What could not be kept on disk: collected from the first moment on, told once for each kind of thing. */
import { basename } from 'node:path';
import type { Failure } from '../../shared/model/failure.ts';

export type StoredThing = 'settings' | 'trace' | 'password' | 'installation' | 'forgotten' | 'history' | 'autostart';

export interface StorageReport {
  /** The disk or the keyring refused; `error` is for Details. */
  failed(what: StoredThing, error: unknown): void;
  /** A file that could not be read has made way for a new one and is kept under this path. */
  setAside(what: StoredThing, path: string): void;
  /** Calls the listener for what failed before, too. Failures, data `what`: STORAGE_FAILED, STORAGE_DAMAGED (data `file`). */
  onProblem(listener: (failure: Failure) => void): void;
}

/** Makes an empty report. */
export function createStorageReport(wall: () => number): StorageReport {
  const told = new Map<string, Failure>();
  const listeners = new Set<(failure: Failure) => void>();
  const tell = (failure: Failure) => {
    const kind = `${failure.code} ${failure.data?.what}`;
    if (told.has(kind)) return;
    told.set(kind, failure);
    for (const listener of listeners) listener(failure);
  };
  return {
    failed(what, error) {
      const detail = error instanceof Error ? error.message : String(error);
      tell({ code: 'STORAGE_FAILED', data: { what }, detail, at: wall() });
    },
    setAside(what, path) {
      tell({ code: 'STORAGE_DAMAGED', data: { what, file: basename(path) }, detail: path, at: wall() });
    },
    onProblem(listener) {
      listeners.add(listener);
      for (const failure of told.values()) listener(failure);
    },
  };
}
