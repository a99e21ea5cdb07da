import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(512);
const file = z.object({ id, messageId: id });

/** `id` is the conversation's. What becomes of a file stands on its line in the conversation, not in these answers. */
export const fileRequests = {
  /** Lets the person choose a file, and offers it. */
  'conversation.offerFile': request<Outcome<'offered' | 'cancelled'>>()(z.object({ id })),
  /** Into the Downloads folder, under a name nothing has yet. */
  'conversation.acceptFile': request<Outcome<void>>()(file),
  'conversation.declineFile': request<Outcome<void>>()(file),
  /** Takes an offer back, or ends a transfer on either side. */
  'conversation.cancelFile': request<Outcome<void>>()(file),
  /** Shows a file that arrived in the desktop's file manager; it is never opened. */
  'conversation.showFile': request<Outcome<void>>()(file),
} as const;
