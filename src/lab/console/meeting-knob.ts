/** `meeting ID …`: what the simulated organiser does. */
import type { Lab } from '../api.ts';
import {
  type AnswerFault,
  answerFaults,
  type FocusFaults,
  type RosterDamage,
  rosterDamages,
} from '../focus/focus-faults.ts';
import type { LabMeetingControl } from '../focus/settings.ts';
import { numberFrom, oneOf } from './words.ts';

const policies = ['anonymous', 'openAuthenticated', 'closedAuthenticated', 'locked'] as const;
const parts = ['chat', 'meeting', 'audio-video', 'applicationsharing'] as const;
const upOrDown = ['up', 'down'] as const;
const onOrOff = ['on', 'off'] as const;
const roles = ['presenter', 'attendee'] as const;

/** Does one thing and returns what was done; throws a sentence for a value it cannot take. */
type Action = (meeting: LabMeetingControl, ...values: readonly (string | undefined)[]) => string;

const actions: Readonly<Record<string, Action>> = {
  people: describePeople,
  facts: describe,
  policy: (meeting, value) => {
    meeting.setPolicy(oneOf(policies, value));
    return `policy ${value}.`;
  },
  admit: (meeting, value) => onPerson(value, 'admit', (entity) => meeting.admit(entity)),
  deny: (meeting, value) => onPerson(value, 'deny', (entity) => meeting.deny(entity)),
  remove: (meeting, value) => onPerson(value, 'remove', (entity) => meeting.remove(entity)),
  role: (meeting, person, role) =>
    onPerson(person, `${role}:`, (entity) => meeting.setRole(entity, oneOf(roles, role))),
  end: (meeting) => {
    meeting.end();
    return 'ended.';
  },
  add: (meeting, value) => {
    meeting.addPeople(numberFrom(value));
    return `${value} simulated people came.`;
  },
  gather: (meeting, count, seconds) => {
    meeting.gatherPeople(numberFrom(count), numberFrom(seconds) * 1000);
    return `${count} simulated people come within ${seconds} s.`;
  },
  leave: (meeting, value) => {
    meeting.removePeople(numberFrom(value));
    return `${value} simulated people left.`;
  },
  waiting: (meeting, value) => {
    meeting.addWaiting(numberFrom(value));
    return `${value} simulated guests wait in the lobby.`;
  },
  /** `play off`, or a number of people. */
  play: (meeting, value) => {
    if (value === 'off') meeting.stopPlaying();
    else meeting.play(numberFrom(value));
    return value === 'off' ? 'they stop.' : `${value} simulated people come, talk, draw and vote.`;
  },
  skip: (meeting) => {
    meeting.skipVersion();
    return 'one version number skipped.';
  },
  part: (meeting, name, state) => {
    meeting.setPart(oneOf(parts, name), oneOf(upOrDown, state) === 'up');
    return `${name} ${state}.`;
  },
  fault: setFault,
  open: (meeting, value) => {
    meeting.setRules({ isOpen: oneOf(onOrOff, value) === 'on' });
    return value === 'on' ? 'open.' : 'closed until it is opened.';
  },
  lobby: (meeting, value) => {
    meeting.setRules({ lobbyForGuests: oneOf(onOrOff, value) === 'on' });
    return `lobby for guests ${value}.`;
  },
  wait: (meeting, value) => {
    meeting.setRules({ lobbyMs: numberFrom(value) * 1000 });
    return `whoever comes to the lobby now waits ${value} s at most.`;
  },
  grace: (meeting, value) => {
    meeting.setRules({ graceMs: numberFrom(value) * 1000 });
    return `guests may be among themselves for ${value} s.`;
  },
  seats: (meeting, value) => {
    meeting.setRules({ mostSeats: numberFrom(value) });
    return `full with ${value} people.`;
  },
};

/** What `meeting ID` takes, for the help. */
const meetingActions: readonly string[] = Object.keys(actions);

/** Throws a sentence for an unknown meeting, action or value. */
export function setMeeting(lab: Lab, [id = '', name = '', ...values]: readonly string[]): string {
  const meeting = lab.meeting(id);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Error(`"${name}" is nothing a meeting can do: it can ${meetingActions.join(', ')}.`);
  return `${id}: ${action(meeting, ...values)}`;
}

function onPerson(entity: string | undefined, what: string, act: (entity: string) => void): string {
  if (!entity) throw new Error('Name the person by its address.');
  act(entity);
  return `${what} ${entity}.`;
}

/** `fault off`, `fault roster KIND`, `fault KIND [COMMAND]`, `fault refuse REASON [COMMAND]`. */
function setFault(meeting: LabMeetingControl, ...[kind, value, third]: readonly (string | undefined)[]): string {
  meeting.setFaults(faultsFrom(kind, value, third));
  return kind === 'off' ? 'healed.' : `fault ${[kind, value, third].filter((word) => word !== undefined).join(' ')}.`;
}

function faultsFrom(kind: string | undefined, value: string | undefined, third: string | undefined): FocusFaults {
  const only = (command: string | undefined) => (command === undefined ? {} : { command });
  if (kind === 'off') return {};
  if (kind === 'roster') return { roster: oneOf<RosterDamage>(rosterDamages, value) };
  if (kind !== 'refuse') return { answers: oneOf<AnswerFault>(answerFaults, kind), ...only(value) };
  if (value === undefined) throw new Error('Name the reason, such as serverBusy.');
  return { refuses: value, ...only(third) };
}

function describe(meeting: LabMeetingControl): string {
  const { title, focusUri, joinUrl, key, policy, parts: working } = meeting.now();
  return [`"${title}", ${policy}`, `  ${focusUri}`, `  ${joinUrl}, key ${key}`, `  ${working.join(', ')}`].join('\n');
}

function describePeople(meeting: LabMeetingControl): string {
  const people = meeting.seats();
  if (people.length === 0) return 'nobody is there.';
  const lines = people.map(
    ({ displayName, anonymous, state, role, entity }) =>
      `  ${displayName}${anonymous ? ' (Guest)' : ''}, ${role}, ${state}, ${entity}`,
  );
  return [`${people.length} people`, ...lines].join('\n');
}
