/** The words of what can go wrong with what a meeting shows. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { askSupport, host } from './failure-words.ts';

const name = (failure: Failure) => (failure.data?.name ? `"${failure.data.name}"` : 'The file');
const meetingGoesOn = 'The meeting itself goes on.';

export const contentFailures = {
  CONTENT_NOT_OPEN: say('The meeting shows no content now.', 'Wait until it is connected, then try again.'),
  CONTENT_UNAVAILABLE: say(
    "This meeting's server for slides, whiteboards and polls does not answer.",
    `${meetingGoesOn} Try again in a minute; if it stays like this, its administrator has to look at the Web Conferencing service.`,
  ),
  CONTENT_EDGE_REFUSED: say(
    (failure) => `The Web Conferencing Edge at ${host(failure)} did not accept the token that the meeting gave out.`,
    `${meetingGoesOn} Try again to get a new token. ${askSupport}`,
  ),
  CONTENT_SERVER_REFUSED: say(
    (failure) =>
      failure.data?.reason === 'auth-other-user'
        ? 'The Web Conferencing Server says that the authorization it was shown is somebody else’s.'
        : 'The Web Conferencing Server did not accept the authorization that the meeting gave out.',
    `${meetingGoesOn} Try again to get a new one. ${askSupport}`,
  ),
  CONTENT_TOKEN_EXPIRED: say(
    "What the meeting gave out to see its content had expired, twice. The clocks of the company's servers may differ.",
    `${meetingGoesOn} Try again. ${askSupport}`,
  ),
  CONTENT_UNREADABLE: say(
    (failure) => `${host(failure)} does not speak the way Offhook knows to slides, whiteboards and polls.`,
    `${meetingGoesOn} See them with the company's own client. Offhook's way is proved with its lab only.`,
  ),
  CONTENT_SILENT: say(
    "The meeting's server for slides, whiteboards and polls stopped answering.",
    `${meetingGoesOn} Try again in a minute.`,
  ),
  CONTENT_LOST: say(
    (failure) =>
      failure.data?.reason === 'page-gone'
        ? `${name(failure)} was not shown: the window stopped while it drew the pages.`
        : (lost[failure.data?.reason ?? ''] ?? 'The connection to what the meeting shows was lost.'),
    `${meetingGoesOn} Try again.`,
  ),
  CONTENT_FORBIDDEN: say(
    (failure) =>
      failure.data?.reason === 'policy'
        ? 'Your company does not allow this.'
        : 'Only presenters may do this in this meeting.',
    (failure) =>
      failure.data?.reason === 'policy'
        ? `An administrator would change ${failure.data.key ?? 'the meeting policy'}.`
        : 'Ask the organizer to make you a presenter.',
  ),
  CONTENT_GONE: say('Somebody took this away in the meantime.', 'Choose something else.'),
  CONTENT_FULL: say('This meeting can take no more of it.', 'Take something away first.'),
  CONTENT_REFUSED: say('The meeting did not accept this.', askSupport),
  PAGE_DAMAGED: say('This page is damaged.', 'Try again, or ask the presenter to show it once more.'),
  PAGE_TOO_LARGE: say('This page is too large to be shown.', 'Ask the presenter to show a smaller one.'),
  PAGE_STRANGE: say(
    'This page is no picture that can be shown here.',
    'Ask the presenter to show it as a PDF or picture.',
  ),
  PAGE_UNREACHABLE: say(
    (failure) =>
      failure.data?.reason === 'name'
        ? `The page lies at ${host(failure)}, which does not belong to the organizer's company.`
        : 'This page could not be fetched.',
    'Try again. The details say what the server reported.',
  ),
  DOCUMENT_POWERPOINT: say(
    (failure) => `${name(failure)} cannot be shown: PowerPoint needs an Office Web Apps server.`,
    'Save it as a PDF and show that.',
  ),
  DOCUMENT_STRANGE: say(
    (failure) => `${name(failure)} is neither a PDF nor a PNG or JPEG picture.`,
    'Save it as one of these and show that.',
  ),
  DOCUMENT_TOO_LARGE: say(
    (failure) =>
      `${name(failure)} is too large${failure.data?.limit ? `: at most ${failure.data.limit} can be shown` : ''}.`,
    'Make it smaller, or show parts of it.',
  ),
  DOCUMENT_UNREADABLE: say(
    (failure) => unreadable(failure),
    'Check that it is still there, that you may read it, and that it opens elsewhere.',
  ),
} as const satisfies Partial<Record<FailureCode, FailureText>>;

function unreadable(failure: Failure): string {
  if (failure.data?.problem === 'locked') return `${name(failure)} is locked with a password.`;
  const page = failure.data?.page;
  return page ? `Page ${page} of ${name(failure)} could not be drawn.` : `${name(failure)} could not be read.`;
}

const lost: Readonly<Record<string, string>> = {
  ended: 'The meeting stopped showing content.',
  removed: 'You were taken out of what the meeting shows.',
};
