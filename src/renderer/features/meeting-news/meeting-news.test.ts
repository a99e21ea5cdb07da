import { describe, expect, it } from 'vitest';
import { crowdAtDoor, inLobby, joined, joining, presenting } from '../../gallery/fixtures-meeting.ts';
import { meetingSound, soundFull } from '../../gallery/scenes-meeting-sound.ts';
import { soundNews } from '../../locales/meeting-sound.ts';
import { wordsOfLobby, wordsOfPhase } from './meeting-news.tsx';

describe('what is read out of a meeting', () => {
  it('is each step of the way in', () => {
    expect(wordsOfPhase(joining)).toBe('Asking sip.tailspintoys.com as a guest');
    expect(wordsOfPhase({ ...joining, steps: joining.steps.slice(0, 2) })).toContain('not federated (504/1017)');
    expect(wordsOfPhase({ ...joining, steps: [] })).toBe('');
  });

  it('is being in, as whom, and the lobby', () => {
    expect(wordsOfPhase(joined)).toBe('You are here as a guest.');
    expect(wordsOfPhase(inLobby)).toBe('You are in the lobby');
  });

  it('is how it ended, the lobby told from the meeting', () => {
    expect(wordsOfPhase({ ...joined, phase: 'ended', endedBecause: 'left' })).toBe('You left the meeting.');
    expect(wordsOfPhase({ ...inLobby, phase: 'ended', endedBecause: 'left' })).toBe('You left the lobby.');
  });
});

describe('what is read out of the lobby', () => {
  it('[O3] is who waits by name, or how many do, and only for those who may let in', () => {
    expect(wordsOfLobby(presenting)).toBe('Alex Darrow (Guest) is waiting in the lobby');
    expect(wordsOfLobby(crowdAtDoor)).toBe('3 people are waiting in the lobby');
    expect(wordsOfLobby({ ...crowdAtDoor, ownRole: 'attendee' })).toBe('');
    expect(wordsOfLobby({ ...crowdAtDoor, phase: 'leaving' })).toBe('');
    expect(wordsOfLobby({ ...presenting, participants: [] })).toBe('');
  });
});

describe('what is read out of the sound', () => {
  it('is being in it, muted by whom, held, and how it ended', () => {
    expect(soundNews(undefined)).toBe('');
    expect(soundNews({ ...meetingSound, state: 'connecting' })).toBe('');
    expect(soundNews(meetingSound)).toBe('You are in the sound of the meeting');
    expect(soundNews({ ...meetingSound, isMuted: true })).toBe('You are in the sound of the meeting, muted');
    expect(soundNews({ ...meetingSound, isMuted: true, isMutedByMeeting: true })).toBe('A presenter muted you');
    expect(soundNews({ ...meetingSound, hold: 'ours' })).toContain('on hold');
    expect(soundNews(soundFull)).toBe('The sound of this meeting is full.');
    expect(soundNews({ ...meetingSound, state: 'ended', end: { why: 'peer-hung-up' } })).toContain('ended your sound');
  });
});
