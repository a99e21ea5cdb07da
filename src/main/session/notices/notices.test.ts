import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Call } from '../../../shared/model/call.ts';
import { type Contact, noContacts } from '../../../shared/model/contacts.ts';
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import type { IncomingInvitation, MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { noOwnPresence } from '../../../shared/model/presence.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { type MissedItem, nothingMissed, noVoicemail } from '../../../shared/model/voicemail.ts';
import type { NoticeParts } from './notice.ts';
import { noticesOf } from './notices.ts';

const quiet: NoticeParts = {
  account: { kind: 'registered', account: { registeredAt: 1000 } as AccountFacts },
  contacts: noContacts,
  conversations: [],
  calls: [],
  meeting: null,
  meetingChat: null,
  meetingInvitations: [],
  missed: nothingMissed,
  voicemail: noVoicemail,
  presence: {},
  settings: defaultSettings,
  ownPresence: { ...noOwnPresence, availability: 'available' },
};

const chat: ConversationSummary = {
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
};

const jeremy: Contact = {
  uri: 'sip:jeremy@contoso.com',
  name: 'Jeremy Los',
  groupIds: ['1'],
  kind: 'same-enterprise',
  relationship: 'colleague',
  isRelationshipAutomatic: true,
  isTagged: true,
};

function withChat(patch: Partial<ConversationSummary> = {}): NoticeParts {
  return { ...quiet, conversations: [{ ...chat, ...patch }] };
}

const told = (before: NoticeParts, after: NoticeParts, isInFront = false) =>
  noticesOf(before, after, isInFront).map(({ kind, name, text, actions }) => [kind, name, text, ...actions]);

describe('what the desktop is told of', () => {
  it('a message, each time there is another unread one, and not when it is read', () => {
    expect(told(quiet, withChat())).toEqual([['message', 'Jeremy Los', 'Hello', 'open-chat']]);
    expect(told(withChat(), withChat({ unread: 2, lastText: 'Are you there?' }))).toEqual([
      ['message', 'Jeremy Los', 'Are you there?', 'open-chat'],
    ]);
    expect(told(withChat(), withChat({ peerTyping: true }))).toEqual([]);
    expect(told(withChat(), withChat({ unread: 0 }))).toEqual([]);
  });

  it('somebody who waits to be let in, once, also in front of the window', () => {
    const ringing = withChat({ isIncomingWaiting: true, state: 'ringing-in' });
    expect(told(quiet, ringing, true)).toEqual([['waiting', 'Jeremy Los', 'Hello', 'accept-chat', 'decline-chat']]);
    expect(told(ringing, withChat({ isIncomingWaiting: true, unread: 2 }), true)).toEqual([]);
    expect(told(quiet, withChat(), true)).toEqual([]);
  });

  it('a new status of a tagged person, and not the first one', () => {
    const at = (availability: 'away' | 'available' | 'unknown', isTagged = true): NoticeParts => ({
      ...quiet,
      contacts: { ...noContacts, contacts: [{ ...jeremy, isTagged }] },
      presence: { [jeremy.uri]: { availability } },
    });
    expect(told(at('away'), at('available'))).toEqual([['status', 'Jeremy Los', '', 'open-contact', 'open-chat']]);
    expect(told(at('away'), at('available', false))).toEqual([]);
    expect(told(at('unknown'), at('available'))).toEqual([]);
    expect(told({ ...quiet, contacts: at('away').contacts }, at('available'))).toEqual([]);
  });

  it('somebody who added us, and more voicemail than before', () => {
    const watcher = { uri: 'sip:new@tailspintoys.com', name: 'New Person', kind: 'federated' as const };
    expect(told(quiet, { ...quiet, contacts: { ...noContacts, newWatchers: [watcher] } })).toEqual([
      ['watcher', 'New Person', '', 'open-contact', 'add-watcher'],
    ]);
    const mail = (unread: number): NoticeParts => ({ ...quiet, voicemail: { ...noVoicemail, state: 'ready', unread } });
    expect(told(mail(1), mail(2))).toEqual([['voicemail', '', '2', 'open-phone']]);
    expect(told(quiet, mail(2))).toEqual([]);
  });

  it('who was missed: calls here, and what the mailbox learns after its first list', () => {
    const having = (...items: readonly MissedItem[]): NoticeParts => ({
      ...quiet,
      missed: { items, unread: items.length },
    });
    const old: MissedItem = {
      id: '1',
      kind: 'call',
      from: { name: 'Garth', uri: 'sip:garth@t' },
      at: 1,
      subject: '',
      isUnread: true,
      source: 'exchange',
    };
    const young = { ...old, id: '2', at: 2000 };
    const ours = { ...young, id: '3', source: 'local' as const };
    const garth = [['missed', 'Garth', '', 'open-phone']];
    expect(told(quiet, having(old))).toEqual([]);
    expect(told(quiet, having(young, old))).toEqual(garth);
    expect(told(having(old), having({ ...old, id: '4' }, old))).toEqual(garth);
    expect(told(quiet, having(ours))).toEqual(garth);
    // The mailbox writes of the same call a little later.
    expect(told(having(ours), having(young))).toEqual([]);
    // It rang here, and that was told.
    expect(told(quiet, having({ ...ours, kind: 'im' }))).toEqual([]);
    expect(told(having(old), having({ ...young, isUnread: false }, old))).toEqual([]);
  });

  it.each([
    ['signed out', { ...withChat(), account: { kind: 'signed-out' } as const }, []],
    ['not wanted', { ...withChat(), settings: { ...defaultSettings, notices: 'none' } as Settings }, []],
    [
      'not to be disturbed',
      { ...withChat(), ownPresence: { ...noOwnPresence, availability: 'do-not-disturb' as const } },
      [],
    ],
    ['without text', { ...withChat(), settings: { ...defaultSettings, notices: 'without-text' } as Settings }, ['']],
  ])('%s', (_, after, texts) => {
    expect(noticesOf(quiet, after, false).map(({ text }) => text)).toEqual(texts);
  });

  it('who calls, once, with the number where there is one, and not in front of the window', () => {
    const call = {
      id: 'call-1',
      state: 'incoming',
      peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
    } as Call;
    const phone = { ...call, id: 'call-2', peer: { uri: 'sip:+1425', name: 'Zoe', number: '+1 425' } };
    const ringing: NoticeParts = { ...quiet, calls: [call] };
    const buttons = ['open-call', 'answer-call', 'decline-call'];
    expect(told(quiet, ringing)).toEqual([['call', 'Jeremy Los', '', ...buttons]]);
    expect(told(ringing, { ...quiet, calls: [call, phone] })).toEqual([['call', 'Zoe', '+1 425', ...buttons]]);
    expect(told(quiet, ringing, true)).toEqual([]);
    expect(told(ringing, { ...quiet, calls: [{ ...call, state: 'active' }] })).toEqual([]);
    expect(told(quiet, { ...quiet, calls: [{ ...call, state: 'calling' }] })).toEqual([]);
  });

  it('no more than five at once', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...chat, id: `c${index}` }));
    expect(noticesOf(quiet, { ...quiet, conversations: many }, false)).toHaveLength(5);
  });

  it('who asks us to a meeting, also in front of the window; to say yes is offered only to who is in none', () => {
    const invitation = {
      id: 'i1',
      from: { uri: jeremy.uri, name: jeremy.name },
      subject: 'Planning',
      at: 1,
    } as IncomingInvitation;
    const asked: NoticeParts = { ...quiet, meetingInvitations: [invitation] };
    const words = ['invitation', 'Jeremy Los', 'Planning', 'open-app'];
    expect(told(quiet, asked, true)).toEqual([[...words, 'accept-invitation', 'decline-invitation']]);
    expect(told(asked, { ...asked, conversations: [] }, true)).toEqual([]);
    const elsewhere = { ...asked, meeting: { phase: 'joined', participants: [] as const } as unknown as MeetingState };
    expect(told(quiet, elsewhere)).toEqual([[...words, 'decline-invitation']]);
  });

  it('what is said in the meeting, also to who is signed in nowhere, and not more than ten times unseen', () => {
    const meeting = { id: 'm1', phase: 'joined', participants: [] as const } as unknown as MeetingState;
    const last = { text: 'Hello all', name: 'Zoë', isGuest: true, isSelf: false, at: 1 };
    const said = (unread: number, rest: Partial<NoticeParts> = {}): NoticeParts => ({
      ...quiet,
      meeting,
      meetingChat: { meetingId: 'm1', unread, last } as MeetingChatState,
      ...rest,
    });
    const notice = [['meeting-message', 'Zoë (Guest)', 'Hello all', 'open-meeting-chat']];
    expect(told(said(0), said(1))).toEqual(notice);
    expect(told(said(0), said(1), true)).toEqual([]);
    expect(told(said(1), said(0))).toEqual([]);
    expect(told(said(1), said(1))).toEqual([]);
    expect(told(said(9), said(40))).toEqual(notice);
    expect(told(said(10), said(11))).toEqual([]);
    expect(told(said(0), said(1, { account: { kind: 'signed-out' } }))).toEqual(notice);
    expect(told(said(0), said(1, { meeting: { ...meeting, phase: 'ended' } }))).toEqual([]);
    const settings = (notices: Settings['notices']) => ({ settings: { ...defaultSettings, notices } });
    expect(told(said(0), said(1, settings('none')))).toEqual([]);
    expect(told(said(0), said(1, settings('without-text')))).toEqual([
      ['meeting-message', 'Zoë (Guest)', '', 'open-meeting-chat'],
    ]);
  });

  describe('the lobby of a meeting', () => {
    const guest: Participant = {
      entity: 'sip:karen@anonymous.invalid',
      name: 'Karen Berg',
      role: 'attendee',
      isGuest: true,
      isSelf: false,
      state: 'in-lobby',
      modalities: [],
    };
    const other: Participant = { ...guest, entity: 'sip:jeremy@contoso.com', name: 'Jeremy Los', isGuest: false };
    const standing = { phase: 'joined', ownRole: 'organizer' } as MeetingState;
    const door = (...participants: readonly Participant[]): NoticeParts => ({
      ...quiet,
      meeting: { ...standing, participants },
    });
    const one = [['lobby', 'Karen Berg (Guest)', '', 'open-meeting', 'admit', 'deny']];
    const several = [['lobby', '', '', 'open-meeting', 'admit-all']];

    it('[O3] who waits, also in front of the window, and once however many come', () => {
      expect(told(door(), door(guest), true)).toEqual(one);
      expect(told(door(guest), door(guest, other))).toEqual(several);
      expect(told(door(guest, other), door(guest, other, { ...guest, entity: 'sip:a' }))).toEqual([]);
      expect(told(door(guest, other), door(guest))).toEqual(one);
      expect(told(door(guest), door())).toEqual([]);
    });

    it('only of those who may open it, signed in or not, and of nobody who wants none', () => {
      const as = (meeting: Partial<MeetingState>, rest: Partial<NoticeParts> = {}): NoticeParts => ({
        ...door(guest),
        ...rest,
        meeting: { ...standing, participants: [guest], ...meeting },
      });
      expect(told(quiet, as({ ownRole: 'attendee' }))).toEqual([]);
      expect(told(quiet, as({ phase: 'leaving' }))).toEqual([]);
      expect(told(quiet, as({ ownRole: 'presenter' }, { account: { kind: 'signed-out' } }))).toEqual(one);
      expect(told(quiet, as({}, { settings: { ...defaultSettings, notices: 'none' } }))).toEqual([]);
    });
  });
});
