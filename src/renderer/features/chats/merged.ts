/** Messages as they are put together and drawn: pure. */
import type { Message } from '../../../shared/model/conversation.ts';

/** The messages with those that changed in their places, and new ones after them by time. */
export function merged(before: readonly Message[], changes: readonly Message[]): readonly Message[] {
  const byId = new Map(before.map((message) => [message.id, message]));
  for (const message of changes) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.at - other.at);
}

/** Messages of one sender in a row, within some minutes and on one day. */
export interface Group {
  readonly key: string;
  readonly from: 'me' | 'peer' | 'notice';
  readonly messages: readonly Message[];
  /** The first of its day: the day is written above it. */
  readonly beginsDay: boolean;
}

const pauseMs = 5 * 60_000;

/** Groups as they are drawn: a new one for another sender, after a pause, and on another day. */
export function groupsOf(messages: readonly Message[]): readonly Group[] {
  const groups: { key: string; from: Group['from']; messages: Message[]; beginsDay: boolean }[] = [];
  let last: Message | undefined;
  for (const message of messages) {
    const from = message.kind === 'notice' ? 'notice' : message.from;
    const group = groups.at(-1);
    const beginsDay = !last || dayOf(last.at) !== dayOf(message.at);
    const follows = group?.from === from && !beginsDay && message.at - (last?.at ?? 0) < pauseMs;
    if (follows) group.messages.push(message);
    else groups.push({ key: message.id, from, messages: [message], beginsDay });
    last = message;
  }
  return groups;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
