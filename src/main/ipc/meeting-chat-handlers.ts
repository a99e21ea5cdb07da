/** What the requests about a meeting's chat and about invitations do: one service method each. */
import type { meetingChatRequests } from '../../shared/ipc/meeting-chat.contract.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { MeetingChatService } from '../session/meeting-chat/meeting-chat-api.ts';
import { formatOf } from './conversation-handlers.ts';
import type { Handlers } from './router.ts';

type MeetingChatHandlers = Pick<Handlers, keyof typeof meetingChatRequests>;

/** Binds that part of the contract. */
export function meetingChatHandlersFor({
  meetingChat,
  invitations,
}: {
  readonly meetingChat: MeetingChatService;
  readonly invitations: InvitationService;
}): MeetingChatHandlers {
  return {
    'meetingChat.send': ({ text, format }) => meetingChat.send(text, format && formatOf(format)),
    'meetingChat.retry': ({ messageId }) => meetingChat.retry(messageId),
    'meetingChat.typing': () => meetingChat.typing(),
    'meetingChat.markRead': () => meetingChat.markRead(),
    'meetingChat.messages': ({ sinceRevision }) => meetingChat.messages(sinceRevision),
    'meetingChat.reconnect': () => meetingChat.reconnect(),
    'meetingInvitation.send': ({ uri, name }) => invitations.send(uri, name),
    'meetingInvitation.accept': ({ id, replace }) => invitations.accept(id, replace),
    'meetingInvitation.decline': ({ id }) => invitations.decline(id),
  };
}
