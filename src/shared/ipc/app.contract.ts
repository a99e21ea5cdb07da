import { z } from 'zod';
import type { Snapshot, SnapshotDelta } from '../model/snapshot.ts';
import { request } from './define.ts';

export const appRequests = {
  /** The whole state; ask after subscribing, then apply only newer deltas. */
  'app.snapshot': request<Snapshot>()(z.void()),
  /** Text to the system's clipboard: "Copy details". */
  /** `html` is the same words as a mail program takes them. */
  'app.copy': request<void>()(z.object({ text: z.string().max(200_000), html: z.string().max(200_000).optional() })),
  /** Opens a page in the browser; main parses it again and takes http, https and mailto only. */
  'app.openLink': request<void>()(z.object({ url: z.string().max(2000) })),
  /** The desktop's link was handled or dismissed. */
  'app.clearPendingLink': request<void>()(z.void()),
} as const;

export interface AppEvents {
  'snapshot.changed': SnapshotDelta;
}
