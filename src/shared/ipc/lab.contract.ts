import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const labRequests = {
  /** Starts the lab beside the app and points discovery and trust at it until it stops. */
  'lab.start': request<Outcome<void>>()(z.void()),
  'lab.stop': request<void>()(z.void()),
  /** The lab account to fill in; the lab's passwords are public and simulated. */
  'lab.account': request<{ readonly address: string; readonly password: string } | null>()(
    z.object({ address: z.string().max(255) }),
  ),
} as const;
