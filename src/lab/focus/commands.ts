/** What people in a meeting may ask its focus by INFO. [MS-CONFBAS] 3.3.5 */
import { attr, booleanOf, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { bare } from '../sip/incoming.ts';
import type { Body } from '../sip/template.ts';
import { failure, success } from './c3p-answer.ts';
import type { C3pRequest } from './c3p-request.ts';
import type { Conference } from './conference.ts';
import type { Seat } from './seat.ts';

/** A command done, and what is to happen once its answer is out. */
export interface CommandOutcome {
  readonly body: Body;
  readonly then?: () => void;
}

type Command = (conference: Conference, command: XmlElement) => (() => void) | undefined;

/** Each returns what to do, or undefined when what it names is not there. */
const presenterCommands: Readonly<Record<string, Command>> = {
  modifyConferenceLock: (conference, command) => {
    const isLocked = booleanOf(textOf(command, 'locked')) === true;
    return () => conference.setPolicy(isLocked ? 'locked' : unlocked(conference));
  },
  modifyUserRoles: (conference, command) => {
    const entity = targetOf(conference, command);
    const wanted = textOf(command, 'user-roles', 'entry');
    if (!entity || (wanted !== 'presenter' && wanted !== 'attendee')) return undefined;
    return () => conference.setRole(entity, wanted);
  },
  setLobbyAccess: (conference, command) => {
    const entity = targetOf(conference, command);
    if (!entity) return undefined;
    const isGranted = textOf(command, 'access') === 'granted';
    return () => (isGranted ? conference.admit(entity) : conference.dismiss(entity, 'denied'));
  },
  deleteUser: (conference, command) => {
    const entity = targetOf(conference, command);
    return entity ? () => conference.dismiss(entity, 'removed') : undefined;
  },
  deleteConference: (conference) => () => conference.end(),
};

/** Answers one command of one seat. */
export function runCommand(conference: Conference, seat: Seat, request: C3pRequest): CommandOutcome {
  const { focusUri } = conference.plan;
  const refuse = (reason: string) => ({ body: failure(request, focusUri, reason) });
  const { local: name } = request.command;
  if (seat.status !== 'connected') return refuse('unauthorized');
  if (name === 'getConference') return { body: success(request, focusUri) };
  const command = Object.hasOwn(presenterCommands, name) ? presenterCommands[name] : undefined;
  if (!command) return refuse('notSupported');
  const isLeaving = name === 'deleteUser' && targetOf(conference, request.command) === seat.entity;
  if (seat.role !== 'presenter' && !isLeaving) return refuse('unauthorized');
  const then = command(conference, request.command);
  return then ? { body: success(request, focusUri), then } : refuse('userDoesNotExist');
}

/** The person a command names, as the roster writes him; clients use two forms. */
function targetOf(conference: Conference, command: XmlElement): string | undefined {
  const named = bare(attr(child(command, 'userKeys'), 'userEntity') ?? textOf(command, 'userEntity') ?? '');
  return conference.seats.find((seat) => bare(seat.entity) === named)?.entity;
}

function unlocked(conference: Conference): Conference['plan']['policy'] {
  const { policy } = conference.plan;
  return policy === 'locked' ? 'closedAuthenticated' : policy;
}
