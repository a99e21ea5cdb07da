import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { StepState } from '../../../shared/model/journey.ts';
import type { JoinStep } from '../../../shared/model/meeting.ts';
import { federationRefused } from '../../gallery/fixtures.ts';
import { missedLine } from './calendar.ts';
import { lastLine } from './chats.ts';
import { relationWords } from './contacts.ts';
import { journeyStepWords } from './journey.ts';
import { joinStepWords } from './meeting.ts';
import { presenceWords, sinceWords } from './presence.ts';

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
  const words = (kind: string, data: Record<string, string>, state: StepState = 'done') =>
    journeyStepWords({ kind, data, state, atMs: 0 });

  it('has words for every step of the way in, also where it failed', () => {
    expect(words('dial-plan', {})).toBe('Dial plan received');
    expect(words('contact-list', {}, 'failed')).toBe('Contact list could not be fetched');
    expect(words('available', {})).toBe('Your status published');
    expect(words('verified', { host: 'sip.contoso.com', protocol: 'TLSv1.3' })).toBe(
      'Certificate of sip.contoso.com verified, TLS 1.3',
    );
    expect(words('verified', { host: 'pool01', protocol: 'tcp' })).toBe('Connection to pool01 is not encrypted');
    expect(words('registered', { scheme: 'Digest', count: '1' })).toBe('Registered with Digest after 1 request');
  });

  it.each([
    ['SIP_TIMEOUT', 'took the connection and did not answer'],
    ['CONNECTION_LOST', 'ended the connection before it answered'],
    ['SERVER_UNAVAILABLE', 'answered that it can let nobody in just now'],
  ])('says what a server did that let nobody in: %s', (why, did) => {
    expect(words('unserved', { server: '10.0.0.1:5061', why }, 'failed')).toBe(
      `10.0.0.1:5061 ${did}; looking for another one`,
    );
  });

  it('tells a device with its volume, and that there is none', () => {
    expect(words('device', { device: 'speaker', label: 'Jabra', volume: '62 %' })).toBe('Speaker: Jabra, volume 62 %');
    expect(words('device', { device: 'camera' })).toBe('Camera: none found');
  });

  it('tells an interface with its reason', () => {
    expect(words('interface', { name: 'lo', reason: 'loopback-only' })).toBe(
      'Network interface lo: reaches only this computer',
    );
  });

  it('shows a kind it has no words for by its name and what it carried', () => {
    expect(words('web-ticket', { ruleCount: '5', name: '' })).toBe('Web ticket: rule count 5');
    expect(words('__proto__', {})).toBe('__proto__');
  });
});

describe('whose contact somebody is', () => {
  it('is never called federated beside a presence that says the opposite', () => {
    expect(relationWords('federated', { availability: 'available' })).toBe('Another company (federated)');
    expect(relationWords('federated', { availability: 'unknown', unknownBecause: 'not-federated' })).toBe(
      'Another company, not connected with yours',
    );
    expect(relationWords('same-enterprise', undefined)).toBe('Your company');
  });
});

describe('presence in words', () => {
  it('prefers the activity, and says why nothing is known', () => {
    expect(presenceWords({ availability: 'busy', activity: 'in-a-call' })).toBe('In a call');
    expect(presenceWords({ availability: 'away', activityText: 'Skiing' })).toBe('Skiing');
    expect(presenceWords({ availability: 'busy' })).toBe('Busy');
    expect(presenceWords({ availability: 'unknown', unknownBecause: 'refused' })).toBe(
      'Does not share presence with you',
    );
    expect(presenceWords(undefined)).toBe('Presence unknown');
  });

  it.each([
    [30_000, undefined],
    [12 * 60_000, '12 min'],
    [3 * 3_600_000, '3 h'],
    [25 * 3_600_000, undefined],
  ])('says how long it holds after %s ms: %s', (passed, words) => {
    expect(sinceWords({ availability: 'busy', since: 1000 }, 1000 + passed)).toBe(words);
    expect(sinceWords({ availability: 'available', since: 1000 }, 1000 + passed)).toBeUndefined();
  });
});

describe('what waits, on its line', () => {
  const at = new Date(2026, 2, 30, 9, 5).getTime();
  const missed = {
    id: 'm1',
    kind: 'call',
    from: { name: 'Vadim Korepin' },
    at,
    isUnread: true,
    source: 'exchange',
  } as const;

  it('says once what was missed, and when', () => {
    expect(missedLine({ ...missed, subject: 'Missed call from Vadim Korepin' }, at + 60_000)).toBe(
      'Missed call · 09:05',
    );
    expect(missedLine({ ...missed, subject: 'About lunch' }, at + 86_400_000)).toBe(
      'Missed call · 30 Mar · About lunch',
    );
  });

  it('says of a conversation that its last message did not arrive', () => {
    const conversation: ConversationSummary = {
      id: 'c1',
      kind: 'two-party',
      peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
      state: 'failed',
      isIncomingWaiting: false,
      peerTyping: false,
      unread: 0,
      lastText: 'Lunch?',
      lastAt: at,
      revision: 1,
    };
    expect(lastLine(conversation)).toBe('Not delivered: Lunch?');
    expect(lastLine({ ...conversation, state: 'active' })).toBe('Lunch?');
    expect(lastLine({ ...conversation, state: 'new', lastText: '' })).toBe('Nothing said yet');
  });
});
