import { expect, it } from 'vitest';
import type { MeetingState } from '../../shared/model/meeting.ts';
import { type LivingParts, signOut } from './letting-go.ts';

/** What of the client signs out, in order; a meeting as it is on the screen. */
function setUp(meeting: Pick<MeetingState, 'phase' | 'asGuest'> | null) {
  const done: string[] = [];
  const part = (name: string) => ({
    leave: async () => void done.push(`${name} leave`),
    forget: () => void done.push(`${name} forget`),
    dismiss: () => void done.push(`${name} dismiss`),
    signOut: async () => void done.push(`${name} signOut`),
  });
  const names = ['meetings', 'scheduling', 'signIn', 'mailbox', 'talks', 'calls', 'callLog'] as const;
  const parts = Object.fromEntries(names.map((name) => [name, part(name)]));
  return { done, parts: { ...parts, state: { get: () => ({ meeting }) } } as unknown as LivingParts };
}

it.each([
  ['nothing', null, true],
  ['a meeting of the account', { phase: 'joined', asGuest: false }, true],
  ['a meeting as a guest', { phase: 'joined', asGuest: true }, false],
  // Behind it the next join may ask its page already.
  ['a meeting as a guest that is over', { phase: 'ended', asGuest: true }, true],
] as const)('with %s on the screen', async (_what, meeting, leaves) => {
  const { done, parts } = setUp(meeting);
  await signOut(parts);
  const left = done.indexOf('meetings leave');
  expect(left >= 0).toBe(leaves);
  expect(left).toBeLessThan(done.indexOf('signIn signOut'));
  expect(done.at(-1)).toBe('meetings dismiss');
});
