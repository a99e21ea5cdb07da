import { z } from 'zod';
import { ringSeconds } from '../model/call-forwarding.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

/** As typed, or a `sip:` address: the dial plan makes a number whole. */
const address = z.object({ kind: z.literal('address'), address: z.string().min(1).max(458) });
const voicemail = z.object({ kind: z.literal('voicemail') });
const delegates = z.object({ kind: z.literal('delegates') });
const team = z.object({ kind: z.literal('team') });
const rules = {
  unanswered: z.object({
    to: z.discriminatedUnion('kind', [voicemail, address]),
    afterSeconds: z.number().int().min(ringSeconds.shortest).max(ringSeconds.longest),
  }),
  workHoursOnly: z.boolean(),
};

/**
 * Where calls go. What holds stands in the snapshot's `callForwarding`. Failures of both: NOT_SIGNED_IN, FORWARDING_UNREADABLE,
 * FORWARDING_TARGET_INVALID, POLICY_FORBIDS, PUBLISH_REFUSED.
 */
export const callForwardingRequests = {
  'callForwarding.change': request<Outcome<void>>()(
    z.discriminatedUnion('mode', [
      z.object({ mode: z.literal('off'), ...rules }),
      z.object({
        mode: z.literal('forward'),
        to: z.discriminatedUnion('kind', [address, voicemail, delegates]),
        ...rules,
      }),
      z.object({
        mode: z.literal('ring-also'),
        to: z.discriminatedUnion('kind', [address, delegates, team]),
        ...rules,
      }),
    ]),
  ),
  /** Own telephones ring again, and nobody else's; what happens to unanswered calls stays. */
  'callForwarding.turnOff': request<Outcome<void>>()(z.void()),
} as const;
