import { describe, expect, it } from 'vitest';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { garth, joined, karenAsGuest, participant } from '../../gallery/fixtures-meeting.ts';
import { comingsBetween, comingWords, nobody, together } from './comings.ts';

const karen = { ...karenAsGuest, isSelf: false };
const bonnie = participant('Bonnie Kearney');
const self = participant('Jeremy Los', { isSelf: true });
const meeting = (...participants: readonly Participant[]): MeetingState => ({ ...joined, participants });
const words = (before: MeetingState | null, after: MeetingState | null) => comingWords(comingsBetween(before, after));

describe('who came and who went', () => {
  it('[I8] is said by name, a guest with the word', () => {
    expect(words(meeting(self), meeting(self, karen))).toBe('Karen Berg (Guest) joined');
    expect(words(meeting(self, garth), meeting(self))).toBe('Garth Fort left');
    expect(words(meeting(self), meeting(self, karen, garth))).toBe('Karen Berg (Guest) and Garth Fort joined');
  });

  it('is counted when many come at once', () => {
    const many = Array.from({ length: 12 }, (_, index) => participant(`Visitor ${index}`));
    expect(words(meeting(self), meeting(self, ...many))).toBe('12 people joined');
  });

  it('is who is in: coming closer and waiting in the lobby is not', () => {
    expect(words(meeting(self), meeting(self, { ...karen, state: 'in-lobby' }))).toBe('');
    expect(words(meeting(self, { ...karen, state: 'in-lobby' }), meeting(self, karen))).toBe(
      'Karen Berg (Guest) joined',
    );
    expect(words(meeting(self, karen), meeting(self, { ...karen, state: 'disconnected' }))).toBe(
      'Karen Berg (Guest) left',
    );
  });

  it.each<[string, MeetingState | null, MeetingState | null]>([
    ['the first list', meeting(), meeting(self, garth)],
    ['another meeting', meeting(self), { ...meeting(self, garth), id: 'other' }],
    ['a list that may be out of date', meeting(self, garth), { ...meeting(self), rosterGapAt: 1 }],
    ['oneself', meeting(garth), meeting(garth, self)],
    ['leaving', meeting(self, garth), { ...meeting(self), phase: 'leaving' }],
    ['no meeting', meeting(self, garth), null],
  ])('is not told of %s', (_, before, after) => {
    expect(words(before, after)).toBe('');
  });

  it('is nothing when somebody came and went while it waited to be told', () => {
    const came = { came: [karen, bonnie], left: [] };
    expect(comingWords(together(came, { came: [], left: [karen] }))).toBe('Bonnie Kearney joined');
    expect(comingWords(together({ came: [], left: [karen] }, { came: [karen], left: [] }))).toBe('');
    expect(comingWords(together(nobody, came))).toBe('Karen Berg (Guest) and Bonnie Kearney joined');
  });
});
