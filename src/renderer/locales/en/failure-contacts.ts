/** The words of what can go wrong with contacts and groups. */
import type { Failure } from '../../../shared/model/failure.ts';

type Words = readonly [sentence: string, next: string];

function say(words: (failure: Failure) => Words) {
  return { sentence: (failure: Failure) => words(failure)[0], next: (failure: Failure) => words(failure)[1] };
}

const tooLong: Words = ['This name is too long for the server.', 'Choose a shorter one.'];

/** `list: unread` when it could not even be read. */
function inExchange(failure: Failure): Words {
  return failure.data?.list === 'unread'
    ? [
        'Your contacts are stored in Exchange (unified contact store) and could not be read from there.',
        'Manage them in Outlook. Joining meetings and trying numbers work without the list.',
      ]
    : ['Your contacts are stored in Exchange (unified contact store).', 'Change them in Outlook.'];
}

function contactProblem(failure: Failure): Words {
  switch (failure.data?.why) {
    case 'self':
      return ['This is your own address.', 'You need not add yourself.'];
    case 'name':
      return tooLong;
    case 'full':
      return [
        `Your list has ${failure.data?.limit ?? '1000'} people, and this computer keeps no more.`,
        'Remove somebody you do not need any more.',
      ];
    default:
      return [`"${failure.data?.text ?? ''}" is not the address of a person.`, 'Type it like jeremy@contoso.com.'];
  }
}

const groupProblems: Readonly<Record<string, Words>> = {
  empty: ['A group needs a name.', 'Type one.'],
  taken: ['You have a group with this name.', 'Choose another name.'],
  fixed: ['This group cannot be changed or removed.', 'Change the groups that you made yourself.'],
};

function groupProblem(failure: Failure): Words {
  const why = failure.data?.why ?? '';
  return (Object.hasOwn(groupProblems, why) ? groupProblems[why] : undefined) ?? tooLong;
}

/** `local`: the list is on this computer, and the server knows nothing of it. */
function changeRefused(failure: Failure): Words {
  return failure.data?.why === 'local'
    ? ['This server cannot keep anybody from seeing or reaching you.', 'Ask its administrator to block the person.']
    : [
        'The server did not accept this change of your contacts.',
        'Your list is as it was: try again in a minute. The details say what the server reported.',
      ];
}

/** One wording per code, as in failures.ts. */
export const contactFailures = {
  CONTACTS_UNAVAILABLE: say(() => ['Your contacts could not be fetched from the server.', 'Try again in a minute.']),
  CONTACTS_IN_EXCHANGE: say(inExchange),
  CONTACT_INVALID: say(contactProblem),
  CONTACT_UNKNOWN: say(() => [
    'This person or group is no longer in your list.',
    'It may have been removed on another device. The list shows how it is now.',
  ]),
  CONTACT_CHANGE_REFUSED: say(changeRefused),
  GROUP_INVALID: say(groupProblem),
  GROUP_LIMIT: say((failure) => [
    `Your list has ${failure.data?.limit ?? '64'} groups, and the server keeps no more.`,
    'Remove a group that you do not need any more.',
  ]),
} as const;
