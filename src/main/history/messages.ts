/** What main and the history's thread say to each other. */
import type { HistoryDatabase } from './database.ts';

/** Everything a history file can do, as requests. */
export type HistoryMethod = Exclude<keyof HistoryDatabase, 'close'>;

export interface HistoryCall {
  readonly id: number;
  readonly method: HistoryMethod | 'close';
  readonly args: readonly unknown[];
}

/**
 * Why something did not work. `library`: the package cannot be loaded here. `damaged`: the file is no history, or broken.
 * `newer`: a newer Offhook wrote it. `refused`: the disk or SQLite said no.
 */
export interface HistoryTrouble {
  readonly why: 'library' | 'damaged' | 'newer' | 'refused';
  /** For Details: SQLite's words, which hold nothing that was said. */
  readonly detail: string;
}

export type HistoryReply =
  | { readonly kind: 'open' }
  | { readonly kind: 'not-open'; readonly trouble: HistoryTrouble }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly trouble: HistoryTrouble };
