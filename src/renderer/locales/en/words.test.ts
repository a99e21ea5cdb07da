import { describe, expect, it } from 'vitest';
import type { JoinStep } from '../../../shared/model/meeting.ts';
import { federationRefused } from '../../gallery/fixtures.ts';
import { journeyStepWords } from './journey.ts';
import { joinStepWords } from './meeting.ts';
import { presenceWords } from './presence.ts';

describe('join steps in words', () => {
  const step = (rest: Partial<JoinStep> & Pick<JoinStep, 'kind'>): JoinStep => ({ state: 'done', atMs: 0, ...rest });

  it('[I1] says that the own company refused because it is not federated, with both numbers', () => {
    expect(joinStepWords(step({ kind: 'home-refused', failure: federationRefused }))).toBe(
      "Your company's server refused: not federated (504/1017)",
    );
  });

  it('says no more than is known of a refusal without numbers', () => {
    expect(joinStepWords(step({ kind: 'home-refused' }))).toBe("Your company's server refused");
  });

  it('[I7] names the organizer’s server that is asked as a guest', () => {
    expect(joinStepWords(step({ kind: 'asking-edge', server: 'sip.tailspintoys.com' }))).toBe(
      'Asking sip.tailspintoys.com as a guest',
    );
  });
});

describe('journey steps in words', () => {
  const words = (kind: string, data: Record<string, string>) =>
    journeyStepWords({ kind, data, state: 'done', atMs: 0 });

  it('tells a device with its volume, and that there is none', () => {
    expect(words('device', { device: 'Speaker', label: 'Jabra', volume: '62 %' })).toBe('Speaker: Jabra, volume 62 %');
    expect(words('device', { device: 'Camera' })).toBe('Camera: none found');
  });

  it('tells an interface with its reason', () => {
    expect(words('interface', { name: 'lo', reason: 'loopback-only' })).toBe(
      'Network interface lo: reaches only this computer',
    );
  });

  it('shows a kind it has no words for by its name and what it carried', () => {
    expect(words('dial-plan', { ruleCount: '5', name: '' })).toBe('Dial plan: rule count 5');
    expect(words('__proto__', {})).toBe('__proto__');
  });
});

describe('presence in words', () => {
  it('prefers the activity, and says why nothing is known', () => {
    expect(presenceWords({ availability: 'busy', activity: 'In a call' })).toBe('In a call');
    expect(presenceWords({ availability: 'busy' })).toBe('Busy');
    expect(presenceWords({ availability: 'unknown', unknownBecause: 'refused' })).toBe(
      'Does not share presence with you',
    );
    expect(presenceWords(undefined)).toBe('Presence unknown');
  });
});
