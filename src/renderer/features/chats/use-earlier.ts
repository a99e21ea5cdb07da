import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Message } from '../../../shared/model/conversation.ts';
import type { KeptEntry } from '../../../shared/model/history.ts';
import { chatTexts as texts } from '../../locales/chats.ts';
import { useServices, useSlice } from '../../state/services.tsx';

const pageSize = 50;

export interface Earlier {
  /** In order of time, as if they were said now. */
  readonly messages: readonly Message[];
  /** `none`: there is nothing older than what is shown, or nothing is kept. */
  readonly older: 'none' | 'loading' | 'there';
  load(): void;
}

interface Kept {
  readonly entries: readonly KeptEntry[];
  readonly more: boolean;
}

/** What this computer kept of earlier talk with somebody: the newest page at once, older ones when they are asked for. */
export function useEarlier(peerUri: string): Earlier {
  const { client, notice } = useServices();
  const isKept = useSlice((snapshot) => snapshot.history.kind === 'ready');
  const [kept, setKept] = useState<Kept>({ entries: [], more: isKept });
  const [busy, setBusy] = useState(isKept);
  const before = kept.entries[0]?.seq;

  const load = useCallback(async (): Promise<void> => {
    setBusy(true);
    const outcome = await client
      .request('history.page', { peerUri, limit: pageSize, ...(before === undefined ? {} : { before }) })
      .finally(() => setBusy(false));
    if (!outcome.ok) notice.set(outcome.failure);
    else setKept(({ entries }) => ({ entries: [...outcome.value.entries, ...entries], more: outcome.value.more }));
  }, [client, notice, peerUri, before]);

  // The first page comes by itself; `load` is another one from then on.
  const asked = useRef(false);
  useEffect(() => {
    if (!isKept || asked.current) return;
    asked.current = true;
    load().catch(() => undefined);
  }, [isKept, load]);

  const messages = useMemo(() => (isKept ? kept.entries.map(messageFrom) : []), [isKept, kept]);

  return {
    messages,
    older: !isKept || !kept.more ? 'none' : busy ? 'loading' : 'there',
    load: () => void load().catch(() => undefined),
  };
}

/** A kept entry as a message: plain text, and nothing of it can be sent again. */
function messageFrom({ messageId, conversationId, at, from, kind, text, failed }: KeptEntry): Message {
  return {
    kind: 'text',
    id: messageId,
    conversationId: conversationId ?? '',
    at,
    changed: 0,
    from: from === 'me' ? 'me' : 'peer',
    body: (kind === 'file' ? texts.file(text) : text).split('\n').map((line) => (line === '' ? [] : [{ text: line }])),
    delivery: failed ? 'failed' : 'delivered',
  };
}
