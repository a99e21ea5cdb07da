import { z } from 'zod';
import { type ContactCard, longestNote } from '../model/presence.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const presenceRequests = {
  /** Publishes a state by hand; 'reset' removes the manual state. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  'presence.set': request<Outcome<void>>()(
    z.object({
      state: z.enum(['available', 'busy', 'do-not-disturb', 'be-right-back', 'away', 'off-work', 'reset']),
    }),
  ),
  /** Publishes the personal note; an empty text takes it away. `until`: milliseconds since 1970. Failures as above. */
  'presence.setNote': request<Outcome<void>>()(
    z.object({ text: z.string().max(longestNote), until: z.number().int().min(0).optional() }),
  ),
  /** Where one is, shown to colleagues; empty takes it away. */
  'presence.setLocation': request<Outcome<void>>()(z.object({ text: z.string().max(longestNote) })),
  /** What is known of somebody's contact card; 'not-known' where none was published to us. */
  'presence.card': request<Outcome<ContactCard | 'not-known'>>()(z.object({ uri: z.string().min(1).max(458) })),
} as const;
