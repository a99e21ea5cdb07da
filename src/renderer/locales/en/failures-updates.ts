/** Why a newer version could not be found or got. */
import { say } from '../failure-text.ts';

export const updateFailures = {
  UPDATE_UNREACHABLE: say(
    (failure) =>
      `The place where newer versions lie, ${failure.server ?? 'which your administrator names'}, gave no usable answer.`,
    'Check the network connection, then look again.',
  ),
  UPDATE_NOT_BELIEVED: say(
    (failure) =>
      `The list of versions from ${failure.server ?? 'that place'} is not what your administrator signed, so it was not used.`,
    'Tell your administrator: somebody may have changed it.',
  ),
  UPDATE_EXPIRED: say(
    (failure) =>
      `The list of versions from ${failure.server ?? 'that place'} has expired, so it cannot say whether there is a newer one.`,
    'Check the date on this computer; if it is right, tell your administrator that the list must be signed anew.',
  ),
  UPDATE_OLDER: say(
    (failure) =>
      `The list of versions from ${failure.server ?? 'that place'} offers ${failure.data?.version ? `version ${failure.data.version}` : 'one'}, which is older than this one, so it was not used.`,
    'Tell your administrator: an old list may have been put back.',
  ),
  UPDATE_DAMAGED: say(
    'The newer version that came is not the one that was signed, so it was thrown away.',
    'Try again later; if it happens again, tell your administrator.',
  ),
  UPDATE_NOT_DOWNLOADED: say(
    'The newer version could not be got.',
    'Try again, or install it as you installed this one. The details say what was missing.',
  ),
} as const;
