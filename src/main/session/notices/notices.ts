/** What the desktop is to be told of: news that the state shows, and nobody is looking at. */
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { MissedItem } from '../../../shared/model/voicemail.ts';
import { chatNews, hasUnreadChat, invitationsOf, lobbyNews, lobbyNotice } from './meeting-notices.ts';
import { type Notice, type NoticeParts, textFor, wantsNone } from './notice.ts';

/** The most notices of one change: a storm of news is counted in the window, not shouted from the corner of the screen. */
const mostAtOnce = 5;

/**
 * The news of one change of the state. None for somebody who is signed out, wants none, or must not be disturbed; of a window in front only
 * what its person cannot see at once: people who wait to be let in. Of the open meeting also to a person who is signed in nowhere.
 */
export function noticesOf(before: NoticeParts, after: NoticeParts, isInFront: boolean): readonly Notice[] {
  const lobby = lobbyNews(before, after);
  const said = isInFront ? [] : chatNews(before, after);
  if (isQuiet(after)) return [...lobby, ...said];
  const waiting = [...lobby, ...invitationsOf(before, after), ...waitingOf(before, after)];
  if (isInFront) return waiting.slice(0, mostAtOnce);
  const all = [
    ...callsOf(before, after),
    ...waiting,
    ...said,
    ...messagesOf(before, after),
    ...watchersOf(before, after),
    ...statusesOf(before, after),
    ...missedOf(before, after),
    ...voicemailOf(before, after),
  ];
  return all.slice(0, mostAtOnce);
}

/** Nothing is told to somebody who is signed out, wants nothing, or must not be disturbed. */
function isQuiet(parts: NoticeParts): boolean {
  return parts.account.kind !== 'registered' || wantsNone(parts);
}

/** What they say is the server's to take back; of calls, invitations and conversations this computer knows itself. */
const fromServer: ReadonlySet<Notice['kind']> = new Set(['status', 'watcher', 'missed', 'voicemail']);

/**
 * What has become of a notice that stands: true while it still says what is so; the one to show instead; false when it is past, such as a
 * message that was read.
 */
export function stillSays(notice: Notice, now: NoticeParts): boolean | Notice {
  const { kind, about } = notice;
  if (kind !== 'lobby' && kind !== 'meeting-message') {
    const isAway = now.account.kind === 'reconnecting';
    if (isAway ? wantsNone(now) : isQuiet(now)) return false;
    // A connection that is being made anew changes nothing about what the server told.
    if (isAway && fromServer.has(kind)) return true;
  }
  switch (kind) {
    case 'lobby':
      return lobbyNotice(now)?.about === about;
    case 'meeting-message':
      return hasUnreadChat(now) && now.meeting?.id === about;
    case 'message':
    case 'waiting':
      return chatSays(notice, now);
    case 'call':
      return now.calls.some(({ id, state }) => id === about && state === 'incoming');
    case 'invitation':
      return now.meetingInvitations.some(({ id }) => id === about);
    case 'watcher':
      return now.contacts.newWatchers.some(({ uri }) => uri === about);
    case 'missed':
      return now.missed.items.some(({ id, isUnread }) => id === about && isUnread);
    case 'voicemail':
      return now.voicemail.unread > 0;
    case 'status':
      return true;
  }
}

/** Who was taken by itself, or gave up, waits no more, but has written: nothing is left to accept or decline. */
function chatSays({ kind, about }: Notice, now: NoticeParts): boolean | Notice {
  const chat = now.conversations.find(({ id }) => id === about);
  if (!chat) return false;
  if (kind === 'waiting' && chat.isIncomingWaiting) return true;
  if (chat.unread === 0) return false;
  return kind === 'message' || messageOf(chat, now);
}

function waitingOf(before: NoticeParts, after: NoticeParts): Notice[] {
  const known = new Set(before.conversations.filter((each) => each.isIncomingWaiting).map(({ id }) => id));
  return after.conversations
    .filter(({ id, isIncomingWaiting }) => isIncomingWaiting && !known.has(id))
    .map(({ id, peer, lastText }) => ({
      kind: 'waiting',
      about: id,
      name: peer.name,
      text: textFor(after, lastText),
      actions: ['accept-chat', 'decline-chat'],
    }));
}

/** Who calls. The number says more than nothing where no name is known. */
function callsOf(before: NoticeParts, after: NoticeParts): Notice[] {
  if (before.calls === after.calls) return [];
  const known = new Set(before.calls.map(({ id }) => id));
  return after.calls
    .filter(({ id, state }) => state === 'incoming' && !known.has(id))
    .map(({ id, peer }) => ({
      kind: 'call',
      about: id,
      name: peer.name,
      text: peer.number === peer.name ? '' : (peer.number ?? ''),
      actions: ['open-call', 'answer-call', 'decline-call'],
    }));
}

function messagesOf(before: NoticeParts, after: NoticeParts): Notice[] {
  const unread = new Map(before.conversations.map((each) => [each.id, each.unread]));
  return after.conversations
    .filter((each) => !each.isIncomingWaiting && each.unread > (unread.get(each.id) ?? 0))
    .map((each) => messageOf(each, after));
}

function messageOf({ id, peer, lastText }: ConversationSummary, now: NoticeParts): Notice {
  return { kind: 'message', about: id, name: peer.name, text: textFor(now, lastText), actions: ['open-chat'] };
}

function watchersOf(before: NoticeParts, after: NoticeParts): Notice[] {
  const known = new Set(before.contacts.newWatchers.map(({ uri }) => uri));
  return after.contacts.newWatchers
    .filter(({ uri }) => !known.has(uri))
    .map(({ uri, name }) => ({
      kind: 'watcher',
      about: uri,
      name,
      text: '',
      actions: ['open-contact', 'add-watcher'],
    }));
}

/** Tagged people whose status became another one; nothing of the first one that is heard of them. */
function statusesOf(before: NoticeParts, after: NoticeParts): Notice[] {
  // Most changes of the state are of other things, and the list of contacts may be long.
  if (before.presence === after.presence) return [];
  return after.contacts.contacts
    .filter(({ isTagged }) => isTagged)
    .flatMap(({ uri, name }): Notice[] => {
      const was = before.presence[uri]?.availability ?? 'unknown';
      const is = after.presence[uri]?.availability ?? 'unknown';
      if (was === 'unknown' || is === 'unknown' || was === is) return [];
      return [{ kind: 'status', about: uri, name, text: '', availability: is, actions: ['open-contact', 'open-chat'] }];
    });
}

/** Calls and, from the mailbox, conversations that nobody took. One that rang here was told when it rang. */
function missedOf(before: NoticeParts, after: NoticeParts): Notice[] {
  if (before.missed === after.missed) return [];
  const known = new Set(before.missed.items.map(({ id }) => id));
  const isThere = new Set(after.missed.items.map(({ id }) => id));
  const replaced = before.missed.items.filter(({ id }) => !isThere.has(id));
  return after.missed.items
    .filter((item) => item.isUnread && !known.has(item.id) && isSinceSignIn(item, before, after))
    .filter((item) => item.source === 'exchange' || item.kind !== 'im')
    .filter((item) => !replaced.some((ours) => ours.kind === item.kind && ours.from.uri === item.from.uri))
    .map(({ id, from, subject }) => ({
      kind: 'missed',
      about: id,
      name: from.name || (from.uri ?? ''),
      text: textFor(after, subject),
      actions: ['open-phone'],
    }));
}

/** The first list of a mailbox is no news but for what is younger than the sign-in. */
function isSinceSignIn({ source, at }: MissedItem, before: NoticeParts, { account }: NoticeParts): boolean {
  if (source === 'local' || before.missed.items.some((item) => item.source === 'exchange')) return true;
  return account.kind === 'registered' && at >= account.account.registeredAt;
}

function voicemailOf({ voicemail: was }: NoticeParts, { voicemail: is }: NoticeParts): Notice[] {
  if (was.state !== 'ready' || is.unread <= was.unread) return [];
  return [{ kind: 'voicemail', about: '', name: '', text: String(is.unread), actions: ['open-phone'] }];
}
