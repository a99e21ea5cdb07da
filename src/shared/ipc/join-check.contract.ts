import { z } from 'zod';
import type { JoinCheck } from '../model/join-check.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const joinCheckRequests = {
  /**
   * Looks up, connects and hangs up, as a guest's join begins; nothing is sent. Takes a meeting link, an invitation, an address or a domain.
   * A requirement that is not met is a verdict, not a failure. Failures: LINK_*, CONFERENCE_NOT_FOUND, CERTIFICATE_* of a meeting's page,
   * ADDRESS_INVALID.
   */
  'meeting.check': request<Outcome<JoinCheck>>()(z.object({ text: z.string().max(20_000) })),
} as const;
