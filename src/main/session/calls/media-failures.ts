/** What failures of media mean for the signalling. */
import type { Failure } from '../../../shared/model/failure.ts';

const aboutDescription: ReadonlySet<Failure['code']> = new Set([
  'MEDIA_UNREADABLE',
  'MEDIA_NOTHING_COMMON',
  'MEDIA_ENCRYPTION_MISMATCH',
]);

const aboutDevices: ReadonlySet<Failure['code']> = new Set([
  'MEDIA_NO_MICROPHONE',
  'MEDIA_NO_CAMERA',
  'MEDIA_PERMISSION',
  'MEDIA_DEVICE_BUSY',
  'MEDIA_SCREEN_NOT_PICKED',
]);

/** The far end's description is at fault, or does not fit ours. */
export function isAboutDescription({ code }: Failure): boolean {
  return aboutDescription.has(code);
}

/** A person can mend it and try again. */
export function isAboutDevices({ code }: Failure): boolean {
  return aboutDevices.has(code);
}

/** The way to say no to an offer for such a reason. RFC 3261 21.4.26; protocol notes 9.2 */
export function statusFor(failure: Failure): number {
  return isAboutDescription(failure) ? 488 : 500;
}
