import { useEffect, useRef, useState } from 'react';
import type { Message } from '../../../shared/model/conversation.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { merged } from './merged.ts';

export interface Conversation {
  /** In order of time. */
  readonly messages: readonly Message[];
  /** Older ones are not held in memory any more; the history may have them. */
  readonly lost: boolean;
}

const nothing: Conversation = { messages: [], lost: false };

/** What was said in a conversation, followed: each change of its revision asks main for what is new since the last. */
export function useMessages(id: string): Conversation {
  const { client, notice } = useServices();
  const revision = useSlice((snapshot) => snapshot.conversations.find((each) => each.id === id)?.revision ?? 0);
  const [conversation, setConversation] = useState(nothing);
  const known = useRef({ id, revision: 0 });
  useEffect(() => {
    if (known.current.id !== id) {
      known.current = { id, revision: 0 };
      setConversation(nothing);
    }
    const since = known.current.revision;
    if (revision <= since && since > 0) return;
    let ended = false;
    client.request('conversation.messages', { id, sinceRevision: since }).then(
      (outcome) => {
        if (ended || !outcome.ok) return;
        known.current = { id, revision: outcome.value.revision };
        setConversation((before) => ({
          messages: merged(before.messages, outcome.value.messages),
          lost: before.lost || outcome.value.lost,
        }));
      },
      (error: unknown) => {
        if (error instanceof RequestFailed && !ended) notice.set(error.failure);
      },
    );
    return () => {
      ended = true;
    };
  }, [client, notice, id, revision]);
  return conversation;
}
