import { describe, expect, it } from 'vitest';
import type { AccountFacts, AccountState } from '../../shared/model/account.ts';
import {
  endedWithoutAWord,
  newStory,
  outcomeOf,
  type SessionStory,
  storyText,
  tellAccount,
  tellCall,
  tellError,
  tellMeeting,
} from './session-story.ts';

const at = (time: string, day = '2026-11-21') => Date.parse(`${day}T${time}:00Z`);
const karen: AccountFacts = {
  address: 'karen@contoso.com',
  sipUri: 'sip:karen@contoso.com',
  displayName: 'Karen Berg',
  server: 'sip.contoso.com',
  peer: '127.0.0.1:5061',
  local: '127.0.0.1:40000',
  scheme: 'TLS-DSK',
  location: 'inside',
  registerCount: 1,
  expiresSeconds: 600,
  registeredAt: 0,
};
const trying: AccountState = { kind: 'signing-in', address: karen.address };
const registered: AccountState = { kind: 'registered', account: karen };
const lost: AccountState = {
  kind: 'reconnecting',
  account: karen,
  failure: { code: 'CONNECTION_LOST', at: 0 },
  attempt: 1,
  nextAt: 0,
};
const out: AccountState = { kind: 'signed-out' };

const told = (...steps: readonly (readonly [time: string, state: AccountState])[]): SessionStory =>
  steps.reduce((story, [time, state]) => tellAccount(story, state, at(time)), newStory(at('10:30')));

describe('the first line', () => {
  it('tells a sign-in and a sign-out', () => {
    const story = told(['10:31', trying], ['10:32', registered], ['17:02', out]);
    expect(outcomeOf(story, 'closed')).toBe(
      '2026-11-21 10:32 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK; signed out 17:02.',
    );
  });

  it('tells why a sign-in failed, and forgets it once one works', () => {
    const refused: AccountState = {
      kind: 'signed-out',
      failure: { code: 'CREDENTIALS_WRONG', detail: '401\r\nKaren signed in', at: 0 },
    };
    const story = told(['10:31', trying], ['10:32', refused]);
    expect(outcomeOf(story, 'closed')).toBe(
      '2026-11-21 10:32 UTC: The sign-in of karen@contoso.com failed: CREDENTIALS_WRONG (401 Karen signed in).',
    );
    const later = [trying, registered].reduce((each, state) => tellAccount(each, state, at('10:40')), story);
    expect(outcomeOf(later, 'closed')).toBe(
      '2026-11-21 10:40 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK.',
    );
  });

  it('counts what was lost and came back, and says when it did not', () => {
    const story = told(
      ['10:31', trying],
      ['10:32', registered],
      ['11:00', lost],
      ['11:01', registered],
      ['12:00', lost],
    );
    expect(outcomeOf(story, 'closed')).toContain(
      '; lost the connection once and got it back; without a connection since 12:00 (CONNECTION_LOST).',
    );
    const nextDay = tellAccount(told(['10:31', trying], ['10:32', registered]), out, at('00:10', '2026-11-22'));
    expect(outcomeOf(nextDay, 'closed')).toContain('; signed out 2026-11-22 00:10.');
  });

  it('tells a sign-out that was not the person’s own, and that nobody signed in', () => {
    const thrown: AccountState = { kind: 'signed-out', failure: { code: 'SIGNED_OUT_BY_SERVER', at: 0 } };
    const story = told(['10:31', trying], ['10:32', registered], ['16:00', thrown]);
    expect(outcomeOf(story, 'closed')).toContain('; signed out by others 16:00 (SIGNED_OUT_BY_SERVER).');
    expect(outcomeOf(newStory(at('10:30')), 'closed')).toBe('2026-11-21 10:30 UTC: Nobody signed in.');
  });

  it('says of no connection that it came back where the person signed out, or was signed out, without it', () => {
    const thrown: AccountState = { kind: 'signed-out', failure: { code: 'SIGNED_OUT_BY_SERVER', at: 0 } };
    const left = told(['10:31', trying], ['10:32', registered], ['11:00', lost], ['11:05', out]);
    expect(outcomeOf(left, 'closed')).toBe(
      '2026-11-21 10:32 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK; signed out 11:05.',
    );
    const sent = told(['10:31', trying], ['10:32', registered], ['11:00', lost], ['11:05', thrown]);
    expect(outcomeOf(sent, 'closed')).not.toContain('got it back');
  });

  it('still says who signed one out when a later sign-in fails or is given up', () => {
    const thrown: AccountState = { kind: 'signed-out', failure: { code: 'SIGNED_OUT_BY_SERVER', at: 0 } };
    const refused: AccountState = { kind: 'signed-out', failure: { code: 'CREDENTIALS_WRONG', at: 0 } };
    for (const end of [refused, out]) {
      const story = told(
        ['10:31', trying],
        ['10:32', registered],
        ['16:00', thrown],
        ['16:01', trying],
        ['16:02', end],
      );
      expect(outcomeOf(story, 'closed')).toContain('; signed out by others 16:00 (SIGNED_OUT_BY_SERVER)');
    }
  });

  it('counts meetings, calls and what broke', () => {
    let story = tellMeeting(newStory(at('10:30')), true, at('10:31'));
    story = tellCall(tellCall(story, at('10:32')), at('10:33'));
    story = tellError(story, 'TypeError: x\n  at y', at('10:34'));
    expect(outcomeOf(story, 'closed')).toBe(
      '2026-11-21 10:30 UTC: Nobody signed in; 1 meeting, 2 calls, 1 inner error.',
    );
    expect(storyText(story, 'closed')).toContain('10:34:00 something inside Offhook broke: TypeError: x at y\n');
  });

  it('is right after a crash: the next start knows what was left running', () => {
    const story = told(['10:31', trying], ['10:32', registered]);
    const mended = endedWithoutAWord(storyText(story, 'running'));
    expect(mended?.split('\n')[0]).toBe(
      '2026-11-21 10:32 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK; Offhook ended without a word.',
    );
    expect(mended?.split('\n').slice(1)).toEqual(storyText(story, 'running').split('\n').slice(1));
    expect(mended?.split('\n')[0]).toBe(outcomeOf(story, 'silent'));
    expect(endedWithoutAWord(storyText(story, 'closed'))).toBeUndefined();
    expect(endedWithoutAWord('')).toBeUndefined();
  });
});

it('keeps to five hundred lines, whatever the network does', () => {
  let story = told(['10:31', trying], ['10:32', registered]);
  for (let round = 0; round < 400; round += 1) {
    story = tellAccount(tellAccount(story, lost, at('11:00')), registered, at('11:01'));
  }
  expect(story.events).toHaveLength(500);
  expect(outcomeOf(story, 'closed')).toContain('lost the connection 400 times and got it back');
});
