/** What the requests about what people say to each other do: conversations, the files in them, what is kept of them. */
import type { Client } from '../app/compose.ts';
import { conversationHandlersFor } from './conversation-handlers.ts';
import { type FileDesktop, fileHandlersFor } from './file-handlers.ts';
import { historyHandlersFor } from './history-handlers.ts';

/** Binds those parts of the contract. */
export function talkHandlersFor({ talks, files, history }: Client, desktop: FileDesktop) {
  return { ...conversationHandlersFor(talks), ...fileHandlersFor(files, desktop), ...historyHandlersFor(history) };
}
