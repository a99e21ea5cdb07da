import { z } from 'zod';
import { longestMessage } from '../model/conversation.ts';
import type { MeetingChatChanges } from '../model/meeting-chat.ts';
import type { Outcome } from '../outcome.ts';
import { format } from './conversation.contract.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(512);

/**
 * The chat of the meeting that is open, and invitations to meetings. What became of a message stands on the message itself.
 * Failures of all but typing: MEETING_CHAT_CLOSED, when no meeting is open or it has no chat.
 */
export const meetingChatRequests = {
  /** The message's id. `format` is the same text with its looks. Failures besides: MESSAGE_EMPTY, MESSAGE_TOO_LONG, MEETING_CHAT_FORBIDDEN. */
  'meetingChat.send': request<Outcome<string>>()(
    z.object({ text: z.string().max(20 * longestMessage), format: format.optional() }),
  ),
  /** Sends a failed message again; nothing for any other. Failures besides: MEETING_CHAT_FORBIDDEN. */
  'meetingChat.retry': request<Outcome<void>>()(z.object({ messageId: id })),
  /** To be called with each change of what is being typed; main tells the others as often as is fit, and when it stops. */
  'meetingChat.typing': request<void>()(z.void()),
  /** The person sees the newest message. */
  'meetingChat.markRead': request<Outcome<void>>()(z.void()),
  /** Everything that is held for `sinceRevision` 0. */
  'meetingChat.messages': request<Outcome<MeetingChatChanges>>()(z.object({ sinceRevision: z.number().int().min(0) })),
  /** Enters the chat again now, also after one was taken out of it. Nothing while it is open or being entered. */
  'meetingChat.reconnect': request<Outcome<void>>()(z.void()),
  /**
   * Asks one more person to come to the meeting that is open; `meetingInvitees` tells how it went. `name` is what the window knows them by,
   * from the directory. Failures: CONTACT_INVALID, MEETING_CHAT_CLOSED.
   */
  'meetingInvitation.send': request<Outcome<void>>()(
    z.object({ uri: z.string().min(1).max(458), name: z.string().max(256).optional() }),
  ),
  /**
   * Says yes to whoever invites, and joins. Resolves as `meeting.join` does; failures are its failures, and INVITATION_GONE when the
   * inviter gave up or another device answered. `replace` leaves the meeting that is open.
   */
  'meetingInvitation.accept': request<Outcome<void>>()(z.object({ id, replace: z.boolean().optional() })),
  /** Failures: INVITATION_GONE. */
  'meetingInvitation.decline': request<Outcome<void>>()(z.object({ id })),
} as const;
