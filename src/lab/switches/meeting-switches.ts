/** Who gets into a meeting, at the meeting itself (mission I13, O2). */
import type { LabMeetingControl } from '../focus/settings.ts';
import type { MeetingPolicy } from '../topologies/meeting-words.ts';
import { companiesOf, type LabSwitch, type SwitchedLab } from './lab-switch.ts';

const ofMeeting = {
  group: 'guests',
  scope: 'meeting',
  targets: (lab: SwitchedLab) =>
    lab.profile.meetings.map(({ id }) => id).filter((id) => meetingOf(lab, id) !== undefined),
} as const;

/** Undefined where its organiser has deleted it since the lab started. */
function meetingOf(lab: SwitchedLab, id: string): LabMeetingControl | undefined {
  try {
    return lab.meeting(id);
  } catch {
    return undefined;
  }
}

export const meetingSwitches: readonly LabSwitch[] = [
  {
    ...ofMeeting,
    id: 'meeting-access',
    name: 'Who gets in directly',
    about: 'Everybody else waits in the lobby or is refused.',
    kind: {
      kind: 'choice',
      choices: [
        { value: 'anonymous', name: 'Anyone, guests too' },
        { value: 'openAuthenticated', name: 'Anyone from the company' },
        { value: 'closedAuthenticated', name: 'Invited people of the company' },
        { value: 'locked', name: 'Only the leaders (locked)' },
      ],
    },
    read: (lab, id) => lab.meeting(id).now().policy,
    write: (lab, id, value) => meetingOf(lab, id)?.setPolicy(value as MeetingPolicy),
  },
  {
    ...ofMeeting,
    id: 'meeting-lobby',
    name: 'Guests wait in the lobby',
    about: 'On: guests come in once somebody lets them.',
    kind: { kind: 'on-off' },
    read: (lab, id) => lab.meeting(id).now().lobbyForGuests,
    write: (lab, id, value) => meetingOf(lab, id)?.setRules({ lobbyForGuests: value === true }),
  },
  {
    id: 'guest-challenge',
    name: 'Guests prove the conference key',
    group: 'guests',
    scope: 'company',
    about: 'On: the company’s edge answers guests with a Digest challenge for the conference key.',
    kind: { kind: 'on-off' },
    targets: companiesOf,
    read: (lab, domain) => lab.guestChallenge(domain),
    write: (lab, domain, value) => lab.setGuestChallenge(domain, value === true),
  },
];
