/** The words of what can go wrong with what the company serves once signed in. */
import type { FailureCode } from '../../../shared/model/failure.ts';
import { type FailureText, say } from '../failure-text.ts';
import { domain, host, tellOwner } from './failure-words.ts';

export const companyFailures = {
  PRESENCE_UNAVAILABLE: say(
    'The server does not tell who is available.',
    'Contacts stay usable; Offhook asks again when it reconnects.',
  ),
  PUBLISH_REFUSED: say(
    'The server did not accept your new status.',
    'Your status is as it was: choose it again in a minute.',
  ),
  DIAL_PLAN_UNREADABLE: say(
    'The dial plan of your company cannot be read.',
    'Numbers are dialled as you type them. Tell your support team.',
  ),
  DIAL_PLAN_UNAVAILABLE: say(
    'The dial plan of your company could not be fetched.',
    'Numbers are dialled as you type them until it arrives.',
  ),
  PROVISIONING_UNREADABLE: say(
    'The settings that your company sent cannot be read.',
    'Offhook works with what it knew before. Tell your support team.',
  ),
  PROVISIONING_UNAVAILABLE: say(
    'The settings of your company could not be fetched.',
    'Offhook works with what it knew before, and asks again when it reconnects.',
  ),
  DIRECTORY_UNAVAILABLE: say(
    'The address book of your company cannot be searched now.',
    'Your own contacts are searched all the same. Try again in a minute.',
  ),
  DIRECTORY_UNREADABLE: say(
    'The address book of your company gave an answer that cannot be read.',
    'Your own contacts are searched all the same. Tell your support team.',
  ),
  DIRECTORY_REFUSED: say(
    'The address book of your company refused the question.',
    'Your own contacts are searched all the same. The details say what it reported.',
  ),
  DISTRIBUTION_GROUP_UNKNOWN: say(
    'The address book does not know this group.',
    'It may have been renamed or removed: remove it from your list and look for it again.',
  ),
  EXCHANGE_NOT_FOUND: say(
    (failure) => `No Exchange mailbox was found for you at ${domain(failure)}.`,
    'Without one there is no calendar here. If you have a mailbox, copy the details and send them to your support team.',
  ),
  EXCHANGE_UNREACHABLE: say(
    (failure) => `Exchange on ${host(failure)} cannot be reached.`,
    'Offhook tries again by itself. Check the network connection or the VPN.',
  ),
  EXCHANGE_REFUSED: say(
    (failure) => `Exchange on ${host(failure)} does not accept your sign-in.`,
    'Offhook does not ask again by itself, so that your account is not locked. Sign in anew with your current password, or use Refresh.',
  ),
  EXCHANGE_UNREADABLE: say(
    (failure) => `${host(failure)} answered with something other than a mailbox.`,
    `Another network may help, if this one asks you to sign in first. Otherwise ${tellOwner}`,
  ),
} as const satisfies Partial<Record<FailureCode, FailureText>>;
