/** What is kept of conversations: the lab's in memory, everybody else's in files. */
import type { Clock } from '../../shared/clock.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import { createHistoryFiles } from '../history/files.ts';
import { createHistoryService, type HistoryService } from '../history/history-service.ts';
import { HistoryError, type OpenHistoryFile } from '../history/thread.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { StorageReport } from '../store/storage-report.ts';

export interface HistoryOptions {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly storage?: StorageReport;
  /** Where conversations are kept, and how one of the files is opened; without it none are. */
  readonly history?: { readonly folder: string; readonly openFile: OpenHistoryFile };
}

/** `keepsAccounts` is false in the lab. `forget()` never rejects: what could not be removed is reported. */
export function buildHistory(
  { clock, settings, storage, history = nowhere }: HistoryOptions,
  { state, keepsAccounts }: { readonly state: StateStore; readonly keepsAccounts: () => boolean },
): HistoryService {
  const service = createHistoryService({
    state,
    settings,
    clock,
    files: createHistoryFiles({ ...history, wall: clock.wall, keepsOnDisk: keepsAccounts }),
    mayKeep: () => reasonAgainst(state.get(), 'save-im') === undefined,
    onProblem: (error) => storage?.failed('history', error),
  });
  return { ...service, forget: () => service.forget().catch((error: unknown) => storage?.failed('forgotten', error)) };
}

const nowhere: NonNullable<HistoryOptions['history']> = {
  folder: '',
  openFile: () =>
    Promise.reject(new HistoryError({ why: 'library', detail: 'no place to keep conversations was given' })),
};
