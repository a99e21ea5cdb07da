/** Whether and when to ask again for somebody's presence, and what to say meanwhile. RFC 6665 4.1.3, RFC 3261 21 */
import type { SubscriptionState } from '../../../../protocol/sip/subscription-state.ts';
import type { Failure } from '../../../../shared/model/failure.ts';
import { retryAfterMs } from '../../backoff.ts';
import type { UnknownReason } from '../unknown-reason.ts';

export interface NextTry {
  /** Undefined: what is known may well still hold. */
  readonly because?: UnknownReason;
  /** Milliseconds; `soon`: after a wait that grows with each try. */
  readonly waitMs: number | 'soon' | 'never';
}

/** What an administrator or the person would have to change first. */
const rarelyMs = 30 * 60_000;
const notServed: ReadonlySet<number> = new Set([405, 489, 501]);
const nobody: ReadonlySet<number> = new Set([404, 410, 484, 485, 604]);
/** The subscription is lost, the presence perhaps not. */
const lost: ReadonlySet<number> = new Set([481]);

/** A SUBSCRIBE was refused or not answered, the first one or a refresh. */
export function againAfterRefusal({ code, sip, data }: Failure): NextTry {
  // With the connection gone, signing in begins anew, and everything with it.
  if (code === 'CONNECTION_LOST') return { waitMs: 'never' };
  if (code === 'ADDRESS_INVALID') return { because: 'nobody', waitMs: 'never' };
  const status = sip?.status;
  if (status === undefined) return { because: 'not-asked', waitMs: 'soon' };
  if (lost.has(status)) return { waitMs: 'soon' };
  if (notServed.has(status)) return { because: 'not-served', waitMs: rarelyMs };
  if (nobody.has(status)) return { because: 'nobody', waitMs: rarelyMs };
  const asked = retryAfterMs(data?.retryAfter);
  const isPassing = status === 408 || status === 480 || status >= 500;
  if (isPassing && status < 600) return { because: 'not-asked', waitMs: asked ?? 'soon' };
  return { because: 'refused', waitMs: rarelyMs };
}

/** The server ended it. */
export function againAfterEnd(state: SubscriptionState | undefined): NextTry {
  const asked = state?.retryAfterSeconds === undefined ? undefined : state.retryAfterSeconds * 1000;
  switch (state?.reason) {
    case 'rejected':
      return { because: 'refused', waitMs: rarelyMs };
    case 'noresource':
      return { because: 'nobody', waitMs: Math.max(rarelyMs, asked ?? 0) };
    case 'invariant':
      return { waitMs: 'never' };
    default:
      return { waitMs: asked ?? 'soon' };
  }
}
