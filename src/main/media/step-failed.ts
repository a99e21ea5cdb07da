/** Why a step of a call's media could not be done, in the words of failures. */
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { RelayProblem } from '../../shared/model/relay-messages.ts';
import type { MediaProblem } from '../../shared/model/window-media.ts';

/** What only the window's engine can have gone wrong with. */
export const windowCodes: Readonly<Record<MediaProblem, FailureCode>> = {
  'no-microphone': 'MEDIA_NO_MICROPHONE',
  'no-camera': 'MEDIA_NO_CAMERA',
  'permission-denied': 'MEDIA_PERMISSION',
  'device-busy': 'MEDIA_DEVICE_BUSY',
  'screen-not-picked': 'MEDIA_SCREEN_NOT_PICKED',
  'description-refused': 'MEDIA_NOTHING_COMMON',
  engine: 'MEDIA_ENGINE',
};

/** What the relay could not do. */
export const relayCodes: Readonly<Record<RelayProblem, FailureCode>> = {
  unreadable: 'MEDIA_UNREADABLE',
  'nothing-common': 'MEDIA_NOTHING_COMMON',
  'encryption-mismatch': 'MEDIA_ENCRYPTION_MISMATCH',
  'no-port': 'MEDIA_ENGINE',
  'no-call': 'MEDIA_ENGINE',
  'out-of-order': 'MEDIA_ENGINE',
  internal: 'MEDIA_ENGINE',
};

/** Thrown inside a step and told as its outcome. */
export class StepFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
