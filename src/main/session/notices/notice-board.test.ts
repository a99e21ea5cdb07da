import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Call } from '../../../shared/model/call.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import type { IncomingInvitation, MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { noOwnPresence } from '../../../shared/model/presence.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { nothingMissed, noVoicemail } from '../../../shared/model/voicemail.ts';
import type { Notice, NoticeAction, NoticeParts } from './notice.ts';
import { createNoticeBoard } from './notice-board.ts';

const account = { registeredAt: 0 } as AccountFacts;
const quiet: NoticeParts = {
  account: { kind: 'registered', account },
  contacts: noContacts,
  conversations: [],
  calls: [],
  meeting: null,
  meetingChat: null,
  meetingInvitations: [],
  missed: nothingMissed,
  voicemail: { ...noVoicemail, state: 'ready' },
  presence: {},
  settings: defaultSettings,
  ownPresence: { ...noOwnPresence, availability: 'available' },
};

function chat(patch: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: 'c1',
    kind: 'two-party',
    peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
    state: 'active',
    isIncomingWaiting: false,
    peerTyping: false,
    unread: 1,
    lastText: 'Hello',
    lastAt: 1,
    revision: 1,
    ...patch,
  };
}

const having = (...conversations: readonly ConversationSummary[]): NoticeParts => ({ ...quiet, conversations });

/** A desktop: what stands on it, what was taken back, and what people chose. */
function desktop() {
  const up: { notice: Notice; end: (action?: NoticeAction) => void }[] = [];
  const acted: string[] = [];
  let state = quiet;
  const board = createNoticeBoard(
    (notice, onEnd) => {
      const entry = { notice, end: onEnd };
      up.push(entry);
      return () => {
        const index = up.indexOf(entry);
        if (index >= 0) up.splice(index, 1);
      };
    },
    ({ about }, action) => acted.push(`${action} ${about}`),
  );
  return {
    acted,
    board,
    shown: () => up.map(({ notice }) => `${notice.kind} ${notice.about}: ${notice.text}`),
    go(after: NoticeParts, isInFront = false) {
      board.change(state, after, isInFront);
      state = after;
    },
    /** The person chooses, or sends the notice away. */
    choose(action?: NoticeAction) {
      const entry = up.shift();
      entry?.end(action);
    },
  };
}

describe('the notices on the desktop', () => {
  it('are one for each conversation: the newest', () => {
    const { go, shown } = desktop();
    go(having(chat()));
    go(having(chat({ unread: 2, lastText: 'Are you there?' })));
    go(having(chat({ unread: 2, lastText: 'Are you there?' }), chat({ id: 'c2', lastText: 'Hi' })));
    expect(shown()).toEqual(['message c1: Are you there?', 'message c2: Hi']);
  });

  it.each<[string, NoticeParts]>([
    ['was read', having(chat({ unread: 0 }))],
    ['was closed', quiet],
    ['concerns nobody any more', { ...having(chat()), account: { kind: 'signed-out' } }],
    ['shall not disturb', { ...having(chat()), ownPresence: { ...noOwnPresence, availability: 'do-not-disturb' } }],
    ['is not wanted', { ...having(chat()), settings: { ...defaultSettings, notices: 'none' } }],
  ])('go when what they say %s', (_, after) => {
    const { go, shown } = desktop();
    go(having(chat()));
    expect(shown()).toHaveLength(1);
    go(after);
    expect(shown()).toEqual([]);
  });

  it('stay while the connection is made anew, and while they say what is so', () => {
    const { go, shown } = desktop();
    const watcher = { uri: 'sip:new@tailspintoys.com', name: 'New', kind: 'federated' as const };
    const all: NoticeParts = {
      ...having(chat()),
      contacts: { ...noContacts, newWatchers: [watcher] },
      voicemail: { ...noVoicemail, state: 'ready', unread: 2 },
    };
    go(all);
    const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
    go({ ...all, account: { kind: 'reconnecting', account, failure, attempt: 1, nextAt: 0 } });
    go({ ...all, conversations: [chat({ peerTyping: true })] });
    expect(shown()).toEqual(['message c1: Hello', 'watcher sip:new@tailspintoys.com: ', 'voicemail : 2']);
    go(quiet);
    expect(shown()).toEqual([]);
  });

  it('go while the connection is made anew, when they were read or nobody calls any more', () => {
    const { go, shown } = desktop();
    const call = { id: 'k1', state: 'incoming', peer: { uri: 'sip:garth@contoso.com', name: 'Garth Fort' } } as Call;
    const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
    const gone = { account: { kind: 'reconnecting', account, failure, attempt: 1, nextAt: 0 } } as const;
    go({ ...having(chat()), calls: [call] });
    go({ ...having(chat()), ...gone, calls: [call] });
    expect(shown()).toHaveLength(2);
    go({ ...having(chat({ unread: 0 })), ...gone, calls: [] });
    expect(shown()).toEqual([]);
  });

  it('ask about somebody who waits, and only tell of the message when nothing is left to ask', () => {
    const { go, shown } = desktop();
    go(having(chat({ isIncomingWaiting: true, state: 'ringing-in' })));
    expect(shown()).toEqual(['waiting c1: Hello']);
    go(having(chat()));
    expect(shown()).toEqual(['message c1: Hello']);
    go(having(chat({ id: 'c2', isIncomingWaiting: true })), true);
    expect(shown()).toEqual(['waiting c2: Hello']);
    go(having(chat({ id: 'c2' })), true);
    expect(shown()).toEqual([]);
  });

  it('tell what was chosen, once, and do not come back for it', () => {
    const { go, choose, acted, shown } = desktop();
    go(having(chat({ isIncomingWaiting: true })));
    choose('accept-chat');
    go(having(chat()));
    expect([acted, shown()]).toEqual([['accept-chat c1'], []]);
  });

  it('that were sent away say nothing, and the next message is told again', () => {
    const { go, choose, acted, shown } = desktop();
    go(having(chat()));
    choose();
    go(having(chat({ unread: 2, lastText: 'Still there?' })));
    expect([acted, shown()]).toEqual([[], ['message c1: Still there?']]);
  });

  it('are never more than ten, and all go at the end', () => {
    const { go, shown, board } = desktop();
    const chats = Array.from({ length: 30 }, (_, index) => chat({ id: `c${index}` }));
    for (let count = 1; count <= chats.length; count += 1) go(having(...chats.slice(0, count)));
    expect(shown()).toHaveLength(10);
    expect(shown().at(-1)).toBe('message c29: Hello');
    board.clear();
    expect(shown()).toEqual([]);
  });

  it('of the meeting are one, which goes when its chat was read, the meeting is over, or nobody may be told', () => {
    const { go, shown } = desktop();
    const said = (unread: number, text: string, phase = 'joined'): NoticeParts => ({
      ...quiet,
      account: { kind: 'signed-out' },
      meeting: { id: 'm1', phase, participants: [] as const } as unknown as MeetingState,
      meetingChat: {
        meetingId: 'm1',
        unread,
        last: { text, name: 'Zoë', isGuest: true, isSelf: false, at: 1 },
      } as MeetingChatState,
    });
    go(said(0, ''));
    go(said(1, 'Hello'));
    go(said(2, 'Anybody?'));
    expect(shown()).toEqual(['meeting-message m1: Anybody?']);
    go(said(0, 'Anybody?'));
    expect(shown()).toEqual([]);
    go(said(1, 'Well then'));
    go(said(1, 'Well then', 'ended'));
    expect(shown()).toEqual([]);
    go(said(0, '', 'joined'));
    go(said(1, 'Back'));
    go({ ...said(1, 'Back'), ownPresence: { ...noOwnPresence, availability: 'do-not-disturb' } });
    expect(shown()).toEqual([]);
  });

  it('of an invitation go when it was answered or taken back', () => {
    const { go, shown, choose, acted } = desktop();
    const invitation = { id: 'i1', from: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' } } as IncomingInvitation;
    go({ ...quiet, meetingInvitations: [invitation] }, true);
    expect(shown()).toEqual(['invitation i1: ']);
    go(quiet);
    expect(shown()).toEqual([]);
    go({ ...quiet, meetingInvitations: [{ ...invitation, id: 'i2' }] });
    choose('accept-invitation');
    go(quiet);
    expect([acted, shown()]).toEqual([['accept-invitation i2'], []]);
  });

  it('of a call go when it rings no more, wherever it was answered', () => {
    const { go, shown, choose, acted } = desktop();
    const call = { id: 'call-1', state: 'incoming', peer: { uri: 'sip:j@contoso.com', name: 'Jeremy Los' } } as Call;
    go({ ...quiet, calls: [call] });
    expect(shown()).toEqual(['call call-1: ']);
    go({ ...quiet, calls: [{ ...call, state: 'connecting' }] });
    expect(shown()).toEqual([]);
    go({ ...quiet, calls: [{ ...call, id: 'call-2' }] });
    choose('decline-call');
    expect(acted).toEqual(['decline-call call-2']);
  });

  it('of the lobby are one, which goes when nobody waits any more', () => {
    const { go, shown } = desktop();
    const waiting = { state: 'in-lobby', isGuest: false } as Participant;
    const door = (...names: readonly string[]): NoticeParts => ({
      ...quiet,
      meeting: {
        phase: 'joined',
        ownRole: 'organizer',
        participants: names.map((name) => ({ ...waiting, name, entity: `sip:${name}` })),
      } as unknown as MeetingState,
    });
    go(door('karen'), true);
    expect(shown()).toEqual(['lobby sip:karen: ']);
    go(door('karen', 'jeremy'), true);
    expect(shown()).toEqual(['lobby : ']);
    go(door('karen', 'jeremy', 'zoe'));
    expect(shown()).toEqual(['lobby : ']);
    go(door(), true);
    expect(shown()).toEqual([]);
  });
});
