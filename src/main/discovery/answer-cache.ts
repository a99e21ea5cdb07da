/** Answers asked for in advance, so that discovery finds them there: the last account's, before the window is drawn (mission B18). */
import type { Clock } from '../../shared/clock.ts';
import { unlessAborted } from '../net/unless-aborted.ts';
import { type DnsAnswer, noAnswer, type RecordType, type Resolver } from './resolver.ts';

const lifetimeMs = 30_000;
/** One account's names, twice over. */
const maxHeld = 32;

export interface AnswerCache {
  /** A prefetched answer if there is a good one, else a question now. An answer is given out once. */
  ask(name: string, type: RecordType, signal: AbortSignal): Promise<DnsAnswer>;
  prefetch(name: string, type: RecordType): void;
  /** Drops all answers and ends the questions still open. */
  forget(): void;
}

/** Makes an empty cache in front of a resolver. */
export function createAnswerCache(resolver: Resolver, clock: Clock): AnswerCache {
  const held = new Map<string, { readonly atMs: number; readonly answer: Promise<DnsAnswer> }>();
  let controller = new AbortController();
  const keyOf = (name: string, type: RecordType) => `${type} ${name}`;
  return {
    async ask(name, type, signal) {
      const known = held.get(keyOf(name, type));
      held.delete(keyOf(name, type));
      if (known && clock.now() - known.atMs < lifetimeMs) {
        // The question goes on, for whoever asks next; only the wait ends with the signal.
        const answer = (await unlessAborted(known.answer, signal)) ?? noAnswer('cancelled');
        if (signal.aborted || isKnowledge(answer)) return answer;
      }
      return resolver.ask(name, type, signal);
    },
    prefetch(name, type) {
      if (held.size >= maxHeld) held.delete(held.keys().next().value ?? '');
      held.set(keyOf(name, type), { atMs: clock.now(), answer: resolver.ask(name, type, controller.signal) });
    },
    forget() {
      controller.abort();
      controller = new AbortController();
      held.clear();
    },
  };
}

/** A failure may be over by now, such as the network that was not up yet: it is asked again. */
function isKnowledge({ outcome }: DnsAnswer): boolean {
  return outcome === 'answered' || outcome === 'no-name' || outcome === 'no-data';
}
