import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/**
 * The sound and pictures of the meeting one is in. They are a call of the snapshot's `calls` with its `meetingId`: muted, held, shown and hung up
 * as any other; the meeting goes on without it.
 */
export const meetingSoundRequests = {
  /**
   * Joins it, or joins it again; other calls are held. The call's id; what becomes of it stands in the snapshot. The same id when one is in.
   * Failures: MEETING_NOT_IN, MEETING_PART_MISSING, CALL_TOO_MANY, POLICY_FORBIDS.
   */
  'meeting.joinSound': request<Outcome<string>>()(z.object({ withCamera: z.boolean().optional() })),
} as const;
