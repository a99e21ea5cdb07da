import { describe, expect, it } from 'vitest';
import { readMessage } from '../../protocol/sip/read.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import { blameClock, skewIn } from './server-clock.ts';

const wall = Date.UTC(2026, 10, 20, 9);

function skewOf(date: string | undefined): number | undefined {
  const lines = [
    'SIP/2.0 401 Unauthorized',
    'Via: SIP/2.0/TLS 192.0.2.10:50230',
    'From: <sip:karen@contoso.com>;tag=1',
    'To: <sip:karen@contoso.com>;tag=2',
    'Call-ID: 1',
    'CSeq: 1 REGISTER',
    ...(date === undefined ? [] : [`Date: ${date}`]),
    'Content-Length: 0',
  ];
  const read = readMessage(new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`));
  if (!read.ok || read.message.kind !== 'response') throw new Error('no answer');
  return skewIn(read.message, wall);
}

it.each([
  ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
  ['Fri, 20 Nov 2026 08:50:00 GMT', 600_000],
  ['Fri, 20 Nov 2026 09:10:00 GMT', -600_000],
  [undefined, undefined],
  ['', undefined],
  ['yesterday', undefined],
  ['2026-11-20', undefined],
  ['Fri, 99 Xxx 2026 09:00:00 GMT', undefined],
])('reads %s as %s ms', (date, ms) => {
  expect(skewOf(date)).toBe(ms);
});

describe('a clock that is off', () => {
  const failure = (code: FailureCode) => ({ code, at: wall });

  it.each(['CREDENTIALS_WRONG', 'CLIENT_CERTIFICATE_REFUSED', 'AUTH_ENDLESS'] as const)('explains %s', (code) => {
    for (const skewMs of [360_000, -360_000]) {
      expect(blameClock(failure(code), skewMs)).toMatchObject({
        code: 'CLOCK_OFF',
        data: { minutes: '6' },
        detail: code,
      });
    }
  });

  it.each<[FailureCode, number | undefined]>([
    ['CREDENTIALS_WRONG', 300_000],
    ['CREDENTIALS_WRONG', undefined],
    ['ACCOUNT_MISMATCH', 3_600_000],
    ['SIP_TIMEOUT', 3_600_000],
  ])('explains no %s, or is not off at %s ms', (code, skewMs) => {
    expect(blameClock(failure(code), skewMs)).toEqual(failure(code));
  });
});
