/** What nobody took: the mailbox's items and our own, as one list (mission F22). Ours are held in memory alone. */
import type { Clock } from '../../../shared/clock.ts';
import { type MissedItem, nothingMissed } from '../../../shared/model/voicemail.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { Exchange } from '../../web/exchange.ts';
import { findMissed, markRead } from '../../web/exchange-mailbox.ts';
import { mergeMissed, twinsOf } from './merge-missed.ts';

export interface MissedDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
}

export type LocalMissed = Omit<MissedItem, 'source' | 'isUnread'>;

export interface MissedService {
  /** Reads the mailbox's items. What goes wrong is traced and changes nothing. */
  read(exchange: Exchange): Promise<void>;
  /** An IM or call that came here and was not taken. The id must not repeat. */
  addLocal(item: LocalMissed): void;
  /** At once in the list; then in the mailbox. Failures: those of `Exchange.ask`; the item then counts as unread again. */
  markRead(id: string): Promise<Outcome<void>>;
  /** Nothing is asked any more; the list stays. */
  stop(): void;
  forget(): void;
}

const mostLocal = 200;

/** Builds the service. */
export function createMissedService({ state, tracer, clock }: MissedDependencies): MissedService {
  let exchange: Exchange | undefined;
  let stored: readonly MissedItem[] = [];
  let local: readonly MissedItem[] = [];
  /** By ids of ours: the mailbox's, also of what it has no more. */
  let twins: ReadonlyMap<string, string> = new Map();
  /** Read here, and not yet so in what the mailbox last told. */
  const readHere = new Set<string>();

  function show(): void {
    const known = new Set([...stored, ...local].map(({ id }) => id));
    for (const id of readHere) if (!known.has(id)) readHere.delete(id);
    twins = twinsOf(stored, local, twins);
    const items = mergeMissed(stored, local, readHere, twins);
    state.set('missed', { items, unread: items.filter(({ isUnread }) => isUnread).length });
  }

  return {
    async read(from) {
      exchange = from;
      const outcome = await findMissed(from);
      if (exchange !== from) return;
      if (!outcome.ok) {
        tracer.record({ kind: 'failure', code: outcome.failure.code, text: outcome.failure.detail ?? '' });
        return;
      }
      stored = outcome.value;
      for (const { id, isUnread } of stored) if (!isUnread) readHere.delete(id);
      show();
    },
    addLocal(item) {
      const others = local.filter(({ id }) => id !== item.id);
      local = [{ ...item, isUnread: true, source: 'local' as const }, ...others].slice(0, mostLocal);
      show();
    },
    async markRead(id) {
      const chosen = state.get().missed.items.filter((item) => item.isUnread && (id === 'all' || item.id === id));
      for (const item of chosen) readHere.add(item.id);
      show();
      const ids = chosen.filter(({ source }) => source === 'exchange').map((item) => item.id);
      if (ids.length === 0) return done(undefined);
      const from = exchange;
      const outcome = from ? await markRead(from, ids) : failed({ code: 'NOT_SIGNED_IN', at: clock.wall() });
      if (outcome.ok || exchange !== from) return outcome;
      tracer.record({ kind: 'failure', code: outcome.failure.code, text: outcome.failure.detail ?? '' });
      for (const each of ids) readHere.delete(each);
      show();
      return outcome;
    },
    stop() {
      exchange = undefined;
    },
    forget() {
      exchange = undefined;
      stored = [];
      local = [];
      twins = new Map();
      readHere.clear();
      state.set('missed', nothingMissed);
    },
  };
}
