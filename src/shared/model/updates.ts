/** How Offhook stands to newer versions of itself. */
import type { Failure } from './failure.ts';

/**
 * `off`: the setting, or nobody names a place to look at. `ready`: downloaded and checked, and waits for the person. Times are wall clock,
 * milliseconds since 1970.
 */
export type UpdatesState =
  | { readonly kind: 'off' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'newest'; readonly checkedAt: number }
  | { readonly kind: 'available'; readonly version: string; readonly checkedAt: number }
  | { readonly kind: 'downloading'; readonly version: string; readonly percent: number }
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly checkedAt: number };

/** Before anybody turned them on. */
export const noUpdates: UpdatesState = { kind: 'off' };
