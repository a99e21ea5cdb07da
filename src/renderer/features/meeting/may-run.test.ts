import { describe, expect, it } from 'vitest';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { forTelephones, joined, participant, presenting } from '../../gallery/fixtures-meeting.ts';
import { commandsFor, isBuilt, type PersonCommand, whyNotChange, whyNotDo, whyNotInvite } from './may-run.ts';

const unspoken: MeetingState = { ...presenting, parts: forTelephones };
const attendee = participant('Karen Berg', { isGuest: true });
const organizer = participant('Garth Fort', { role: 'organizer' });

describe('what can be done with a person', () => {
  it.each<[string, Partial<Participant>, MeetingState, readonly PersonCommand[]]>([
    ['an attendee', {}, presenting, ['make-presenter', 'remove']],
    ['a presenter', { role: 'presenter' }, presenting, ['make-attendee', 'remove']],
    ['somebody at the door', { state: 'in-lobby' }, presenting, ['admit', 'deny']],
    ['somebody heard, where the sound is not spoken here', { isMuted: false }, unspoken, ['make-presenter', 'remove']],
    ['somebody heard', { isMuted: false }, presenting, ['make-presenter', 'mute', 'remove']],
    ['somebody muted', { isMuted: true }, presenting, ['make-presenter', 'unmute', 'remove']],
    ['oneself', { isSelf: true }, presenting, []],
    ['anybody, for an attendee', {}, joined, []],
  ])('%s', (_, rest, meeting, commands) => {
    expect(commandsFor({ ...attendee, ...rest }, meeting)).toEqual(commands);
  });
});

describe('why something is not allowed', () => {
  it('is the role, or that the organizer stays what they are', () => {
    expect(whyNotDo('remove', attendee, joined)).toBe('presenters-only');
    expect(whyNotDo('remove', attendee, { ...joined, ownRole: 'presenter' })).toBeUndefined();
    expect(whyNotDo('make-attendee', organizer, { ...joined, ownRole: 'presenter' })).toBe('organizer');
    expect(whyNotDo('remove', organizer, { ...joined, ownRole: 'presenter' })).toBe('organizer');
    expect(whyNotDo('remove', attendee, { ...presenting, phase: 'leaving' })).toBe('leaving');
  });

  it('is that the meeting has not said how a rule stands', () => {
    expect(whyNotChange(presenting, undefined)).toBe('untold');
    expect(whyNotChange(presenting, false)).toBeUndefined();
    expect(whyNotChange(joined, undefined)).toBe('presenters-only');
  });

  it('is, of calling somebody in, that a guest has no company that would', () => {
    expect(whyNotInvite(joined, true)).toBe('guest-invites');
    expect(whyNotInvite(presenting, false)).toBe('signed-out');
    expect(whyNotInvite({ ...presenting, ownRole: 'attendee' }, true)).toBeUndefined();
  });

  it('never speaks of a part that this version has not', () => {
    expect(isBuilt(unspoken, 'audio')).toBe(false);
    expect(isBuilt(presenting, 'audio')).toBe(true);
    expect(isBuilt({ parts: [] }, 'chat')).toBe(false);
  });
});
