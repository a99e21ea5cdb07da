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
import { addressFrom, nothingMore, numberFrom, numberUpTo, oneOf } from './words.ts';

/** People who come by one line. */
const MOST_AT_ONCE = 1000;
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
  admit: (meeting, value) => {
    const entity = seatedAs(meeting, value, 'on-hold');
    meeting.admit(entity);
    return `admit ${entity}.`;
  },
  deny: (meeting, value) => {
    const entity = seatedAs(meeting, value, 'on-hold');
    meeting.deny(entity);
    return `deny ${entity}.`;
  },
  remove: (meeting, value) => {
    const entity = seatedAs(meeting, value);
    meeting.remove(entity);
    return `remove ${entity}.`;
  },
  /** Also of somebody who is not there yet: the role waits. */
  role: (meeting, person, role) => {
    const entity = entityFrom(person);
    meeting.setRole(entity, oneOf(roles, role));
    return `${role}: ${entity}.`;
  },
  end: (meeting) => {
    meeting.end();
    return 'ended.';
  },
  add: (meeting, value) => {
    meeting.addPeople(numberUpTo(MOST_AT_ONCE, value));
    return `${value} simulated people came.`;
  },
  gather: (meeting, count, seconds) => {
    meeting.gatherPeople(numberUpTo(MOST_AT_ONCE, count), numberFrom(seconds) * 1000);
    return `${count} simulated people come within ${seconds} s.`;
  },
  leave: (meeting, value) => {
    const before = meeting.seats().length;
    meeting.removePeople(numberFrom(value));
    // No more can leave than had come.
    return `${before - meeting.seats().length} simulated people left.`;
  },
  waiting: (meeting, value) => {
    meeting.addWaiting(numberUpTo(MOST_AT_ONCE, value));
    return `${value} simulated guests wait in the lobby.`;
  },
  /** `play off`, or a number of people. */
  play: (meeting, value) => {
    if (value === 'off') meeting.stopPlaying();
    else meeting.play(numberUpTo(MOST_AT_ONCE, value));
    return value === 'off' ? 'they stop.' : `${value} simulated people come, talk, draw and vote.`;
  },
  skip: (meeting) => {
    meeting.skipVersion();
    return 'one version number skipped.';
  },
  part: (meeting, name, state) => {
    const part = oneOf(parts, name);
    meeting.setPart(part, oneOf(upOrDown, state) === 'up');
    // A part that was down comes back; one that was never there stays away.
    if (state === 'up' && !meeting.now().parts.includes(part)) throw new Error(`This meeting never had ${part}.`);
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

/** How many words follow each action, where it is not one. */
const wordsRead: ReadonlyMap<string, number> = new Map([
  ['people', 0],
  ['facts', 0],
  ['role', 2],
  ['end', 0],
  ['gather', 2],
  ['skip', 0],
  ['part', 2],
  ['fault', 3],
]);

/** What `meeting ID` takes, for the help. */
const meetingActions: readonly string[] = Object.keys(actions);

/** Throws a sentence for an unknown meeting, action or value. */
export function setMeeting(lab: Lab, [id = '', name = '', ...values]: readonly string[]): string {
  const meeting = lab.meeting(id);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Error(`"${name}" is nothing a meeting can do: it can ${meetingActions.join(', ')}.`);
  nothingMore(values.slice(wordsRead.get(name) ?? 1));
  return `${id}: ${action(meeting, ...values)}`;
}

function entityFrom(word: string | undefined): string {
  const address = addressFrom(word);
  return address.startsWith('sip:') ? address : `sip:${address}`;
}

/** The person as the meeting knows him. Throws a sentence for somebody who is not there, or not in the lobby where that is asked. */
function seatedAs(meeting: LabMeetingControl, word: string | undefined, state?: 'on-hold'): string {
  const wanted = entityFrom(word).toLowerCase();
  const seats = meeting.seats().filter(({ entity }) => entity.toLowerCase() === wanted);
  const found = seats.find((seat) => state === undefined || seat.state === state);
  if (!found) throw new Error(`${word} is not in the ${state === undefined ? 'meeting' : 'lobby'}.`);
  return found.entity;
}

/** `fault off`, `fault roster KIND`, `fault KIND [COMMAND]`, `fault refuse REASON [COMMAND]`. */
function setFault(meeting: LabMeetingControl, ...values: readonly (string | undefined)[]): string {
  const [kind = '', ...words] = values.filter((word) => word !== undefined);
  nothingMore(words.slice(wordsOfFault.get(kind) ?? 1));
  meeting.setFaults(faultsFrom(kind, words));
  return kind === 'off' ? 'healed.' : `fault ${[kind, ...words].join(' ')}.`;
}

/** How many words follow each kind of fault, where it is not one. */
const wordsOfFault: ReadonlyMap<string, number> = new Map([
  ['off', 0],
  ['refuse', 2],
]);

function faultsFrom(kind: string, [value, third]: readonly string[]): FocusFaults {
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
