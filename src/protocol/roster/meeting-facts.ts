/** What the roster says of the meeting itself: who gets in, what its people may do, which parts it has. docs/protocol/meetings.md */
import type { MeetingAccess, MeetingPermissions } from '../../shared/model/meeting.ts';
import { addressOf } from '../sip/uri.ts';
import type { RosterState, RosterView } from './merge.ts';
import type { RoleRule } from './read-view.ts';

const ACCESS: Readonly<Record<string, MeetingAccess>> = {
  closedauthenticated: 'invited',
  openauthenticated: 'company',
  anonymous: 'everyone',
};

/** Whether nobody new gets in without being let in. */
export function isLocked(state: RosterState): boolean {
  return viewOf(state, 'focus')?.locked === true;
}

/** Who gets in directly; undefined while the server does not say. A locked meeting lets in nobody but its organiser. */
export function accessOf(state: RosterState): MeetingAccess | undefined {
  return isLocked(state) ? 'organizer' : ACCESS[state.description.admissionPolicy ?? ''];
}

/** What attendees may do; undefined when no part of the meeting says anything about it. */
export function permissionsOf(state: RosterState): MeetingPermissions | undefined {
  const chat = viewOf(state, 'chat')?.mayChat;
  const unmute = valueFor(viewOf(state, 'audio-video')?.mayModifyOwn, 'attendee');
  if (chat === undefined && unmute === undefined) return undefined;
  return { attendeesMayChat: chat ?? true, attendeesMayUnmute: unmute !== 'false' };
}

/** Whether comings and goings are said aloud; undefined while the server does not say. */
export function announcesOf(state: RosterState): boolean | undefined {
  return viewOf(state, 'audio-video')?.announces ?? viewOf(state, 'focus')?.announces;
}

/**
 * The address of a part of the conference at this focus, such as `chat`; undefined when it has none. One of somebody else's is none: a
 * focus could have us write to whomever it likes in our name.
 */
export function conferenceUri(state: RosterState, purpose: string, focusUri: string): string | undefined {
  const uri = state.description.uris?.find((each) => each.purpose === purpose)?.uri;
  const isPart =
    uri !== undefined && /;opaque=app:conf:[\w-]+:id:/i.test(uri) && addressOf(uri) === addressOf(focusUri);
  return isPart ? uri : undefined;
}

function viewOf(state: RosterState, part: string): RosterView | undefined {
  const mark = `app:conf:${part}:`;
  for (const [entity, view] of state.views) if (entity.toLowerCase().includes(mark)) return view;
  return undefined;
}

function valueFor(rules: readonly RoleRule[] | undefined, role: string): string | undefined {
  return (rules?.find((rule) => rule.role === role) ?? rules?.find((rule) => rule.role === 'default'))?.value;
}
