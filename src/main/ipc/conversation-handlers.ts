/** What the requests about conversations do: one service method each. */

import type { InputOf } from '../../shared/ipc/contract.ts';
import type { conversationRequests } from '../../shared/ipc/conversation.contract.ts';
import type { RichText } from '../../shared/model/conversation.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { Handlers } from './router.ts';

type ConversationHandlers = Pick<Handlers, keyof typeof conversationRequests>;

/** Binds that part of the contract. */
export function conversationHandlersFor(
  talks: ConversationService,
  invitations: Pick<InvitationService, 'addPerson'>,
): ConversationHandlers {
  return {
    'conversation.open': (peer) => talks.open(peer),
    'conversation.send': ({ id, text, format }) => talks.send(id, text, format && formatOf(format)),
    'conversation.retry': ({ id, messageId }) => talks.retry(id, messageId),
    'conversation.typing': ({ id }) => talks.typing(id),
    'conversation.markRead': ({ id }) => talks.markRead(id),
    'conversation.accept': ({ id }) => talks.accept(id),
    'conversation.decline': ({ id }) => talks.decline(id),
    'conversation.close': ({ id }) => talks.close(id),
    'conversation.addPerson': ({ id, uri, name }) => invitations.addPerson(id, uri, name),
    'conversation.messages': ({ id, sinceRevision }) => talks.messages(id, sinceRevision),
  };
}

/** Without what is not there: a look that is undefined on the wire is none. */
export function formatOf(format: NonNullable<InputOf<'conversation.send'>['format']>): RichText {
  return format.map((runs) =>
    runs.map((run) => {
      const { text, ...looks } = run;
      const given = Object.fromEntries(Object.entries(looks).filter(([, value]) => value !== undefined));
      return { text, ...given };
    }),
  );
}
