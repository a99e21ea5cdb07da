/** The words of a meeting's sound and pictures. */
import type { Call } from '../../../shared/model/call.ts';
import type { Participant } from '../../../shared/model/meeting.ts';
import { isolated } from '../format.ts';
import { failureTexts } from './failures.ts';

export const meetingSoundTexts = {
  bar: 'Your sound in this meeting',
  join: 'Join with sound',
  joinAgain: 'Join the sound again',
  leave: 'Leave sound',
  stop: 'Cancel',
  joining: 'Joining the sound of the meeting',
  without: 'You are here without sound: nobody hears you, and you hear nobody.',
  left: 'You left the sound. The meeting goes on.',
  endedByServer: 'The meeting ended your sound. The meeting itself goes on.',
  none: 'This meeting has no sound.',
  forbidden: 'Your company does not allow sound in meetings.',
  videoForbidden: 'Your company does not allow video in meetings.',
  notSpoken: 'This meeting has sound for telephones only.',
  held: 'The sound is on hold while you talk in another call.',
  resume: 'Go on with the sound',
  mutedByOthers: 'A presenter muted you',
  mayNotUnmute: 'Only a presenter can unmute you: attendees may not unmute themselves here.',
  in: 'You are in the sound of the meeting',
  inMuted: 'You are in the sound of the meeting, muted',
  /** What a person in the roster does with sound and pictures. */
  hears: 'Has sound on',
  speaks: 'Speaks now',
  shows: { camera: 'Shows video', screen: 'Shares the screen' } satisfies Record<
    NonNullable<Participant['shows']>,
    string
  >,
  theirScreen: (name: string) => `The screen that ${isolated(name)} shares`,
  somebodysPicture: 'What the meeting shows',
  /** Beside the picture of the one who speaks. */
  speaksHere: (name: string) => `${isolated(name)} speaks now`,
  joinWithSound: 'Join with sound',
  joinWithoutMicrophone: 'No microphone was found: you join without sound, and can listen in the meeting.',
  microphone: (name: string) => `Microphone: ${isolated(name)}`,
} as const;

/** What became of the sound, as a sentence; undefined while it goes on. */
export function soundEndWords({ end }: Pick<Call, 'end'>): string | undefined {
  if (!end) return undefined;
  if (end.failure) return failureTexts[end.failure.code].sentence(end.failure);
  return end.why === 'peer-hung-up' ? meetingSoundTexts.endedByServer : meetingSoundTexts.left;
}

/** What is read out when the sound comes to stand as it does; empty when nothing. */
export function soundNews(call: Call | undefined): string {
  if (!call) return '';
  if (call.state === 'ended') return soundEndWords(call) ?? '';
  if (call.state !== 'active') return '';
  if (call.hold === 'ours' || call.hold === 'both') return meetingSoundTexts.held;
  if (call.isMutedByMeeting) return meetingSoundTexts.mutedByOthers;
  return call.isMuted ? meetingSoundTexts.inMuted : meetingSoundTexts.in;
}
