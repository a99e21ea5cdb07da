/** The news of meetings: who asks us to come, who waits in the lobby, and what was said while nobody looked. */
import { unreadInMeeting } from '../../../shared/model/attention.ts';
import { type Notice, type NoticeParts, textFor, wantsNone } from './notice.ts';

/** Those who ask us to come to a meeting: saying yes from the corner of the screen would leave the meeting one is in, so that is not offered. */
export function invitationsOf(before: NoticeParts, after: NoticeParts): Notice[] {
  const known = new Set(before.meetingInvitations.map(({ id }) => id));
  const isFree = after.meeting === null || after.meeting.phase === 'ended';
  return after.meetingInvitations
    .filter(({ id }) => !known.has(id))
    .map(({ id, from, subject = '' }) => ({
      kind: 'invitation',
      about: id,
      name: from.name,
      text: textFor(after, subject),
      actions: isFree ? ['open-app', 'accept-invitation', 'decline-invitation'] : ['open-app', 'decline-invitation'],
    }));
}

/**
 * Who waits in the lobby of the meeting one may let people into: one by name, or several without their number, so that a hundred who come
 * at once are told once. Undefined for nobody.
 */
export function lobbyNotice(parts: NoticeParts): Notice | undefined {
  const { meeting } = parts;
  if (meeting?.phase !== 'joined' || wantsNone(parts)) return undefined;
  if (meeting.ownRole !== 'organizer' && meeting.ownRole !== 'presenter') return undefined;
  const [first, second] = meeting.participants.filter(({ state }) => state === 'in-lobby');
  if (!first) return undefined;
  if (second) return { kind: 'lobby', about: '', name: '', text: '', actions: ['open-meeting', 'admit-all'] };
  const name = first.isGuest ? `${first.name} (Guest)` : first.name;
  return { kind: 'lobby', about: first.entity, name, text: '', actions: ['open-meeting', 'admit', 'deny'] };
}

/** A lobby that somebody waits in who did not, or several where one did. */
export function lobbyNews(before: NoticeParts, after: NoticeParts): Notice[] {
  if (before.meeting === after.meeting) return [];
  const notice = lobbyNotice(after);
  return notice && notice.about !== lobbyNotice(before)?.about ? [notice] : [];
}

/** Who has not looked at ten messages does not look at the eleventh, and a thousand people may write; the badge counts on. */
const mostUnseenTold = 10;

/** The newest of what others wrote in the meeting; of many at once, one. */
export function chatNews(before: NoticeParts, after: NoticeParts): Notice[] {
  const { meeting, meetingChat } = after;
  const unseen = unreadInMeeting(before);
  if (before.meetingChat === meetingChat || unseen >= mostUnseenTold || unreadInMeeting(after) <= unseen) return [];
  const last = meetingChat?.last;
  if (!meeting || !last || !hasUnreadChat(after)) return [];
  const name = last.isGuest ? `${last.name} (Guest)` : last.name;
  const text = textFor(after, last.text);
  return [{ kind: 'meeting-message', about: meeting.id, name, text, actions: ['open-meeting-chat'] }];
}

/** Whether something that was said in the meeting waits to be seen by somebody who may be told of it. */
export function hasUnreadChat(parts: NoticeParts): boolean {
  return unreadInMeeting(parts) > 0 && !wantsNone(parts);
}
