/** The words of a message or an invitation that did not arrive. */
import type { Failure } from '../../../shared/model/failure.ts';

type Words = readonly [sentence: string, next: string];

const tryLater = 'Try again later, or call.';
const usual: Words = ['This message did not arrive.', 'Try again. The details say what the server reported.'];

const words: Readonly<Record<string, Words>> = {
  offline: [
    'This person is not signed in or cannot take messages now.',
    'Try again when they are back, or send a mail.',
  ],
  'do-not-disturb': ['This person does not want to be disturbed.', tryLater],
  busy: ['This person is busy and did not take the conversation.', tryLater],
  declined: ['This person declined the conversation.', tryLater],
  unanswered: ['This person did not answer.', tryLater],
  unknown: ['There is nobody with this address.', 'Check the address, and look for the person in the directory.'],
  content: ['The other program cannot show this message.', 'Send it as plain text.'],
  'too-long': ['The message is too long for the other side.', 'Send it in parts.'],
  blocked: [
    'A company’s rules do not let this message through.',
    'Remove links or file names from it, and send it again.',
  ],
  policy: [
    'You may not exchange messages with this person.',
    'Your company or theirs does not allow it. The details say which rule the server named.',
  ],
  unreachable: [
    'The other company’s servers cannot be reached.',
    'Try again later. If it stays like this, copy the details for your support team.',
  ],
  connection: [
    'The connection was lost while this message was on its way. It may have arrived.',
    'Send it again if there is no answer.',
  ],
  silence: ['Nobody confirmed this message. It may have arrived.', 'Send it again if there is no answer.'],
  'signed-out': ['You signed out before this message could be sent.', 'Send it again if it still matters.'],
};

/** Sentence and advice, by what main found out. */
export function notDelivered(failure: Failure): Words {
  const why = failure.data?.why ?? '';
  return (Object.hasOwn(words, why) ? words[why] : undefined) ?? usual;
}

const sendLink = 'Send the meeting link another way.';
const invitationWords: Readonly<Record<string, Words>> = {
  ...words,
  declined: ['This person does not want to join the meeting now.', sendLink],
  busy: ['This person is busy and did not answer the invitation.', sendLink],
  content: ["This person's program cannot join by an invitation.", sendLink],
  policy: ['You may not invite this person.', 'Your company or theirs does not allow it. The details say which rule.'],
  connection: ['The connection was lost before the invitation was answered.', 'Invite the person again.'],
  silence: ['Nobody confirmed the invitation. It may have arrived.', 'Invite the person again if they do not come.'],
};

/** Sentence and advice for somebody who was asked to a meeting. */
export function invitationNotTaken(failure: Failure): Words {
  const why = failure.data?.why ?? '';
  const usualHere: Words = ['The invitation did not arrive.', sendLink];
  return (Object.hasOwn(invitationWords, why) ? invitationWords[why] : undefined) ?? usualHere;
}
