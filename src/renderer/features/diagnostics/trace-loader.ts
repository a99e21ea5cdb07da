/** Fetches the trace page by page and keeps up with main; one request at a time, bounded like main's own ring. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { type Client, RequestFailed } from '../../ipc/client.ts';
import { type Cell, createCell } from '../../state/cell.ts';

const maxEntries = 5000;
const pageSize = 500;

export interface TraceView {
  readonly entries: readonly TraceEntry[];
  /** Entries that main no longer held when this view asked. */
  readonly lost: number;
}

export interface TraceLoader {
  readonly view: Pick<Cell<TraceView>, 'get' | 'subscribe'>;
  /** Loads until this sequence number is here. */
  want(seq: number): void;
  stop(): void;
}

/** Makes a loader that has asked for nothing yet. */
export function createTraceLoader(client: Client, onFailure: (failure: Failure) => void): TraceLoader {
  const view = createCell<TraceView>({ entries: [], lost: 0 });
  let wanted = 0;
  let last = 0;
  let running = false;
  let stopped = false;

  async function page(): Promise<boolean> {
    const { entries, lostBefore } = await client.request('trace.list', { afterSeq: last, limit: pageSize });
    const newest = entries.at(-1)?.seq;
    if (stopped || newest === undefined) return false;
    const { entries: held, lost } = view.get();
    last = newest;
    view.set({ entries: [...held, ...entries].slice(-maxEntries), lost: Math.max(lost, lostBefore - 1) });
    return last < wanted;
  }

  async function load(): Promise<void> {
    running = true;
    try {
      while (await page());
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (!stopped) onFailure(error.failure);
    } finally {
      running = false;
    }
  }

  return {
    view,
    want(seq) {
      wanted = seq;
      if (!running && !stopped && wanted > last) void load();
    },
    stop() {
      stopped = true;
    },
  };
}
