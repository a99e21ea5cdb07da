import { describe, expect, it } from 'vitest';
import type { CallEnding } from './call.ts';
import { type CallLogEntry, callResult } from './call-log.ts';

const person = { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' };
const number = { uri: 'sip:+14255550103@contoso.com;user=phone', name: 'Desk', number: '+1 425 555 0103' };
const refused: CallLogEntry = { id: 'c', direction: 'out', peer: person, at: 1, ending: 'refused' };
const because = (why: unknown): CallLogEntry => ({
  ...refused,
  failure: { code: 'CALL_REFUSED', data: { why: why as string } },
});

describe('what became of a call', () => {
  it.each([
    ['a word of another time', because('on-the-moon')],
    ['no word', because('')],
    ['what is no word', because(7)],
    ['a property that every object has', because('constructor')],
    ['a refusal without a reason', { ...refused, failure: { code: 'CALL_REFUSED' } }],
    ['no failure, as in the oldest entries', refused],
    ['a code of another time', { ...refused, failure: { code: 'FROM_ANOTHER_TIME' } } as unknown as CallLogEntry],
    ['an ending of another time', { ...refused, ending: 'unheard-of' as CallEnding }],
    ['sound that could not be agreed on, which takes a sentence', because('media')],
    ['one that was taken, and ended badly', { ...because('busy'), talkedMs: 5000 }],
    ['one that came in and failed', { ...because('unknown'), direction: 'in', ending: 'failed' }],
    ['one that was missed', { ...refused, direction: 'in', ending: 'missed' }],
    ['one that was given up', { ...refused, ending: 'cancelled' }],
  ] as const)('is not said of %s', (_what, entry) => {
    expect(callResult(entry)).toBeUndefined();
  });

  it.each([
    ['busy', 'busy'],
    ['do-not-disturb', 'do-not-disturb'],
    ['declined', 'declined'],
    ['unanswered', 'unanswered'],
    ['unknown', 'no-such-address'],
    ['policy', 'not-allowed'],
    ['offline', 'unreachable'],
    ['unreachable', 'unreachable'],
  ])('for %s is %s', (why, result) => {
    expect(callResult(because(why))).toBe(result);
  });

  it('tells a number that is incomplete; of an address, and of one that several people have, a sentence is needed', () => {
    expect(callResult({ ...because('incomplete'), peer: number })).toBe('number-incomplete');
    expect(callResult(because('incomplete'))).toBeUndefined();
    expect(callResult(because('ambiguous'))).toBeUndefined();
  });

  it('tells a number that nobody has from an address that nobody has', () => {
    expect(callResult({ ...because('unknown'), peer: number })).toBe('no-such-number');
  });

  it.each([
    ['CALL_NO_ANSWER', 'unanswered'],
    ['SIP_TIMEOUT', 'unreachable'],
    ['MEDIA_NO_MICROPHONE', undefined],
    ['CALL_LOST', undefined],
  ] as const)('after %s is %s', (code, result) => {
    expect(callResult({ ...refused, ending: 'failed', failure: { code } })).toBe(result);
  });

  it('says that we declined', () => {
    expect(callResult({ ...refused, direction: 'in', ending: 'declined' })).toBe('declined');
  });
});
