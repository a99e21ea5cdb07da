/** Answers asked for in advance, so that discovery finds them there: the last account's, before the window is drawn (mission B18). */
import type { Clock } from '../../shared/clock.ts';
import type { DnsAnswer, RecordType, Resolver } from './resolver.ts';

const lifetimeMs = 30_000;

export interface AnswerCache {
  /** A prefetched answer if there is one, else a question now. */
  ask(name: string, type: RecordType, signal: AbortSignal): Promise<DnsAnswer>;
  prefetch(name: string, type: RecordType): void;
  /** Drops all answers and ends the questions still open. */
  forget(): void;
}

export function createAnswerCache(resolver: Resolver, clock: Clock): AnswerCache {
  let held = new Map<string, { readonly atMs: number; readonly answer: Promise<DnsAnswer> }>();
  let controller = new AbortController();
  const keyOf = (name: string, type: RecordType) => `${type} ${name}`;
  return {
    ask(name, type, signal) {
      const known = held.get(keyOf(name, type));
      held.delete(keyOf(name, type));
      const isFresh = known !== undefined && clock.now() - known.atMs < lifetimeMs;
      return isFresh ? known.answer : resolver.ask(name, type, signal);
    },
    prefetch(name, type) {
      held.set(keyOf(name, type), { atMs: clock.now(), answer: resolver.ask(name, type, controller.signal) });
    },
    forget() {
      controller.abort();
      controller = new AbortController();
      held = new Map();
    },
  };
}
