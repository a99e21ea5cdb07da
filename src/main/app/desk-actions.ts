/** What follows when somebody chooses an action from a notice. */
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { Notice, NoticeAction } from '../session/notices/notices.ts';
import type { Client } from './compose.ts';

export interface ActionNeeds {
  readonly talks: Pick<ConversationService, 'accept' | 'decline' | 'open'>;
  readonly contacts: Pick<Client['people']['contacts'], 'acknowledge'>;
  /** Brings the window to the front at a screen of its own. */
  readonly open: (path: string) => void;
}

/** Does it; resolves when it is done or refused. What can go wrong is shown by the screen that opens. */
export async function actOn(needs: ActionNeeds, { kind, about, name }: Notice, action: NoticeAction): Promise<void> {
  const { talks, contacts } = needs;
  const open = (screen: string, what: string) => needs.open(`/${screen}?${new URLSearchParams({ about: what })}`);
  switch (action) {
    case 'accept-chat':
      talks.accept(about);
      open('conversation', about);
      return;
    case 'decline-chat':
      talks.decline(about);
      return;
    case 'open-chat': {
      // What is about somebody's status has no conversation yet.
      const opened = kind === 'status' ? talks.open({ uri: about, name }) : ({ ok: true, value: about } as const);
      if (opened.ok) open('conversation', opened.value);
      else open('contact', about);
      return;
    }
    case 'open-contact':
      open('contact', about);
      return;
    case 'add-watcher': {
      // Refused, their card offers it again.
      const added = await contacts.acknowledge(about, true);
      if (!added.ok) open('contact', about);
      return;
    }
    case 'open-phone':
      needs.open('/phone');
  }
}
