/** Every picture of README and docs, by its name in docs/pictures; beside each lies its twin for dark pages. */

export const pictureNames = [
  'sign-in',
  'sign-in-failed',
  'test-my-setup',
  'contacts',
  'conversation',
  'meetings',
  'call-incoming',
  'call',
  'settings-audio',
  'settings-managed',
  'join-refused',
  'meeting-guest',
  'whiteboard',
  'lobby',
  'guest-join',
  'guest-lobby',
  'can-i-join',
  'ladder',
  'diagnostics-dns',
  'support',
  'lab-switches',
  'lab-scenario',
] as const;

export type PictureName = (typeof pictureNames)[number];

/** The two files of a picture: for light pages and for dark ones. */
export function filesOf(name: PictureName): readonly [light: string, dark: string] {
  return [`${name}.png`, `${name}-dark.png`];
}
