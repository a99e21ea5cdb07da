/** What follows when somebody chooses an action from a notice. */
import type { CallService } from '../session/calls/calls-api.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { InvitationService } from '../session/invitations/invitations-api.ts';
import type { MeetingControl } from '../session/meetings/meeting-control.ts';
import type { Notice, NoticeAction } from '../session/notices/notice.ts';
import type { Client } from './compose.ts';

export interface ActionNeeds {
  readonly calls: Pick<CallService, 'answer' | 'decline'>;
  readonly talks: Pick<ConversationService, 'accept' | 'decline' | 'open'>;
  readonly contacts: Pick<Client['people']['contacts'], 'acknowledge'>;
  readonly invitations: Pick<InvitationService, 'accept' | 'decline'>;
  /** The lobby of the meeting that is open. */
  readonly lobby: Pick<MeetingControl, 'admit' | 'deny'>;
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
      return;
    case 'open-meeting':
      needs.open('/meeting');
      return;
    case 'open-meeting-chat':
      open('meeting', 'chat');
      return;
    case 'admit':
    case 'deny':
    case 'admit-all':
      return openDoor(needs, action === 'admit-all' ? 'all' : [about], action === 'deny');
    case 'open-app':
      needs.open('');
      return;
    case 'accept-invitation':
      // The window shows the meeting as it begins, and what became of it.
      needs.open('');
      await needs.invitations.accept(about);
      return;
    case 'decline-invitation':
      needs.invitations.decline(about);
      return;
    case 'open-call':
      open('call', about);
      return;
    case 'answer-call':
      // The window says what became of it.
      open('call', about);
      await needs.calls.answer(about);
      return;
    case 'decline-call':
      needs.calls.decline(about);
  }
}

/** Lets people in or sends them away; refused, the banner of the meeting asks again. */
async function openDoor({ lobby, open }: ActionNeeds, who: 'all' | readonly string[], denies: boolean): Promise<void> {
  const answer = await (denies ? lobby.deny(who) : lobby.admit(who));
  if (!answer.ok) open('/meeting');
}
