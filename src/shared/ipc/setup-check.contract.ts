import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const setupCheckRequests = {
  /**
   * Begins a check and ends one that runs; how it goes on stands in the slice `setupCheck`. `partner` is another company's domain, an address
   * there or a meeting link; empty for none. Nothing secret is sent. Failures: ADDRESS_INVALID.
   */
  'setup.start': request<Outcome<void>>()(z.object({ address: z.string().max(300), partner: z.string().max(20_000) })),
  /** Ends the check that runs; what was found stays. */
  'setup.cancel': request<void>()(z.void()),
  /** Saves a report where the person says: false when none was chosen. Failures: STORAGE_FAILED, data `what: file`. */
  'setup.saveReport': request<Outcome<boolean>>()(
    z.object({ kind: z.enum(['text', 'json', 'page']), content: z.string().max(5_000_000) }),
  ),
} as const;
