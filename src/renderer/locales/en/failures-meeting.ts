/** The words of what can go wrong at a meeting's door, and with running one. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { server } from './failure-words.ts';

const parts: Readonly<Record<string, string>> = {
  chat: 'chat',
  'audio-video': 'sound',
};

type Words = readonly [sentence: string, next: string];

/** Why the meeting's sound did not take us, by what its server answered. The meeting itself goes on. */
const soundRefusals: Readonly<Record<string, Words>> = {
  busy: ['The sound of this meeting is full.', 'Join the sound again when somebody has left it.'],
  unanswered: ['The server for the sound of this meeting does not answer.', 'Join the sound again in a minute.'],
  unreachable: ['The server for the sound of this meeting cannot be reached.', 'Join the sound again in a minute.'],
  policy: [
    'The organizer’s company does not let you join the sound of this meeting.',
    'Ask the organizer; the details say which rule the server named.',
  ],
  media: [
    'Your side and the meeting have no way to send sound in common.',
    'This is not something you can mend. Copy the details for your support team.',
  ],
  'media-encrypted': [
    'The meeting takes no sound in the encrypted forms that your side offers.',
    'Your settings or your company demand encryption, and the meeting may not encrypt. See Settings, Network and certificates, or ask your administrator.',
  ],
  encryption: [
    'One side demands encryption, and the other does not encrypt.',
    'Ask your administrator which of the two your company wants.',
  ],
};

const usualSoundRefusal: Words = [
  'The sound of this meeting did not take you.',
  'Join the sound again. The details say what the server reported.',
];

function soundRefusal({ data }: Failure): Words {
  const why = data?.why ?? '';
  return (Object.hasOwn(soundRefusals, why) ? soundRefusals[why] : undefined) ?? usualSoundRefusal;
}

export const meetingFailures = {
  LOBBY_TIMEOUT: say(
    'Nobody let you in from the lobby in time.',
    'Tell somebody in the meeting that you wait, then join again.',
  ),
  GUEST_GRACE_OVER: say(
    'You were removed because only guests were in the meeting for too long.',
    'Join again when somebody of the organizing company is there.',
  ),
  MEETING_LOCKED: say(
    'The meeting is locked: nobody else gets in.',
    'Ask the organizer to unlock it, then join again.',
  ),
  MEETING_FULL: say('The meeting is full.', 'Join again when somebody has left, or ask the organizer for more places.'),
  MEETING_NOT_STARTED: say('The organizer has not opened this meeting yet.', 'Join again when it begins.'),
  MEETING_NOT_IN: say('You are not in this meeting any more.', 'Join it again to do this.'),
  MEETING_NOT_ALLOWED: say(
    ({ data }) =>
      data?.key === undefined ? 'Only presenters may do this in the meeting.' : 'Your company does not allow this.',
    ({ data }) =>
      data?.key === undefined
        ? 'Ask the organizer or a presenter to do it, or to make you a presenter.'
        : `An administrator would change ${data.key}.`,
  ),
  MEETING_NO_ANSWER: say(
    (failure) => `${server(failure)} did not answer in time. It may have done what you asked.`,
    'Look whether the list of people shows it, then try again.',
  ),
  MEETING_REFUSED: say(
    (failure) => `${server(failure)} did not do what you asked of the meeting.`,
    'Try again in a minute. The details say what the server reported.',
  ),
  MEETING_PERSON_GONE: say(
    'This person is not there any more.',
    'Somebody else may have been quicker, or they left by themselves: look at the list of people.',
  ),
  MEETING_PART_MISSING: say(
    (failure) => `This meeting has no ${parts[failure.data?.part ?? ''] ?? 'part for this'}.`,
    'The organizer chooses the parts of a meeting: ask them.',
  ),
  MEETING_CALL_UNANSWERED: say(
    (failure) => `${failure.data?.who ?? 'The person'} was called to the meeting and did not come.`,
    'Try again later, or send the meeting link.',
  ),
  MEETING_SOUND_REFUSED: say(
    (failure) => soundRefusal(failure)[0],
    (failure) => soundRefusal(failure)[1],
  ),
} satisfies Partial<Record<FailureCode, FailureText>>;
