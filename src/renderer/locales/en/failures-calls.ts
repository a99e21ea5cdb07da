/** The words of what can go wrong with a call, and with sound and pictures. */
import type { Failure } from '../../../shared/model/failure.ts';
import { type FailureText, say, sayBoth } from '../failure-text.ts';
import { askSupport, server } from './failure-words.ts';

type Words = readonly [sentence: string, next: string];

const usual: Words = ['This call was not taken.', 'Try again. The details say what the server reported.'];
const later = 'Try again later, or send a message.';

const noSound: Words = [
  'Your side and theirs have no way to send sound in common.',
  `The details say what was offered and refused. ${askSupport}`,
];
const noEncryption: Words = [
  'One side demands encryption, and the other does not encrypt.',
  'Ask your administrator which of the two your company wants.',
];

/** By what main found out from the answer. */
const refusals: Readonly<Record<string, Words>> = {
  offline: ['This person is not signed in or cannot take calls now.', later],
  'do-not-disturb': ['This person does not want to be disturbed.', later],
  busy: ['This person is busy.', later],
  declined: ['This person declined the call.', later],
  unanswered: ['Nobody answered.', later],
  unknown: ['There is nobody with this address or number.', 'Check it, and look for the person in the directory.'],
  incomplete: ['This number or address is incomplete.', 'Check it; the area code may be missing.'],
  ambiguous: ['More than one person has this address or number.', 'Look for the person in the directory.'],
  media: noSound,
  'media-encrypted': [
    'The other side takes no sound in the encrypted forms that your side offers.',
    'Your settings or your company demand encryption, and the other side may not encrypt. See Settings, Network and certificates, or ask your administrator.',
  ],
  encryption: noEncryption,
  policy: [
    'You may not call this person or number.',
    'Your company or theirs does not allow it. The details say which rule the server named.',
  ],
  unreachable: [
    'The other side’s servers cannot be reached.',
    'Try again later. If it stays like this, copy the details for your support team.',
  ],
};

function refusal({ data }: Failure): Words {
  const why = data?.why ?? '';
  return (Object.hasOwn(refusals, why) ? refusals[why] : undefined) ?? usual;
}

const forwardTargets: Readonly<Record<string, Words>> = {
  nobody: ['There is nobody who could be rung.', 'Your company or another program names your delegates and your team.'],
  emergency: ['Calls cannot be sent on to an emergency number.', 'Choose another number.'],
  self: ['These are your own telephones: they ring anyway.', 'Choose another person or number.'],
};

function forwardTarget({ data }: Failure): Words {
  const why = data?.why ?? '';
  const nothing: Words = ['Calls cannot be sent on to this.', 'Type a number, or the address of a person.'];
  return (Object.hasOwn(forwardTargets, why) ? forwardTargets[why] : undefined) ?? nothing;
}

const devices: Readonly<Record<string, string>> = {
  microphone: 'microphone',
  speaker: 'speaker',
  camera: 'camera',
  screen: 'screen',
};
const device = ({ data }: Failure) => devices[data?.device ?? ''] ?? 'device';

export const callFailures = {
  CALL_UNKNOWN: say('This call is over.', 'Call again if there is more to say.'),
  CALL_TOO_MANY: say(
    (failure) => `There are ${failure.data?.limit ?? 'too many'} calls already.`,
    'End one of them first.',
  ),
  CALL_REFUSED: say(
    (failure) => refusal(failure)[0],
    (failure) => refusal(failure)[1],
  ),
  CALL_NO_ANSWER: say('Nobody answered.', later),
  CALL_LOST: say('The call was cut off: the connection was lost.', 'Call again when you are signed in.'),
  CALL_NOT_NOW: say('This cannot be done with the call at the moment.', 'Wait until it stands, then try again.'),
  CALL_TRANSFER_FAILED: say(
    'The call could not be handed on. You still have it.',
    'Try another number, or tell the other person to call there.',
  ),
  CALL_DIGITS_NOT_TAKEN: say('The far end does not take digits.', 'Say what you want, if a person listens.'),
  POLICY_FORBIDS: say('Your company does not allow this.', (failure) =>
    failure.data?.key ? `An administrator would change ${failure.data.key}.` : 'Ask your administrator about it.',
  ),
  FORWARDING_UNREADABLE: say(
    'The rules for your calls cannot be read.',
    `Another program wrote them, and they stay as they are: change them there. ${askSupport}`,
  ),
  FORWARDING_TARGET_INVALID: say(
    (failure) => forwardTarget(failure)[0],
    (failure) => forwardTarget(failure)[1],
  ),
  MEDIA_NO_MICROPHONE: say('No microphone was found.', 'Plug one in; it is used at once. You can listen without one.'),
  MEDIA_NO_CAMERA: say('No camera was found.', 'Plug one in, or go on without a picture.'),
  MEDIA_PERMISSION: say(
    (failure) => `The system does not let Offhook use the ${device(failure)}.`,
    'Allow it in the system’s privacy settings, then try again.',
  ),
  MEDIA_DEVICE_BUSY: say(
    (failure) => `The ${device(failure)} is in use by another program.`,
    'Close that program, or choose another one under Settings, Audio and video.',
  ),
  MEDIA_DEVICE_LOST: say(
    (failure) => `The ${device(failure)} was unplugged.`,
    'Plug it in again, or choose another one under Settings, Audio and video.',
  ),
  MEDIA_SCREEN_NOT_PICKED: say('No screen or window was chosen.', 'Choose one to share it.'),
  MEDIA_ENGINE: say('The part of Offhook that carries sound and pictures failed.', `Call again. ${askSupport}`),
  MEDIA_UNREADABLE: say(
    (failure) => `${server(failure)} sent a description of sound that cannot be read.`,
    `This is not something you can mend. ${askSupport}`,
  ),
  MEDIA_NOTHING_COMMON: say(...noSound),
  MEDIA_ENCRYPTION_MISMATCH: say(...noEncryption),
  MEDIA_NO_PATH: say(
    'The call was taken, but no way was found for the sound.',
    'A firewall may be between you. Try from another network; the call’s details say which ways were tried.',
  ),
  MEDIA_NO_PICTURE_PATH: say(
    'The picture found no way to the other side; the sound goes on.',
    'A firewall may be between you. Start the picture again to try once more.',
  ),
  MEDIA_PATH_LOST: say(
    'The way for the sound broke off: the other side does not answer on it any more.',
    'Offhook looks for another one. The call stays open until one of you ends it.',
  ),
  MEDIA_SILENT: sayBoth(({ data }) => {
    const time = `${data?.seconds ?? 'some'} seconds`;
    if (data?.there) {
      const next = 'Their microphone may be muted, or their sound may not get through. Ask whether they hear you.';
      return [`No sound has come from the other side for ${time}, although it is still there.`, next];
    }
    const next = 'Ask whether they hear you. The call stays open until one of you ends it.';
    return [`Nothing has come from the other side for ${time}.`, next];
  }),
} satisfies Partial<Record<string, FailureText>>;
