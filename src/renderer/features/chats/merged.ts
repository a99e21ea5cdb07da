/** Messages as they are put together and drawn: pure. */
import type { Message } from '../../../shared/model/conversation.ts';
import { type MessageGroup, messageGroups } from '../../components/message-groups.ts';

/** The messages with those that changed in their places, and new ones after them by time. */
export function merged(before: readonly Message[], changes: readonly Message[]): readonly Message[] {
  const byId = new Map(before.map((message) => [message.id, message]));
  for (const message of changes) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.at - other.at);
}

/** Messages as they are drawn: one sender in a row. */
export type Group = MessageGroup<Message>;

/** Groups by sender, pause and day; what happened between messages stands by itself. */
export function groupsOf(messages: readonly Message[]): readonly Group[] {
  return messageGroups(messages, (message) => (message.kind === 'notice' ? 'notice' : message.from));
}
