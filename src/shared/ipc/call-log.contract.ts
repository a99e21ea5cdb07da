import { z } from 'zod';
import type { CallLogPage } from '../model/call-log.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/** The newest calls stand in the snapshot's `callLog`. Failures: HISTORY_UNAVAILABLE, STORAGE_FAILED, data `what: history`. */
export const callLogRequests = {
  /** Those older than `before`, the `seq` of an entry; at most all that are kept. */
  'callLog.older': request<Outcome<CallLogPage>>()(
    z.object({ before: z.number().int().min(1), limit: z.number().int().min(1).max(1000) }),
  ),
  /** Deletes one call, so that the file no longer holds it. */
  'callLog.remove': request<Outcome<void>>()(z.object({ id: z.string().min(1).max(128) })),
  /** Deletes all calls of the account; what was written stays. */
  'callLog.clear': request<Outcome<void>>()(z.void()),
} as const;
