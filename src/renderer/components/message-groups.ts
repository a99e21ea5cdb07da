/** Messages of one sender in a row, as they are drawn together: pure. */

export interface MessageGroup<T> {
  /** The id of its first message. */
  readonly key: string;
  readonly from: string;
  readonly messages: readonly T[];
  /** The first of its day: the day is written above it. */
  readonly beginsDay: boolean;
}

const pauseMs = 5 * 60_000;

/** Groups in the order of the messages: a new one for another sender, after a pause, on another day, and before what stands for itself. */
export function messageGroups<T extends { readonly id: string; readonly at: number }>(
  messages: readonly T[],
  senderOf: (message: T) => string,
  beginsAnew: (message: T) => boolean = () => false,
): readonly MessageGroup<T>[] {
  const groups: { key: string; from: string; messages: T[]; beginsDay: boolean }[] = [];
  let last: T | undefined;
  for (const message of messages) {
    const from = senderOf(message);
    const group = groups.at(-1);
    const beginsDay = !last || dayOf(last.at) !== dayOf(message.at);
    const isSoon = !beginsDay && message.at - (last?.at ?? 0) < pauseMs;
    const follows = group?.from === from && isSoon && !beginsAnew(message);
    if (follows) group.messages.push(message);
    else groups.push({ key: message.id, from, messages: [message], beginsDay });
    last = message;
  }
  return groups;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
