import { z } from 'zod';
import type { DialResult } from '../model/dial-plan.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const peopleRequests = {
  /** Publishes a state by hand; 'reset' removes the manual state. */
  'presence.set': request<Outcome<void>>()(
    z.object({ state: z.enum(['available', 'busy', 'do-not-disturb', 'be-right-back', 'away', 'reset']) }),
  ),
  'contacts.reload': request<Outcome<void>>()(z.void()),
  /** What a typed number would dial and by which rule. */
  'dialPlan.try': request<DialResult>()(z.object({ typed: z.string().max(200) })),
} as const;
