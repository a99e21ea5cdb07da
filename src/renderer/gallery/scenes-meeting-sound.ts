/** The sound of a meeting, in each state worth looking at. */
import type { Call } from '../../shared/model/call.ts';
import type { MeetingState, Participant } from '../../shared/model/meeting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { fixtureTime } from './fixtures.ts';
import { activeCall } from './fixtures-calls.ts';
import { chatOpen, joined, participant, presenting } from './fixtures-meeting.ts';
import type { Scene } from './scene.ts';

/** The sound of `joined`. */
export const meetingSound: Call = {
  ...activeCall,
  id: 'sound-1',
  meetingId: joined.id,
  peer: { uri: joined.link.focusUri.replace(':focus:', ':audio-video:'), name: 'Tailspin weekly' },
};

/** Not taken: the server for it is full. */
export const soundFull: Call = {
  ...meetingSound,
  state: 'ended',
  end: {
    why: 'refused',
    failure: {
      code: 'MEETING_SOUND_REFUSED',
      data: { why: 'busy' },
      sip: { status: 486, reason: 'Busy Here' },
      at: fixtureTime,
    },
  },
};

const heard = { modalities: ['chat', 'audio'], isMuted: false } as const;

/** The same meeting with sound, and somebody who shows something. */
export const talking = (meeting: MeetingState, shows?: Participant['shows']): MeetingState => ({
  ...meeting,
  participants: meeting.participants
    .map((person) => (person.state === 'connected' ? { ...person, ...heard } : person))
    .map((person) => (person.isSelf || person.name !== 'Bonnie Kearney' || !shows ? person : { ...person, shows }))
    .concat(participant('Jeremy Los', { ...heard, isMuted: true })),
});

/** Bonnie speaks as soon as one can hear her. */
const speakersIn = ({ participants }: MeetingState, calls: readonly Call[]): readonly string[] =>
  calls.some(({ state, hold }) => state === 'active' && hold === 'none')
    ? participants
        .filter(({ name, isMuted }) => name === 'Bonnie Kearney' && isMuted === false)
        .map(({ entity }) => entity)
    : [];

/** A scene for each state. */
export function meetingSoundScenes(signedIn: Snapshot): readonly Scene[] {
  const sceneOf = (name: string, meeting: MeetingState, calls: readonly Call[]): Scene => ({
    name: `meeting-sound${name}`,
    hash: '#/meeting',
    snapshot: { ...signedIn, meeting, meetingChat: chatOpen, calls, speaking: speakersIn(meeting, calls) },
  });
  const muted: Call = { ...meetingSound, isMuted: true, isMutedByMeeting: true };
  const hard = { attendeesMayChat: true, attendeesMayUnmute: false };
  const withSelfMuted = (meeting: MeetingState): MeetingState => ({
    ...meeting,
    permissions: hard,
    participants: meeting.participants.map((person) => (person.isSelf ? { ...person, isMuted: true } : person)),
  });
  return [
    sceneOf('', talking(joined), [meetingSound]),
    sceneOf('-joining', joined, [{ ...meetingSound, state: 'connecting' }]),
    sceneOf('-muted', withSelfMuted(talking(joined)), [muted]),
    sceneOf('-screen', talking(presenting, 'screen'), [{ ...meetingSound, hasPeerPicture: true, picture: 'camera' }]),
    sceneOf('-held', talking(joined), [{ ...meetingSound, hold: 'ours' }, activeCall]),
    sceneOf('-full', joined, [soundFull]),
    sceneOf('-over', joined, [{ ...meetingSound, state: 'ended', end: { why: 'peer-hung-up' } }]),
    {
      name: 'meeting-sound-behind',
      hash: '#/contacts',
      snapshot: { ...signedIn, meeting: joined, calls: [meetingSound] },
    },
  ];
}
