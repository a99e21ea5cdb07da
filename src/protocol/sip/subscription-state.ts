/** The header Subscription-State of a NOTIFY. RFC 6665 4.1.3, 8.4 */
import { readParams } from './params.ts';

export interface SubscriptionState {
  /** `pending`: whoever is asked for has not agreed yet. A word of the future counts as active. */
  readonly state: 'active' | 'pending' | 'terminated';
  /** Why it ended, lower case: `rejected`, `noresource`, `timeout`, `deactivated`, `probation`, `giveup`, `invariant` or another. */
  readonly reason?: string;
  /** Seconds before it may be asked for again, a day at most. */
  readonly retryAfterSeconds?: number;
}

const mostSeconds = 86_400;

/** Undefined when nothing is said. */
export function readSubscriptionState(value: string): SubscriptionState | undefined {
  const semicolon = value.indexOf(';');
  const word = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase();
  if (word === '') return undefined;
  const state = word === 'pending' || word === 'terminated' ? word : 'active';
  const params = readParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const reason = params?.get('reason')?.toLowerCase().slice(0, 50);
  const wait = params?.get('retry-after') ?? '';
  return {
    state,
    ...(reason ? { reason } : {}),
    ...(/^\d{1,10}$/.test(wait) ? { retryAfterSeconds: Math.min(Number(wait), mostSeconds) } : {}),
  };
}
