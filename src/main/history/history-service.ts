/** What is kept of conversations, for whom, and for how long. Follows the account: whoever is signed in has their own history open. */
import type { Clock } from '../../shared/clock.ts';
import type { AccountState } from '../../shared/model/account.ts';
import type { CallPeer } from '../../shared/model/call.ts';
import type { CallLogEntry, CallLogPage } from '../../shared/model/call-log.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { HistoryEntry, HistoryHits, HistoryPage, HistoryPerson } from '../../shared/model/history.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { HistoryFiles } from './files.ts';
import { createHistorySession, type HistorySession } from './open-session.ts';
import { HistoryError, type OpenHistory } from './thread.ts';

/** The requests fail with HISTORY_UNAVAILABLE, data `reason`, or STORAGE_FAILED, data `what: history`. */
export interface HistoryService {
  /** Keeps what was said, or changes what is kept under the same `messageId`; does nothing while no history is kept. */
  record(entry: HistoryEntry): void;
  /** Changes what is kept under the same `messageId`; does nothing where it was deleted meanwhile. */
  change(entry: HistoryEntry): void;
  search(query: {
    readonly text: string;
    readonly limit: number;
    readonly before?: number | undefined;
  }): Promise<Outcome<HistoryHits>>;
  page(query: {
    readonly peerUri: string;
    readonly limit: number;
    readonly before?: number | undefined;
  }): Promise<Outcome<HistoryPage>>;
  people(limit: number): Promise<Outcome<readonly HistoryPerson[]>>;
  remove(which: { readonly peerUri: string } | { readonly messageId: string }): Promise<Outcome<void>>;
  readonly calls: KeptCalls;
  /** Tells when another history is open, or none, and after each deletion. */
  onChange(listener: (change: HistoryChange) => void): void;
  /** Deletes all of the account's, also what was kept before keeping was turned off. */
  clear(): Promise<Outcome<void>>;
  /** Deletes everybody's. Rejects with what the disk said. */
  forget(): Promise<void>;
  /** Follows the account from now on. */
  start(): void;
  /** What was recorded is on disk when this resolves. */
  close(): Promise<void>;
}

/** The calls of the history that is open. */
export interface KeptCalls {
  record(call: CallLogEntry): Promise<Outcome<void>>;
  /** The newest calls, or those older than `before`. */
  page(query: { readonly limit: number; readonly before?: number | undefined }): Promise<Outcome<CallLogPage>>;
  /** Whom one called last. */
  lastCalled(): Promise<Outcome<CallPeer | undefined>>;
  remove(id: string): Promise<Outcome<void>>;
  clear(): Promise<Outcome<void>>;
}

/** `turned`: what is found is another, or less. `peer-removed`, `all-removed`: by the person, who wants it nowhere. */
export type HistoryChange =
  | { readonly kind: 'turned' | 'all-removed' }
  | { readonly kind: 'peer-removed'; readonly uri: string };

export interface HistoryServiceOptions {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly files: HistoryFiles;
  /** False while the company forbids keeping what is said; asked anew with each change of its settings. */
  readonly mayKeep: () => boolean;
  /** The disk refused, or a damaged file was put aside; told in the window. */
  readonly onProblem: (error: unknown) => void;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Nothing is opened before start(). */
export function createHistoryService(options: HistoryServiceOptions): HistoryService {
  const { state, settings, files } = options;
  const listeners: ((change: HistoryChange) => void)[] = [];
  const tell = (change: HistoryChange) => {
    for (const listener of listeners) listener(change);
  };
  const report = (error: unknown) => reportTo(options, error);
  const session = openedFor(options, tell);
  let stopFollowing: (() => void) | undefined;

  /** Also asked before each use: the state tells of changes a frame later, and by then somebody else may be signed in. */
  function follow(): void {
    if (!stopFollowing) return;
    const isKept = settings.get().keepHistory !== 'off' && options.mayKeep();
    const address = isKept ? addressOf(state.get().account) : undefined;
    if (address === session.address()) return;
    void session.end();
    if (address !== undefined) session.begin(address);
    else {
      state.set('history', { kind: 'off' });
      tell({ kind: 'turned' });
    }
  }

  async function using<T>(work: (history: OpenHistory) => Promise<T>): Promise<Outcome<T>> {
    follow();
    try {
      const answer = await session.using(work);
      if (!answer) return failed(whyNot(options));
      if (state.get().history.kind === 'failed') state.set('history', { kind: 'ready' });
      return done(answer.value);
    } catch (error) {
      return failed(report(error));
    }
  }

  return {
    ...requestsOver(using, tell),
    onChange: (listener) => void listeners.push(listener),
    async clear() {
      const address = addressOf(state.get().account);
      if (address === undefined) return failed(whyNot(options));
      try {
        await session.whileClosed(() => files.remove(address));
        tell({ kind: 'all-removed' });
        return done(undefined);
      } catch (error) {
        return failed(report(error));
      }
    },
    forget() {
      follow();
      return session.whileClosed(() => files.removeAll());
    },
    start() {
      const stopAccount = state.onDelta(({ slices }) => (slices.account || slices.provisioning) && follow());
      let kept = settings.get().keepHistory;
      const stopSettings = settings.onChange(({ keepHistory }) => {
        if (keepHistory === kept) return;
        kept = keepHistory;
        follow();
        void session.using((history) => age(options, history, tell));
      });
      stopFollowing = () => {
        stopAccount();
        stopSettings();
      };
      follow();
    },
    close() {
      stopFollowing?.();
      stopFollowing = undefined;
      return session.end();
    },
  };
}

type Using = <T>(work: (history: OpenHistory) => Promise<T>) => Promise<Outcome<T>>;

/** What is asked of the open history, and who is told of what is gone from it. */
function requestsOver(
  using: Using,
  tell: (change: HistoryChange) => void,
): Pick<HistoryService, 'record' | 'change' | 'search' | 'page' | 'people' | 'remove' | 'calls'> {
  const removing = async (change: HistoryChange, work: (history: OpenHistory) => Promise<void>) => {
    const outcome = await using(work);
    if (outcome.ok) tell(change);
    return outcome;
  };
  return {
    record: (entry) => void using((history) => history.record([entry])),
    change: (entry) => void using((history) => history.change([entry])),
    search: (query) => using((history) => history.search(query)),
    page: (query) => using((history) => history.page(query)),
    people: (limit) => using((history) => history.people(limit)),
    remove: (which) =>
      'peerUri' in which
        ? removing({ kind: 'peer-removed', uri: which.peerUri }, (history) => history.removePeer(which.peerUri))
        : using((history) => history.removeMessage(which.messageId)),
    calls: {
      record: (call) => using((history) => history.recordCall(call)),
      page: (query) => using((history) => history.calls(query)),
      lastCalled: () => using((history) => history.lastCalled()),
      remove: (id) => removing({ kind: 'turned' }, (history) => history.removeCall(id)),
      clear: () => removing({ kind: 'turned' }, (history) => history.removeCalls()),
    },
  };
}

function openedFor(options: HistoryServiceOptions, tell: (change: HistoryChange) => void): HistorySession {
  const { state, clock, files, onProblem } = options;
  return createHistorySession({
    files,
    after: (delayMs, task) => clock.after(delayMs, task),
    age: (history) => age(options, history, tell),
    onOpened(putAside) {
      if (putAside) onProblem(new Error(`the history was damaged; what is left of it lies in ${putAside}`));
      state.set('history', { kind: 'ready' });
      tell({ kind: 'turned' });
    },
    onRefused(error) {
      reportTo(options, error);
      tell({ kind: 'turned' });
    },
  });
}

/** Deletes what is older than the person wants to keep. */
async function age(
  options: HistoryServiceOptions,
  history: OpenHistory,
  tell: (change: HistoryChange) => void,
): Promise<void> {
  const { keepHistory } = options.settings.get();
  if (typeof keepHistory !== 'number') return;
  const since = options.clock.wall() - keepHistory * dayMs;
  try {
    if ((await history.removeOlderThan(since)) > 0) tell({ kind: 'turned' });
  } catch (error) {
    reportTo(options, error);
  }
}

/** Shows that nothing is kept; a disk that refuses is a problem of this computer, too. */
function reportTo({ state, clock, onProblem }: HistoryServiceOptions, error: unknown): Failure {
  const failure = failureOf(error, clock.wall());
  state.set('history', { kind: 'failed', failure });
  if (failure.code === 'STORAGE_FAILED') onProblem(error);
  return failure;
}

function failureOf(error: unknown, at: number): Failure {
  const detail = error instanceof Error ? error.message : String(error);
  const why = error instanceof HistoryError ? error.trouble.why : 'refused';
  if (why === 'library' || why === 'newer') return { code: 'HISTORY_UNAVAILABLE', data: { reason: why }, detail, at };
  return { code: 'STORAGE_FAILED', data: { what: 'history' }, detail, at };
}

function whyNot({ state, clock, mayKeep }: HistoryServiceOptions): Failure {
  const { history, account } = state.get();
  if (history.kind === 'failed') return history.failure;
  const reason = addressOf(account) === undefined ? 'signed-out' : mayKeep() ? 'off' : 'policy';
  return { code: 'HISTORY_UNAVAILABLE', data: { reason }, at: clock.wall() };
}

/** Whose history it is; undefined while nobody is signed in. */
export function addressOf(account: AccountState): string | undefined {
  return account.kind === 'registered' || account.kind === 'reconnecting' ? account.account.address : undefined;
}
