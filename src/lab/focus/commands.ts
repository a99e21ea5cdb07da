/** What people in a meeting may ask its focus by INFO. [MS-CONFBAS] 3.3.5 */
import { addUser } from './add-user-command.ts';
import { type Command, type CommandPlace, type CommandResult, refused, targetOf } from './command.ts';
import { modifyEndpointMedia } from './media-commands.ts';
import {
  deleteConference,
  modifyConference,
  modifyConferenceAnnouncements,
  modifyConferenceLock,
} from './meeting-commands.ts';
import { deleteUser, modifyUserRoles, setLobbyAccess } from './people-commands.ts';

/** Commands for everybody in the meeting; each looks itself whether more is asked than an attendee may. */
const everybodys: Readonly<Record<string, Command>> = {
  addUser,
  getConference: () => ({ kind: 'done' }),
  modifyEndpointMedia,
};

/** Commands for presenters. */
const presenters: Readonly<Record<string, Command>> = {
  deleteConference,
  deleteUser,
  modifyConference,
  modifyConferenceAnnouncements,
  modifyConferenceLock,
  modifyUserRoles,
  setLobbyAccess,
};

/** Judges one command of one seat; nothing has happened yet when it returns. */
export function runCommand(place: CommandPlace): CommandResult {
  const { seat, request } = place;
  const { local: name } = request.command;
  if (seat.status !== 'connected') return refused('unauthorized');
  const free = ownOf(everybodys, name);
  if (free) return free(place);
  const command = ownOf(presenters, name);
  if (!command) return refused('notSupported');
  const isLeaving = name === 'deleteUser' && targetOf(place) === seat.entity;
  return seat.role === 'presenter' || isLeaving ? command(place) : refused('unauthorized');
}

function ownOf(commands: Readonly<Record<string, Command>>, name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
