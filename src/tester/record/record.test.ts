import { expect, it } from 'vitest';
import { readFixture } from '../../lab/replay/fixture.ts';
import { readTrace } from './read-trace.ts';
import { type Recording, recordFixture } from './record.ts';

const message = (startLine: string, event: string, body = '') =>
  [
    startLine,
    'Via: SIP/2.0/TLS 127.0.0.1:1;branch=z9hG4bK1',
    'From: <sip:karen@contoso.com>;tag=a',
    'To: <sip:garth@tailspintoys.com>',
    'Call-ID: 1',
    'CSeq: 1 SUBSCRIBE',
    `Event: ${event}`,
    ...(body === '' ? [] : ['Content-Type: application/conference-info+xml']),
    '',
    body,
  ].join('\r\n');

/** A SUBSCRIBE to a server and its answer, as a trace has them. */
function recorded(host: string, event: string, body = '', far = {}): Recording {
  const place = { at: 1, peer: '127.0.0.1:443', local: '127.0.0.1:1' };
  const lines = [
    { kind: 'connect', host, state: 'open', ...place },
    {
      kind: 'sip',
      direction: 'sent',
      text: message('SUBSCRIBE sip:garth@tailspintoys.com SIP/2.0', event),
      ...place,
      ...far,
    },
    { kind: 'sip', direction: 'received', text: message('SIP/2.0 200 OK', event, body), ...place },
  ];
  return recordFixture(readTrace(lines.map((line) => JSON.stringify(line)).join('\n')), 'a test');
}

const leftOut = (recording: Recording) => (recording.ok ? recording.fixture.leftOut.join('\n') : recording.problem);
const words = 'What people said and who was in a meeting is in no trace';

it('says that bodies are missing where one was not kept, and only there', () => {
  expect(leftOut(recorded('sip.contoso.com', 'conference', '<conference-info/>'))).toContain(words);
  expect(leftOut(recorded('sip.contoso.com', 'conference'))).not.toContain(words);
  expect(leftOut(recorded('sip.contoso.com', 'presence', '(20 characters of text/plain, not kept)'))).toContain(words);
});

it.each(['[::1]', '::1', 'Sip.Contoso.com', 'a b/c', '-', 'ünï.example', ''])(
  'what it makes of a server called "%s" can be played',
  (host) => {
    const recording = recorded(host, 'presence');
    if (!recording.ok) throw new Error(recording.problem);
    expect(readFixture(JSON.stringify(recording.fixture))).toMatchObject({ ok: true });
  },
);

it('says so where nothing that can be played comes of a trace', () => {
  expect(recorded('sip.contoso.com', 'presence', '', { at: 1e300 })).toEqual({
    ok: false,
    problem: expect.stringContaining('recordedAt'),
  });
});
