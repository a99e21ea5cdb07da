import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ntlmRecordings } from '../../../../test/fixtures/auth/load.ts';
import { toHex } from '../bytes.ts';
import { NTLM_FLAGS } from './format.ts';
import { type NtlmFlagName, readNtlmChallenge } from './read-challenge.ts';

const recorded = ntlmRecordings().map(({ challenge }) => new Uint8Array(Buffer.from(challenge, 'base64')));
const [good = new Uint8Array()] = recorded;
const needed: readonly NtlmFlagName[] = [
  'unicode',
  'sign',
  'datagram',
  'sessionSecurity',
  'targetInfo',
  'keyExchange',
  'key128',
];
const INFO_AT = new DataView(good.buffer).getUint32(44, true);

function changed(change: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const bytes = good.slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}

const problemOf = (bytes: Uint8Array) => {
  const read = readNtlmChallenge(bytes, needed);
  return read.ok ? undefined : read.problem;
};

it('reads what a server sent', () => {
  const read = readNtlmChallenge(good, needed);
  if (!read.ok) throw new Error(read.problem);
  const { serverChallenge, domainName, timestamp, targetInfo, flags } = read.challenge;
  expect([toHex(serverChallenge), domainName, toHex(timestamp ?? new Uint8Array())]).toEqual([
    '0123456789abcdef',
    'LAB',
    '10024f986779dd01',
  ]);
  expect(targetInfo.map(({ id }) => id)).toEqual([2, 1, 4, 3, 7]);
  expect(flags & NTLM_FLAGS.keyExchange).toBe(NTLM_FLAGS.keyExchange);
});

describe('[E1] every wrong shape has its name', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'the NTLM challenge is cut short'],
    ['half a signature', good.slice(0, 5), 'the NTLM challenge is cut short'],
    ['no type', good.slice(0, 11), 'the NTLM challenge is cut short'],
    ['half a head', good.slice(0, 47), 'the NTLM challenge is cut short'],
    ['another signature', changed((view) => view.setUint8(6, 0x51)), 'the NTLM challenge has a foreign signature'],
    ['other bytes', new Uint8Array(100).fill(0xa5), 'the NTLM challenge has a foreign signature'],
    ['a NEGOTIATE', changed((view) => view.setUint32(8, 1, true)), 'the NTLM message is no challenge'],
    ['half its bytes', good.slice(0, good.length / 2), 'the NTLM challenge points outside itself'],
    [
      'an offset beyond the end',
      changed((view) => view.setUint32(44, 0xffff_fff0, true)),
      'the NTLM challenge points outside itself',
    ],
    [
      'an offset into the head',
      changed((view) => view.setUint32(44, 8, true)),
      'the NTLM challenge points outside itself',
    ],
    [
      'a list longer than it',
      changed((view) => view.setUint16(40, 200, true)),
      'the NTLM challenge points outside itself',
    ],
    [
      'an endless length',
      changed((view) => view.setUint16(40, 0xffff, true)),
      'the NTLM target information is too long',
    ],
    [
      'no target information',
      changed((view) => view.setUint16(40, 0, true)),
      'the NTLM challenge has no target information',
    ],
    [
      'a pair beyond its list',
      changed((view) => view.setUint16(INFO_AT + 2, 0xffff, true)),
      'the NTLM target information is damaged',
    ],
    [
      'no end of the list',
      changed((view) => view.setUint16(good.length - 4, 9, true)),
      'the NTLM target information is damaged',
    ],
    [
      'an end with a value',
      changed((view) => view.setUint16(good.length - 2, 1, true)),
      'the NTLM target information is damaged',
    ],
    ['half a time', changed((view) => view.setUint16(INFO_AT, 7, true)), 'the NTLM target information is damaged'],
  ])('%s', (_, bytes, problem) => {
    expect(problemOf(bytes)).toBe(problem);
  });

  it.each(needed)('no %s', (name) => {
    const bytes = changed((view) => view.setUint32(20, (view.getUint32(20, true) & ~NTLM_FLAGS[name]) >>> 0, true));
    expect(problemOf(bytes)).toBe(`the NTLM challenge lacks ${name}`);
  });
});

it('never throws, and what it takes lies inside the message', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...recorded), fc.array(fc.tuple(fc.nat(160), fc.nat(255)), { maxLength: 6 }), fc.nat(160))
    .map(([bytes, edits, end]) => {
      const copy = bytes.slice();
      for (const [at, byte] of edits) if (at < copy.length) copy[at] = byte;
      return copy.subarray(0, end % 3 === 0 ? end : copy.length);
    });
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 120 })), (bytes) => {
      const read = readNtlmChallenge(bytes, []);
      if (!read.ok) {
        expect(read.problem).toMatch(/NTLM/);
        return;
      }
      const total = read.challenge.targetInfo.reduce((sum, { value }) => sum + 4 + value.length, 4);
      expect(total).toBeLessThanOrEqual(bytes.length);
      expect(read.challenge.serverChallenge).toHaveLength(8);
    }),
    { numRuns: 1000 },
  );
});
