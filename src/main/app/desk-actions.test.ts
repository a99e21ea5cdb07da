import { describe, expect, it } from 'vitest';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Notice, NoticeAction } from '../session/notices/notice.ts';
import { actOn } from './desk-actions.ts';

const refused = failed({ code: 'NOT_SIGNED_IN', at: 0 });
const jeremy = 'sip:jeremy@contoso.com';

/** What an action does, in order. */
async function doing(
  { kind = 'message', about = 'c1' }: Partial<Notice>,
  action: NoticeAction,
  answer: Outcome<void> = done(undefined),
): Promise<string[]> {
  const did: string[] = [];
  const note = (what: string) => {
    did.push(what);
    return answer;
  };
  await actOn(
    {
      calls: {
        answer: async (id) => note(`answer ${id}`),
        decline: (id) => note(`decline call ${id}`),
      },
      talks: {
        accept: (id) => note(`accept ${id}`),
        decline: (id) => note(`decline ${id}`),
        open: ({ uri, name }) => {
          const outcome = note(`talk ${uri} ${name}`);
          return outcome.ok ? done('c9') : outcome;
        },
      },
      contacts: { acknowledge: async (uri, add) => note(`acknowledge ${uri} ${add}`) },
      invitations: {
        accept: async (id) => note(`join ${id}`),
        decline: (id) => note(`decline meeting ${id}`),
      },
      lobby: {
        admit: async (who) => note(`admit ${who}`),
        deny: async (who) => note(`deny ${who}`),
      },
      open: (path) => did.push(path),
    },
    { kind, about, name: 'Jeremy Los', text: '', actions: [action] },
    action,
  );
  return did;
}

const card = '/contact?about=sip%3Ajeremy%40contoso.com';

describe('an action chosen from a notice', () => {
  it('answers a call in the window that shows it, declines it where one is, or only looks', async () => {
    expect(await doing({ kind: 'call', about: 'call-1' }, 'answer-call')).toEqual([
      '/call?about=call-1',
      'answer call-1',
    ]);
    expect(await doing({ kind: 'call', about: 'call-1' }, 'decline-call')).toEqual(['decline call call-1']);
    expect(await doing({ kind: 'call', about: 'call-1' }, 'open-call')).toEqual(['/call?about=call-1']);
  });

  it('opens the conversation, taking or declining it first', async () => {
    expect(await doing({}, 'open-chat')).toEqual(['/conversation?about=c1']);
    expect(await doing({ kind: 'waiting' }, 'accept-chat')).toEqual(['accept c1', '/conversation?about=c1']);
    expect(await doing({ kind: 'waiting' }, 'decline-chat')).toEqual(['decline c1']);
  });

  it('begins a conversation with somebody whose status is told', async () => {
    const status = { kind: 'status', about: jeremy } as const;
    expect(await doing(status, 'open-chat')).toEqual([`talk ${jeremy} Jeremy Los`, '/conversation?about=c9']);
    expect(await doing(status, 'open-chat', refused)).toEqual([`talk ${jeremy} Jeremy Los`, card]);
    expect(await doing(status, 'open-contact')).toEqual([card]);
  });

  it('adds who added us, and shows their card where that was refused', async () => {
    const watcher = { kind: 'watcher', about: jeremy } as const;
    expect(await doing(watcher, 'add-watcher')).toEqual([`acknowledge ${jeremy} true`]);
    expect(await doing(watcher, 'add-watcher', refused)).toEqual([`acknowledge ${jeremy} true`, card]);
  });

  it('shows what was missed', async () => {
    expect(await doing({ kind: 'voicemail', about: '' }, 'open-phone')).toEqual(['/phone']);
  });

  it('[O3] opens the door of the meeting, and shows it where that was refused', async () => {
    const lobby = { kind: 'lobby', about: 'sip:karen@anonymous.invalid' } as const;
    expect(await doing(lobby, 'admit')).toEqual(['admit sip:karen@anonymous.invalid']);
    expect(await doing(lobby, 'deny')).toEqual(['deny sip:karen@anonymous.invalid']);
    expect(await doing({ kind: 'lobby', about: '' }, 'admit-all')).toEqual(['admit all']);
    expect(await doing(lobby, 'admit', refused)).toEqual(['admit sip:karen@anonymous.invalid', '/meeting']);
    expect(await doing(lobby, 'open-meeting')).toEqual(['/meeting']);
    expect(await doing({ kind: 'meeting-message', about: 'm1' }, 'open-meeting-chat')).toEqual(['/meeting?about=chat']);
  });

  it('answers who asks us to a meeting, in the window where it is yes', async () => {
    const invitation = { kind: 'invitation', about: 'i1' } as const;
    expect(await doing(invitation, 'accept-invitation')).toEqual(['', 'join i1']);
    expect(await doing(invitation, 'decline-invitation')).toEqual(['decline meeting i1']);
    expect(await doing(invitation, 'open-app')).toEqual(['']);
  });
});
