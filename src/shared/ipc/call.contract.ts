import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(128);
const call = z.object({ id });

/**
 * Calls. What becomes of one stands in the snapshot's `calls`, not in these answers: they tell only why nothing could be begun.
 * Failures of all with an id: CALL_UNKNOWN, when it is over or was put away.
 */
export const callRequests = {
  /**
   * Calls a person (`sip:` address) or a number (`tel:`, or as typed: the dial plan makes it whole). The call's id. Failures: NOT_SIGNED_IN,
   * CONTACT_INVALID, CALL_TOO_MANY, POLICY_FORBIDS.
   */
  'call.start': request<Outcome<string>>()(
    z.object({
      to: z.string().min(1).max(458),
      name: z.string().max(1000).optional(),
      withCamera: z.boolean().optional(),
    }),
  ),
  /** Takes a call that rings. Others that are active are held first. */
  'call.answer': request<Outcome<void>>()(z.object({ id, withCamera: z.boolean().optional() })),
  /** Says no to a call that rings: with the words of a message, to voicemail, or plainly. */
  'call.decline': request<Outcome<void>>()(
    z.object({ id, message: z.string().min(1).max(500).optional(), toVoicemail: z.boolean().optional() }),
  ),
  /** Ends it, whatever it does at the moment; one that is over already is no failure. */
  'call.hangUp': request<Outcome<void>>()(call),
  'call.mute': request<Outcome<void>>()(z.object({ id, isMuted: z.boolean() })),
  /** Resuming one holds the other that is active. */
  'call.hold': request<Outcome<void>>()(z.object({ id, isHeld: z.boolean() })),
  /** 0 to 9, star, hash, A to D; by RTP or INFO as the far end takes them. */
  'call.digits': request<Outcome<void>>()(z.object({ id, digits: z.string().regex(/^[0-9*#A-Da-d]{1,64}$/) })),
  /** Blind: the peer is sent to this person or number. */
  'call.transfer': request<Outcome<void>>()(z.object({ id, to: z.string().min(1).max(458) })),
  /** With consultation: the peers of both calls are joined, and we leave. */
  'call.join': request<Outcome<void>>()(z.object({ id, withId: id })),
  /** A camera's picture or a screen is shown, or none. */
  'call.show': request<Outcome<void>>()(z.object({ id, picture: z.enum(['none', 'camera', 'screen']) })),
  /** Takes an ended call off the list. */
  'call.putAway': request<Outcome<void>>()(call),
} as const;
