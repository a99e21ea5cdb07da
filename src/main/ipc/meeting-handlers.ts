/** What the window asks of meetings. */
import type { meetingRequests } from '../../shared/ipc/meeting.contract.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { Handlers } from './router.ts';

type MeetingHandlers = Pick<Handlers, keyof typeof meetingRequests>;

/** Binds the contract's meetings to the service. */
export function meetingHandlersFor(meetings: MeetingService): MeetingHandlers {
  const { control } = meetings;
  return {
    'meeting.readLink': ({ text }) => meetings.readLink(text),
    'meeting.join': (input) => {
      const { conferenceKey, replace = false, ownCompanyAsGuest = false, ...typed } = input;
      return meetings.join({
        ...typed,
        replace,
        ownCompanyAsGuest,
        ...(conferenceKey ? { conferenceKey } : {}),
      });
    },
    'meeting.leave': () => meetings.leave(),
    'meeting.dismiss': () => meetings.dismiss(),

    'meeting.admit': ({ who }) => control.admit(who),
    'meeting.deny': ({ who }) => control.deny(who),
    'meeting.setRole': ({ entity, role }) => control.setRole(entity, role),
    'meeting.remove': ({ entity }) => control.remove(entity),
    'meeting.setLock': ({ locked }) => control.setLock(locked),
    'meeting.setAccess': ({ access, phonesBypassLobby }) => control.setAccess(access, phonesBypassLobby),
    'meeting.setPermissions': (change) => control.setPermissions(change),
    'meeting.setAnnouncements': ({ enabled }) => control.setAnnouncements(enabled),
    'meeting.mute': ({ who, muted }) => control.mute(who, muted),
    'meeting.invite': ({ address, to }) => control.invite(address, to),
    'meeting.end': () => control.end(),
  };
}
