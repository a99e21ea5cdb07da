/** Conversations joined with what follows from them: the history that keeps them, the list of what was missed. */
import { type Message, plainText } from '../../shared/model/conversation.ts';
import type { HistoryEntry } from '../../shared/model/history.ts';
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
  readonly history: Pick<HistoryService, 'record' | 'change'>;
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

/** What is on its way is kept already: the program may be killed, and nobody would say later what became of it. */
function keep({ peer, message, isNew }: MessageEvent, history: TalkListeners['history']): void {
  if (message.kind === 'notice' || isUnderWay(message)) return;
  const { id, conversationId, at, from } = message;
  const entry: HistoryEntry = {
    messageId: id,
    conversationId,
    peer,
    at,
    from: from === 'me' ? 'me' : 'them',
    kind: message.kind,
    text: message.kind === 'text' ? plainText(message.body) : message.transfer.name,
    ...(hasArrived(message) ? {} : { failed: true as const }),
  };
  // Somebody may have deleted it since it was said: what becomes of it does not bring it back.
  if (isNew) history.record(entry);
  else history.change(entry);
}

/** A file that moves says so many times a second, and nothing that is kept: each would bring back what somebody deletes meanwhile. */
function isUnderWay(message: Exclude<Message, { kind: 'notice' }>): boolean {
  return message.kind === 'file' && /^(connecting|moving)$/.test(message.transfer.progress.kind);
}

/** What we sent is kept as failed until somebody says that it is there. What the peer sent is here, if only as an offer. */
function hasArrived(message: Exclude<Message, { kind: 'notice' }>): boolean {
  if (message.from === 'peer') return true;
  if (message.kind === 'file') return message.transfer.progress.kind === 'done';
  return message.delivery === 'delivered' || message.delivery === 'sent';
}
