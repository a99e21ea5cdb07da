import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const calendarRequests = {
  /** Reads calendar, availability, out-of-office and missed items anew. */
  'calendar.refresh': request<Outcome<void>>()(z.void()),
  /** Marks one missed item, or all, as read: here at once, and in the mailbox where it came from there. */
  'missed.markRead': request<Outcome<void>>()(
    z.object({ id: z.union([z.literal('all'), z.string().min(1).max(512)]) }),
  ),
} as const;
