import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const configurationRequests = {
  /** Asks the server for its settings and the dial plan again. Failures: NOT_SIGNED_IN, PROVISIONING_*, DIAL_PLAN_*. */
  'configuration.refresh': request<Outcome<void>>()(z.void()),
} as const;
