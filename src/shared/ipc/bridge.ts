/** The two functions the preload exposes, and what crosses them. */
import type { Failure } from '../model/failure.ts';

export type Reply<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export interface Bridge {
  request(name: string, input: unknown): Promise<Reply>;
  /**
   * Calls `listener` for each event; the returned function ends that. The event object never crosses, and the payload does as JSON: an object
   * would be taken apart and copied member by member for each listener, which for a list of a thousand people is longer than drawing it.
   */
  on(listener: (name: string, payload: string) => void): () => void;
}

export const requestChannel = 'app:request';
export const eventChannel = 'app:event';
