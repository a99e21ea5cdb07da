import { z } from 'zod';
import type { ReadMeetingLink } from '../model/meeting.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

export const meetingRequests = {
  /** Reads a link or invitation without touching the network. */
  'meeting.readLink': request<Outcome<ReadMeetingLink>>()(z.object({ text: z.string().max(20_000) })),
  /**
   * Starts joining; the meeting in the snapshot tells the rest. Resolves when joined, waiting in the lobby, or failed; at once with
   * MEETING_OPEN while another meeting is open, unless it is to be replaced.
   */
  'meeting.join': request<Outcome<void>>()(
    z.object({
      text: z.string().max(20_000),
      guestName: z.string().max(255),
      /** 'auto' asks the own company first when signed in; 'guest' goes straight to the organiser's edge. */
      as: z.enum(['auto', 'guest']),
      conferenceKey: z.string().max(255).optional(),
      /** Leaves the meeting that is open, which the person agreed to. */
      replace: z.boolean().optional(),
      /** A guest in a meeting of the own company, which the person wished; else 'guest' is the own name there. */
      ownCompanyAsGuest: z.boolean().optional(),
    }),
  ),
  /** Leaves, or cancels at whatever stage the join is. */
  'meeting.leave': request<void>()(z.void()),
  /** Puts an ended meeting away. */
  'meeting.dismiss': request<void>()(z.void()),
} as const;
