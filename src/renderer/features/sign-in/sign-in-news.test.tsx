import { describe, expect, it } from 'vitest';
import { doneJourney, karen, runningJourney, wrongPassword } from '../../gallery/fixtures.ts';
import { newsOf } from './sign-in-news.tsx';

describe('what is read out of a sign-in', () => {
  it('is the stage it is in, whatever the devices do', () => {
    const [devices, ...others] = runningJourney.stages;
    const stages = devices ? [...others, { ...devices, state: 'running' as const }] : others;
    const account = { kind: 'signing-in' as const, address: karen.address };
    expect(newsOf(account, { ...runningJourney, stages })).toBe('Signing in');
    expect(newsOf(account, null)).toBe('');
  });

  it('is who is signed in, or that nobody is', () => {
    expect(newsOf({ kind: 'registered', account: karen }, doneJourney)).toBe('Signed in as Karen Berg');
    expect(newsOf({ kind: 'signed-out' }, doneJourney)).toBe('Signed out');
  });

  it('leaves a failure to its card', () => {
    expect(newsOf({ kind: 'signed-out', failure: wrongPassword }, null)).toBe('');
  });
});
