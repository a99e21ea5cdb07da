import { z } from 'zod';
import { longestMessage, type MessageChanges } from '../model/conversation.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(512);
const conversation = z.object({ id });

const run = z.object({
  text: z.string().max(longestMessage),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  strike: z.literal(true).optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
  size: z.number().min(6).max(36).optional(),
});

/** What a person typed, with its looks; links are found in the text by whoever reads it. */
export const format = z.array(z.array(run).max(500)).max(500);

/**
 * Instant messages between two people. What became of a message stands on the message itself, not in these answers.
 * Failures of all but `open`: CONVERSATION_UNKNOWN, when it was closed or gave way to newer ones.
 */
export const conversationRequests = {
  /** Finds the conversation with a person or makes one; nothing is sent. Its id. Failures: CONTACT_INVALID, NOT_SIGNED_IN. */
  'conversation.open': request<Outcome<string>>()(
    z.object({ uri: z.string().min(1).max(458), name: z.string().max(1000).optional() }),
  ),
  /** The message's id. `format` is the same text with its looks. Without a connection it waits, see Delivery. Failures besides: MESSAGE_EMPTY, MESSAGE_TOO_LONG. */
  'conversation.send': request<Outcome<string>>()(
    z.object({ id, text: z.string().max(20 * longestMessage), format: format.optional() }),
  ),
  /** Sends a failed message again; nothing for any other. */
  'conversation.retry': request<Outcome<void>>()(z.object({ id, messageId: id })),
  /** To be called with each change of what is being typed; main tells the peer as often as is fit, and when it stops. */
  'conversation.typing': request<void>()(conversation),
  /** The person sees the newest message. It accepts a conversation that rings: whoever has read a message has taken it. */
  'conversation.markRead': request<Outcome<void>>()(conversation),
  'conversation.accept': request<Outcome<void>>()(conversation),
  'conversation.decline': request<Outcome<void>>()(conversation),
  /** Leaves, and takes it off the list. */
  'conversation.close': request<Outcome<void>>()(conversation),
  /**
   * A third person joins in: the conversation becomes a meeting, which is created and entered, and both are asked to come (`meetingInvitees`).
   * `name` is what the window knows them by, from the directory.
   * The conversation stays, and ends when the peer leaves it. Resolves when we are in. Failures: MEETING_OPEN, CONTACT_INVALID, NOT_SIGNED_IN,
   * those of creating a meeting and of joining one.
   */
  'conversation.addPerson': request<Outcome<void>>()(
    z.object({ id, uri: z.string().min(1).max(458), name: z.string().max(256).optional() }),
  ),
  /** Everything that is held for `sinceRevision` 0. */
  'conversation.messages': request<Outcome<MessageChanges>>()(z.object({ id, sinceRevision: z.number().int().min(0) })),
} as const;
