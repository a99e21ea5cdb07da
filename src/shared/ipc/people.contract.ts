import { z } from 'zod';
import type { DialResult } from '../model/dial-plan.ts';
import { request } from './define.ts';

export const peopleRequests = {
  /** What a typed number would dial and by which rule. */
  'dialPlan.try': request<DialResult>()(z.object({ typed: z.string().max(200) })),
} as const;
