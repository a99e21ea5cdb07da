/** The words of what can go wrong with setting meetings up. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { tellOwner } from './failure-words.ts';

type Words = readonly [sentence: string, next: string];

const unusable: Words = ['This meeting cannot be set up as it is.', 'Check its time and the people you invite.'];

function problem({ data }: Failure): Words {
  switch (data?.problem) {
    case 'order':
      return ['This meeting ends before it begins.', 'Choose a later end.'];
    case 'past':
      return ['This meeting would be over already.', 'Choose another date or time.'];
    case 'far':
      return ['This meeting is too far away: the server keeps none for so many years.', 'Choose an earlier date.'];
    case 'address':
      return [
        `"${data.text ?? ''}" is not the address of a person.`,
        'Write addresses like anu@contoso.com, one for each person.',
      ];
    case 'no-time':
      return [
        'This meeting has no time, so there is nothing for a calendar.',
        'Copy its link or its invitation instead.',
      ];
    default:
      return unusable;
  }
}

const refusals: Readonly<Record<string, Words>> = {
  forbidden: ['Your company does not let you set up or change this meeting.', 'Ask your support team what you may do.'],
  exists: ['The server has a meeting with this ID already.', 'Try again: the next meeting gets another one.'],
  'too-many': [
    'You have as many meetings as the server keeps for one person.',
    'Delete meetings you no longer need, then try again.',
  ],
  'too-many-people': ['More people are invited than a meeting of your company may have.', 'Invite fewer people.'],
  time: ['The server does not keep a meeting for so long.', 'Choose an earlier date.'],
  access: [
    'Your company does not let meetings be this open.',
    'Choose fewer people who get in directly; the others wait in the lobby.',
  ],
  presenters: ['Your company does not let so many people present.', 'Choose fewer presenters.'],
  phones: [
    'Your company does not let people who dial in pass the lobby by.',
    'Let them wait in the lobby, then try again.',
  ],
  content: [
    'A part that this meeting needs is not running on the server.',
    'Try again later. If it stays like this, tell your support team.',
  ],
  standing: [
    'Your own meeting room is kept by the server, which does not let it be changed so.',
    'Schedule a meeting.',
  ],
  'too-large': ['This meeting says more than the server keeps.', 'Shorten the subject, or invite fewer people.'],
  busy: ['The server has too much to do to set up meetings just now.', 'Try again in a minute.'],
  malformed: [
    'The server did not understand what was asked of it about this meeting.',
    `Nothing was changed: ${tellOwner}`,
  ],
};

function refusal({ data }: Failure): Words {
  const reason = data?.reason ?? '';
  const known = Object.hasOwn(refusals, reason) ? refusals[reason] : undefined;
  return (
    known ?? [
      'The server did not do what was asked of it about your meetings.',
      'Try again later. The details say what it reported.',
    ]
  );
}

export const schedulingFailures = {
  MEETINGS_NOT_HELD: say(
    'This server holds no meetings.',
    'Calls and messages work. To meet, ask somebody whose company has meetings for a link, and join by that.',
  ),
  SCHEDULING_INVALID: say(
    (failure) => problem(failure)[0],
    (failure) => problem(failure)[1],
  ),
  SCHEDULING_REFUSED: say(
    (failure) => refusal(failure)[0],
    (failure) => refusal(failure)[1],
  ),
  SCHEDULING_UNAVAILABLE: say(
    'The server that sets up meetings cannot be reached.',
    'Everything else works. Try again later, or ask your support team whether your company has meetings.',
  ),
  SCHEDULING_UNREADABLE: say(
    'The server that sets up meetings sent something that cannot be read.',
    'Try again. If it stays like this, copy the details for your support team.',
  ),
  OWN_MEETING_GONE: say(
    'The server does not have this meeting any more.',
    'Refresh the list. Schedule the meeting anew if you still need it.',
  ),
} as const satisfies Partial<Record<FailureCode, FailureText>>;
