/** Commands about people: roles, the lobby, being sent away. [MS-CONFBAS] 2.2.3, 4.4 */
import { textOf } from '../../protocol/xml/find.ts';
import { type Command, type CommandPlace, done, partOf, refused, targetOf, targetsOf } from './command.ts';

export const modifyUserRoles: Command = (place) => {
  const { conference, request } = place;
  const entity = targetOf(place);
  const wanted = textOf(request.command, 'user-roles', 'entry');
  if (!entity) return refused('userDoesntExist');
  if (wanted !== 'presenter' && wanted !== 'attendee') return refused('invalidRole');
  // The organiser stays what he is.
  const isOrganizer = conference.seatsOf(entity).some(({ authMethod }) => conference.isOrganizer(entity, authMethod));
  if (isOrganizer && wanted === 'attendee') return refused('forbidden');
  return done(() => conference.setRole(entity, wanted));
};

/** Lets people in from the lobby or sends them away: all who are named, or nobody when one of them does not wait. */
export const setLobbyAccess: Command = (place) => {
  const { conference, request } = place;
  const access = textOf(request.command, 'access')?.toLowerCase();
  const named = targetsOf(place);
  const entities = named.filter((entity) => entity !== undefined);
  if (access !== 'granted' && access !== 'denied') return refused('requestMalformed');
  if (named.length === 0) return refused('requestMalformed');
  if (entities.length < named.length) return refused('userDoesntExist');
  if (!entities.every((entity) => isWaiting(place, entity))) return refused('userExists');
  return done(() => {
    for (const entity of entities) {
      if (access === 'granted') conference.admit(entity);
      else conference.deny(entity);
    }
  });
};

/** Sends somebody out of the meeting, or out of one part of it. */
export const deleteUser: Command = (place) => {
  const { conference, request } = place;
  const entity = targetOf(place);
  const part = partOf(conference, request.command);
  if (!entity) return refused('userDoesntExist');
  if (typeof part === 'object') return refused(part.reason);
  if (part === undefined) return done(() => conference.dismiss(entity, 'removed'));
  return done(() => {
    for (const seat of conference.seatsOf(entity)) {
      conference.dropSession(seat, part);
      conference.mcu(part)?.onLeave(conference, seat);
    }
  });
};

function isWaiting({ conference }: CommandPlace, entity: string): boolean {
  return conference.seatsOf(entity).some(({ status }) => status === 'on-hold');
}
