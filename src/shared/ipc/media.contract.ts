import { z } from 'zod';
import type { MediaOrder } from '../model/window-media.ts';
import { request } from './define.ts';

const orderId = z.number().int().min(1);
const callId = z.string().min(1).max(128);
const count = z.number().min(0).max(1e15).optional();
const word = z.string().max(64).optional();

export const mediaRequests = {
  /** The outcome of an order, once. An order nobody waits for any more is passed over. */
  'media.answer': request<void>()(
    z.object({
      orderId,
      sdp: z.string().max(60_000).optional(),
      problem: z
        .enum([
          'no-microphone',
          'no-camera',
          'permission-denied',
          'device-busy',
          'screen-not-picked',
          'description-refused',
          'engine',
        ])
        .optional(),
      /** What the engine said, for the trace. */
      detail: z.string().max(500).optional(),
    }),
  ),
  /** The window can take orders; after a crash of its page what it held is gone, which this says too. */
  'media.ready': request<void>()(z.void()),
  'media.figures': request<void>()(
    z.object({
      callId,
      figures: z.object({
        atMs: z.number(),
        codec: word,
        videoCodec: word,
        videoSize: word,
        packetsReceived: count,
        packetsLost: z.number().optional(),
        bytesReceived: count,
        bytesSent: count,
        jitterMs: count,
        bufferedMs: count,
        bufferedCount: count,
        roundTripMs: count,
        sentLoss: count,
      }),
    }),
  ),
  /** Something of ours stopped in mid-call: a device was pulled out, the person ended the sharing from the desktop. */
  'media.lost': request<void>()(z.object({ callId, what: z.enum(['microphone', 'camera', 'screen', 'engine']) })),
  /** What was lost is there again, and used. */
  'media.found': request<void>()(z.object({ callId, what: z.enum(['microphone']) })),
} as const;

export interface MediaEvents {
  'media.order': MediaOrder;
}
