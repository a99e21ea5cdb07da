/** The list of calls: kept in the history where there is one, else the last ones of this run in memory. The window is told the newest. */
import type { CallPeer } from '../../shared/model/call.ts';
import {
  type CallLogEntry,
  type CallLogPage,
  type CallLogState,
  type KeptCall,
  noCallLog,
  shownCalls,
} from '../../shared/model/call-log.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import type { StateStore } from '../store/state.ts';
import { addressOf, type HistoryChange, type HistoryService } from './history-service.ts';

/** The failures stand in `src/shared/ipc/call-log.contract.ts`. */
export interface CallLog {
  /** A call of whoever is signed in is over. */
  add(entry: CallLogEntry): void;
  older(query: { readonly limit: number; readonly before: number }): Promise<Outcome<CallLogPage>>;
  remove(id: string): Promise<Outcome<void>>;
  clear(): Promise<Outcome<void>>;
  /** Somebody else comes, or nobody: what is only in memory goes. */
  forget(): void;
}

export interface CallLogOptions {
  readonly state: StateStore;
  readonly history: Pick<HistoryService, 'calls' | 'onChange'>;
  /** False in the lab, whose history is in memory. */
  readonly keepsOnDisk: () => boolean;
}

/** Follows the history from now on. */
export function createCallLog(options: CallLogOptions): CallLog {
  return new RunningCallLog(options);
}

class RunningCallLog implements CallLog {
  readonly #options: CallLogOptions;
  /** The last calls of this run, newest first, whether they are kept or not. */
  #ofRun: readonly KeptCall[] = [];
  #owner: string | undefined;
  #count = 0;
  /** The newest reading; what an older one found is no longer true. */
  #turn = 0;

  constructor(options: CallLogOptions) {
    this.#options = options;
    options.history.onChange((change) => this.#follow(change));
  }

  add(entry: CallLogEntry): void {
    this.#count += 1;
    this.#ofRun = [{ ...entry, seq: this.#count }, ...this.#own()].slice(0, shownCalls);
    void this.#options.history.calls.record(entry).then(() => this.#show());
  }

  older(query: { readonly limit: number; readonly before: number }): Promise<Outcome<CallLogPage>> {
    return this.#options.history.calls.page(query);
  }

  remove(id: string): Promise<Outcome<void>> {
    this.#ofRun = this.#ofRun.filter((call) => call.id !== id);
    return this.#removed(this.#options.history.calls.remove(id));
  }

  clear(): Promise<Outcome<void>> {
    this.#ofRun = [];
    return this.#removed(this.#options.history.calls.clear());
  }

  forget(): void {
    this.#turn += 1;
    this.#ofRun = [];
    this.#options.state.set('callLog', noCallLog);
  }

  /** Where nothing is kept there is nothing else to delete. */
  async #removed(removing: Promise<Outcome<void>>): Promise<Outcome<void>> {
    const outcome = await removing;
    await this.#show();
    return outcome.ok || outcome.failure.code !== 'HISTORY_UNAVAILABLE' ? outcome : done(undefined);
  }

  #follow(change: HistoryChange): void {
    if (change.kind === 'all-removed') this.#ofRun = [];
    if (change.kind === 'peer-removed') {
      const uri = change.uri.toLowerCase();
      this.#ofRun = this.#ofRun.filter(({ peer }) => peer.uri.toLowerCase() !== uri);
    }
    void this.#show();
  }

  async #show(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const { calls } = this.#options.history;
    const [page, last] = await Promise.all([calls.page({ limit: shownCalls }), calls.lastCalled()]);
    if (turn !== this.#turn) return;
    const isRead = page.ok && last.ok;
    this.#options.state.set('callLog', isRead ? this.#kept(page.value, last.value) : this.#remembered());
  }

  #kept(page: CallLogPage, last: CallPeer | undefined): CallLogState {
    return { ...page, ...(last ? { lastCalled: last } : {}), isKept: this.#options.keepsOnDisk() };
  }

  #remembered(): CallLogState {
    const entries = this.#own();
    const last = entries.find(({ direction }) => direction === 'out')?.peer;
    return { entries, more: false, ...(last ? { lastCalled: last } : {}), isKept: false };
  }

  /** Another account begins with none, however the one before it went. */
  #own(): readonly KeptCall[] {
    const address = addressOf(this.#options.state.get().account);
    if (address === undefined) return [];
    if (address !== this.#owner) this.#ofRun = [];
    this.#owner = address;
    return this.#ofRun;
  }
}
