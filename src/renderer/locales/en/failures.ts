/** One wording per failure code: what happened, and the one thing to do. A code without words does not compile. */
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say, sayBoth } from '../failure-text.ts';
import { contactFailures } from './failure-contacts.ts';
import { fileNext, fileSentence } from './failure-files.ts';
import { damagedSentence, historyReason, labWords, linkProblem, storageSentence } from './failure-kinds.ts';
import { invitationNotTaken, notDelivered } from './failure-messages.ts';
import { askSupport, server } from './failure-words.ts';
import { callFailures } from './failures-calls.ts';
import { companyFailures } from './failures-company.ts';
import { connectionFailures } from './failures-connection.ts';
import { contentFailures } from './failures-content.ts';
import { meetingFailures } from './failures-meeting.ts';
import { schedulingFailures } from './failures-scheduling.ts';
import { signInFailures } from './failures-sign-in.ts';
import { updateFailures } from './failures-updates.ts';

const isClear = (failure: Failure) => /;transport=tcp$/i.test(failure.data?.text ?? '');

export const failureTexts: Record<FailureCode, FailureText> = {
  ADDRESS_INVALID: say('This is not a sign-in address.', 'Type it like karen@contoso.com.'),
  LINK_INVALID: say(
    (failure) => linkProblem(failure)[0],
    (failure) => linkProblem(failure)[1],
  ),
  MANUAL_SERVER_INVALID: say(
    (failure) =>
      isClear(failure)
        ? `"${failure.data?.text ?? ''}" is a server in clear text, which is not allowed.`
        : `"${failure.data?.text ?? ''}" is not the name of a server.`,
    (failure) =>
      isClear(failure)
        ? 'Take ";transport=tcp" away, or allow connections without encryption under "Settings", "Network and certificates".'
        : 'Under "Server settings", type a name such as sip.contoso.com or sip.contoso.com:5061, or leave it empty.',
  ),
  AUTHORITY_FILE_INVALID: say(
    'This file holds no certificate of an authority.',
    "Ask your support team for your company's root certificate as a file that ends in .pem, .crt or .cer.",
  ),
  SETTING_MANAGED: say(
    'Your administrator decides this setting, so it was not changed.',
    (failure) => `Ask your administrator. The setting stands in ${failure.data?.file ?? 'the managed file'}.`,
  ),
  ...connectionFailures,
  ...signInFailures,
  ...contactFailures,
  ...companyFailures,
  ...callFailures,
  ...contentFailures,
  ...schedulingFailures,
  ...updateFailures,
  MEETING_OPEN: say('You are in another meeting.', 'Leave it first, or choose to leave it for this one.'),
  LINK_UNREACHABLE: say(
    (failure) => `The page of the meeting link at ${failure.server ?? 'that address'} cannot be reached.`,
    'Check the network connection, then try again.',
  ),
  LINK_NOT_A_MEETING: say(
    (failure) => `The page at ${failure.server ?? 'that address'} is not a meeting.`,
    'Copy the whole link from the invitation and paste it again.',
  ),
  LINK_SIGN_IN_PAGE: say(
    (failure) => `${failure.server ?? 'The page'} asks for a sign-in before it shows the meeting.`,
    "Offhook types no password into other companies' pages. Open the link in a browser, or ask the organizer for an address that begins with conf: or sip:.",
  ),
  LINK_LEADS_ELSEWHERE: say(
    (failure) =>
      `The meeting link leads on to ${failure.data?.next ?? 'another place'}, which belongs to somebody else.`,
    'Offhook did not go there. If you trust that place, open the link in a browser and paste the address it ends at.',
  ),
  CONFERENCE_NOT_FOUND: say(
    'The meeting you are trying to join has ended or does not exist.',
    'Check the link with the organizer.',
  ),
  CONFERENCE_KEY_WRONG: say(
    'The conference key of this meeting is missing or not right.',
    'Type the key from the invitation, then join again.',
  ),
  GUESTS_NOT_ALLOWED: say(
    "The organizer's company does not let guests join this meeting.",
    'Ask the organizer to let guests in, or to invite you another way.',
  ),
  GUEST_DOMAIN_BLOCKED: say(
    (failure) =>
      `Your administrator does not allow joining meetings of ${failure.data?.domain ?? 'this company'} as a guest.`,
    'Ask the organizer to invite you another way, or ask your administrator.',
  ),
  JOIN_REFUSED: say(
    (failure) => `${server(failure)} does not let you join this meeting.`,
    'Ask the organizer. The details say what the server reported.',
  ),
  MEETING_XML_UNREADABLE: say(
    'The server sent a list of participants that cannot be read.',
    'Leave and join again. If it stays like this, copy the details for your support team.',
  ),
  LOBBY_DENIED: say('You were not let in from the lobby.', 'Ask the organizer, then join again.'),
  ...meetingFailures,
  MEETING_CHAT_CLOSED: say('This meeting has no open chat.', 'Talk to the others another way, or join again.'),
  MEETING_CHAT_UNAVAILABLE: say(
    'The chat of this meeting cannot be reached now. You are still in the meeting.',
    'Offhook tries again by itself. The details say what the server reported.',
  ),
  MEETING_CHAT_FORBIDDEN: say(
    'You may not write in the chat of this meeting.',
    'Ask the organizer to let attendees chat, or to make you a presenter.',
  ),
  INVITATION_GONE: say(
    'This invitation is over.',
    'Ask the person who invited you for another, or for the meeting link.',
  ),
  INVITATION_NOT_TAKEN: say(
    (failure) => invitationNotTaken(failure)[0],
    (failure) => invitationNotTaken(failure)[1],
  ),
  CONVERSATION_UNKNOWN: say('This conversation was closed.', 'Open it again from your contacts.'),
  MESSAGE_EMPTY: say('There is nothing to send.', 'Type a message first.'),
  MESSAGE_TOO_LONG: say(
    (failure) => `This message is too long: at most ${failure.data?.limit ?? '8000'} characters can be sent at once.`,
    'Send it in parts.',
  ),
  IM_NOT_DELIVERED: say(
    (failure) => notDelivered(failure)[0],
    (failure) => notDelivered(failure)[1],
  ),
  FILE_FORBIDDEN: say(fileSentence, fileNext),
  FILE_TOO_LARGE: say(fileSentence, fileNext),
  FILE_UNREADABLE: say(fileSentence, fileNext),
  FILE_GONE: say(fileSentence, fileNext),
  FILE_UNREACHABLE: say(fileSentence, fileNext),
  FILE_BROKEN: say(fileSentence, fileNext),
  STORAGE_FAILED: say(
    (failure) => storageSentence(failure.data?.what),
    'Check that the disk is not full and that Offhook may write to its folder, which the copied details name.',
  ),
  STORAGE_DAMAGED: say(
    (failure) => damagedSentence(failure.data?.what),
    (failure) => `What was there is kept as ${failure.data?.file ?? 'a file of its own'} in Offhook’s folder.`,
  ),
  HISTORY_UNAVAILABLE: say(
    (failure) => historyReason(failure)[0],
    (failure) => historyReason(failure)[1],
  ),
  LAB_REFUSED: say('The lab did not do that.', 'The details hold its answer. Start the lab again if it does not run.'),
  LAB_FAILED: sayBoth(labWords),
  IPC_UNTRUSTED_SENDER: say('A request came from a page that is not Offhook.', 'Close Offhook and start it again.'),
  IPC_UNKNOWN_REQUEST: say(
    'This window asked for something Offhook does not know.',
    'Close Offhook and start it again.',
  ),
  IPC_INVALID_INPUT: say(
    'Something you entered is too long or has the wrong form.',
    'Check what you typed, then try again.',
  ),
  INTERNAL: say('Something went wrong inside Offhook.', `Try again. ${askSupport}`),
};
