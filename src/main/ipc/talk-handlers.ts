/** What the requests about what people say to each other do: conversations, the files in them, what is kept of them, the chat of meetings. */
import type { Client } from '../app/compose.ts';
import { conversationHandlersFor } from './conversation-handlers.ts';
import { type FileDesktop, fileHandlersFor } from './file-handlers.ts';
import { historyHandlersFor } from './history-handlers.ts';
import { meetingChatHandlersFor } from './meeting-chat-handlers.ts';

/** Binds those parts of the contract. */
export function talkHandlersFor(client: Client, desktop: FileDesktop) {
  const { talks, invitations, files, history } = client;
  return {
    ...conversationHandlersFor(talks, invitations),
    ...fileHandlersFor(files, desktop),
    ...historyHandlersFor(history),
    ...meetingChatHandlersFor(client),
  };
}
