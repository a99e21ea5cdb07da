/** A piece of news for the desktop: what it is about, what may be done from it, and whether anything may be told at all. */
import type { Availability } from '../../../shared/model/presence.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';

/** What a person can do from the notice itself. */
export type NoticeAction =
  | 'open-chat'
  | 'accept-chat'
  | 'decline-chat'
  | 'open-contact'
  | 'add-watcher'
  | 'open-phone'
  | 'open-meeting'
  | 'open-meeting-chat'
  | 'admit'
  | 'deny'
  | 'admit-all'
  | 'open-app'
  | 'accept-invitation'
  | 'decline-invitation'
  | 'open-call'
  | 'answer-call'
  | 'decline-call';

/** One piece of news; `about` is the conversation's, the call's, the invitation's or the meeting's id, somebody's uri, or who waits in a meeting's lobby: empty when several do. */
export interface Notice {
  readonly kind:
    | 'message'
    | 'waiting'
    | 'invitation'
    | 'call'
    | 'lobby'
    | 'meeting-message'
    | 'status'
    | 'watcher'
    | 'missed'
    | 'voicemail';
  readonly about: string;
  /** Whose news it is; empty for voicemail, and for several in the lobby. */
  readonly name: string;
  /** What was written or what there is to say: a message's text, an availability, a number. */
  readonly text: string;
  readonly availability?: Availability;
  /** The first is what a click on the notice does. */
  readonly actions: readonly NoticeAction[];
}

/** What notices are read from. */
export type NoticeParts = Pick<
  Snapshot,
  | 'account'
  | 'calls'
  | 'contacts'
  | 'conversations'
  | 'meeting'
  | 'meetingChat'
  | 'meetingInvitations'
  | 'missed'
  | 'voicemail'
  | 'presence'
  | 'settings'
  | 'ownPresence'
>;

/** Nothing is told to somebody who wants nothing, or must not be disturbed. */
export function wantsNone({ settings, ownPresence }: NoticeParts): boolean {
  return settings.notices === 'none' || ownPresence.availability === 'do-not-disturb';
}

/** A text as the desktop may show it: none where the person wants no text there. */
export function textFor({ settings }: NoticeParts, text: string): string {
  return settings.notices === 'without-text' ? '' : text;
}
