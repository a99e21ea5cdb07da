/** Commands about the meeting itself: lock, access, announcements, permissions, its end. [MS-CONFBAS] 2.2.3, 4.4 */
import { at, attr, booleanOf, child, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { xml } from '../sip/xml-text.ts';
import type { AdmissionPolicy } from '../topologies/meeting-words.ts';
import { type Command, done, partOf, refused } from './command.ts';
import { isSameFocus } from './focus-uri.ts';
import { muteAttendees } from './media-commands.ts';
import type { MeetingRules } from './rules.ts';

const policies: readonly AdmissionPolicy[] = ['anonymous', 'openAuthenticated', 'closedAuthenticated'];

/** Lock, and since Lync 2010 who gets in directly in the same command; what is left out stays. */
export const modifyConferenceLock: Command = ({ conference, request: { command } }) => {
  const policy = textOf(command, 'admission-policy');
  const known = policies.find((each) => each.toLowerCase() === policy?.toLowerCase());
  const isLocked = flag(command, 'locked');
  const pstnLobbyBypass = flag(command, 'pstn-lobby-bypass');
  if (policy !== undefined && !known) return refused('invalidAdmissionPolicy');
  if (known === 'anonymous' && !conference.plan.guestsAllowed) return refused('anonymousUsersNotAllowed');
  const patch = { ...given({ policy: known }), ...given({ isLocked }), ...given({ pstnLobbyBypass }) };
  if (Object.keys(patch).length === 0) return refused('requestMalformed');
  return done(() => conference.change(patch));
};

export const modifyConferenceAnnouncements: Command = ({ conference, request: { command } }) => {
  const announces = flag(command, 'enabled');
  const part = partOf(conference, command);
  if (typeof part === 'object') return refused(part.reason);
  return announces === undefined ? refused('requestMalformed') : done(() => conference.change({ announces }));
};

/** Changes what one MCU lets attendees do: the chat's permission, or the filters of the sound. [MS-CONFBAS] 4.4.10 */
export const modifyConference: Command = ({ conference, request: { command } }) => {
  const part = partOf(conference, command);
  const info = child(command, 'conference-info');
  if (!info) return refused('requestMalformed');
  if (typeof part === 'object') return refused(part.reason);
  const states = children(child(info, 'conference-view'), 'entity-view').flatMap(
    (view) => child(view, 'entity-state') ?? [],
  );
  const patch = { ...Object.assign({}, ...states.map(permissionsIn)), ...titleIn(info) };
  if (Object.keys(patch).length === 0) return refused('requestMalformed');
  return done(() => {
    conference.change(patch);
    if (patch.attendeesMuted !== undefined) muteAttendees(conference, patch.attendeesMuted);
  });
};

/** Ends the meeting for everybody. */
export const deleteConference: Command = ({ conference, request: { command } }) => {
  const named = attr(child(command, 'conferenceKeys'), 'confEntity');
  const { focusUri } = conference.plan;
  if (named !== undefined && !isSameFocus(named, focusUri)) return refused('conferenceDoesntExist');
  const content = `<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="${xml(focusUri)}"/>`;
  return { kind: 'done', content, afterwards: () => conference.end() };
};

function permissionsIn(state: XmlElement): Partial<MeetingRules> {
  const filters = child(state, 'mediaFiltersRules');
  const mayUnmute = booleanOf(textOf(filters, 'mayModifyOwnFilters', 'value'));
  const ingress = textOf(at(filters, 'initialFilters'), 'ingressFilter')?.toLowerCase();
  return {
    ...given({ attendeesMayChat: flag(state, 'attendee-chat-enabled') }),
    ...given({ attendeesMayUnmute: mayUnmute }),
    ...given({ attendeesMuted: ingress === undefined ? undefined : ingress === 'block' }),
  };
}

function titleIn(info: XmlElement): Partial<MeetingRules> {
  return given({ title: textOf(info, 'conference-description', 'subject')?.slice(0, 255) });
}

function flag(element: XmlElement, name: string): boolean | undefined {
  return booleanOf(textOf(element, name));
}

/** The members that have a value. */
function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
