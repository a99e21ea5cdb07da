/** Conversations joined with what follows from them: the history that keeps them, the list of what was missed. */
import { plainText } from '../../shared/model/conversation.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import type { HistoryService } from '../history/history-service.ts';
import type {
  ConversationService,
  ConversationsDependencies,
  MessageEvent,
} from '../session/conversations/conversations-api.ts';
import { createConversationService } from '../session/conversations/conversations-service.ts';
import type { Mailbox } from './mailbox.ts';

export interface TalkListeners {
  readonly history: Pick<HistoryService, 'record'>;
  readonly mailbox: Pick<Mailbox, 'addLocalMissed'>;
}

/** Builds the service and tells the others. */
export function wireTalks(deps: ConversationsDependencies, { history, mailbox }: TalkListeners): ConversationService {
  const talks = createConversationService(deps);
  talks.onMessage((event) => {
    if (!reasonAgainst(deps.state.get(), 'save-im')) keep(event, history);
  });
  talks.onMissed(({ conversationId, peer, at, text }) => {
    mailbox.addLocalMissed({ id: `im ${conversationId} ${at}`, kind: 'im', from: peer, at, subject: text });
  });
  return talks;
}

/** What is on its way is kept already: nobody knows whether there will be a later word. */
function keep({ peer, message }: MessageEvent, history: Pick<HistoryService, 'record'>): void {
  if (message.kind === 'notice') return;
  const { id, conversationId, at, from } = message;
  const hasFailed = message.kind === 'text' && message.delivery === 'failed';
  history.record({
    messageId: id,
    conversationId,
    peer,
    at,
    from: from === 'me' ? 'me' : 'them',
    kind: message.kind,
    text: message.kind === 'text' ? plainText(message.body) : message.transfer.name,
    ...(hasFailed ? { failed: true as const } : {}),
  });
}
