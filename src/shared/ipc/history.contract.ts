import { z } from 'zod';
import type { HistoryHits, HistoryPage, HistoryPerson } from '../model/history.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const uri = z.string().min(1).max(512);
const seq = z.number().int().min(1);

/** All of them fail with HISTORY_UNAVAILABLE while nothing is kept, with STORAGE_FAILED, data `what: history`, when the disk refuses. */
export const historyRequests = {
  /**
   * Every word must occur, each may be the beginning of a longer one; case and accents do not count. `before`: the `seq` of the last hit. The first
   * page brings calls too, found by name, number (any run of three digits or more, however it is written) and address.
   */
  'history.search': request<Outcome<HistoryHits>>()(
    z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100), before: seq.optional() }),
  ),
  /** The newest entries with one person, or those older than `before`. */
  'history.page': request<Outcome<HistoryPage>>()(
    z.object({ peerUri: uri, limit: z.number().int().min(1).max(200), before: seq.optional() }),
  ),
  /** Whom one talked to last, newest first. */
  'history.people': request<Outcome<readonly HistoryPerson[]>>()(z.object({ limit: z.number().int().min(1).max(500) })),
  /** Deletes one message, or everything with one person, so that the file no longer holds it. */
  'history.remove': request<Outcome<void>>()(z.union([z.object({ peerUri: uri }), z.object({ messageId: uri })])),
  /** Deletes everything kept for the account that is signed in. */
  'history.clear': request<Outcome<void>>()(z.void()),
} as const;
