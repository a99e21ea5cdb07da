/** `meeting ID …`: what the simulated organiser does. */
import type { Lab, LabMeetingControl } from '../api.ts';
import { numberFrom, oneOf } from './words.ts';

const policies = ['anonymous', 'openAuthenticated', 'closedAuthenticated', 'locked'] as const;

/** Throws a sentence for an unknown meeting, action or value. */
export function setMeeting(lab: Lab, [id = '', action = '', value]: readonly string[]): string {
  const meeting = lab.meeting(id);
  const done = act(meeting, action, value);
  return `${id}: ${done}`;
}

function act(meeting: LabMeetingControl, action: string, value: string | undefined): string {
  switch (action) {
    case 'people':
      return describePeople(meeting);
    case 'policy':
      meeting.setPolicy(oneOf(policies, value));
      return `policy ${value}.`;
    case 'admit':
    case 'deny':
    case 'remove':
      if (!value) throw new Error('Name the person by its address.');
      meeting[action](value);
      return `${action} ${value}.`;
    case 'end':
      meeting.end();
      return 'ended.';
    case 'add':
      meeting.addPeople(numberFrom(value));
      return `${value} simulated people came.`;
    case 'skip':
      meeting.skipVersion();
      return 'one version number skipped.';
    default:
      throw new Error(`"${action}" is nothing a meeting can do.`);
  }
}

function describePeople(meeting: LabMeetingControl): string {
  const people = meeting.participants();
  if (people.length === 0) return 'nobody is there.';
  const lines = people.map(
    ({ displayName, anonymous, state, entity }) =>
      `  ${displayName}${anonymous ? ' (Guest)' : ''}, ${state}, ${entity}`,
  );
  return [`${people.length} people`, ...lines].join('\n');
}
