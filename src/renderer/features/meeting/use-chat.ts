import { useEffect, useRef, useState } from 'react';
import type { MeetingChatMessage } from '../../../shared/model/meeting-chat.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';

export interface ChatSoFar {
  /** In the order of coming. */
  readonly messages: readonly MeetingChatMessage[];
  /** Older ones are not held any more. */
  readonly lost: boolean;
}

const nothing: ChatSoFar = { messages: [], lost: false };

/** What was said in the meeting, followed: each change of the chat's revision asks main for what is new since the last. */
export function useChat(meetingId: string): ChatSoFar {
  const { client, notice } = useServices();
  const revision = useSlice(({ meetingChat }) => (meetingChat?.meetingId === meetingId ? meetingChat.revision : 0));
  const [chat, setChat] = useState(nothing);
  const known = useRef(0);
  useEffect(() => {
    if (revision <= known.current) return;
    let ended = false;
    client.request('meetingChat.messages', { sinceRevision: known.current }).then(
      (outcome) => {
        // A chat that was closed meanwhile says so itself.
        if (ended || !outcome.ok) return;
        known.current = outcome.value.revision;
        const { messages, lost } = outcome.value;
        setChat((before) => ({ messages: withChanges(before.messages, messages), lost: before.lost || lost }));
      },
      (error: unknown) => {
        if (error instanceof RequestFailed && !ended) notice.set(error.failure);
      },
    );
    return () => {
      ended = true;
    };
  }, [client, notice, revision]);
  return chat;
}

/** The messages with those that changed in their places, and new ones at the end. */
export function withChanges(
  before: readonly MeetingChatMessage[],
  changes: readonly MeetingChatMessage[],
): readonly MeetingChatMessage[] {
  const byId = new Map(before.map((message) => [message.id, message]));
  for (const message of changes) byId.set(message.id, message);
  return [...byId.values()];
}
