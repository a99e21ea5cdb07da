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

const place = { at: 1, peer: '127.0.0.1:443', local: '127.0.0.1:1' };
const sip = (direction: 'sent' | 'received', text: string) => ({ kind: 'sip', direction, text, ...place });
const traceOf = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join('\n');
const plain = (start: string, number: number, ...more: readonly string[]) =>
  [
    start,
    'Call-ID: 1',
    `CSeq: ${number} ${start.startsWith('SIP') ? 'OPTIONS' : start.split(' ')[0]}`,
    ...more,
    '',
    '',
  ].join('\r\n');

it.each(['\n', '\r\n'])('[X4] what people said is in no recording, however lines of the trace end: %j', (end) => {
  const talk = (start: string, body: string) =>
    [start, 'Call-ID: 1', 'CSeq: 1 MESSAGE', 'Content-Type: text/plain', '', body].join(end);
  const recording = recordFixture(
    readTrace(
      traceOf(sip('sent', talk('MESSAGE sip:a@b SIP/2.0', 'MARK')), sip('received', talk('SIP/2.0 200 OK', 'MARK'))),
    ),
    'x',
  );
  if (!recording.ok) throw new Error(recording.problem);
  expect(JSON.stringify(recording.fixture)).not.toContain('MARK');
  expect(recording.fixture.exchanges[0]?.request).toMatch(/^MESSAGE sip:a@b SIP\/2\.0\r\nCall-ID: 1\r\n/);
});

it('says what of a long trace is not in the recording', () => {
  const pairs = (count: number) =>
    Array.from({ length: count }, (_, at) => [
      sip('sent', plain('OPTIONS sip:a@b SIP/2.0', at)),
      sip('received', plain('SIP/2.0 200 OK', at)),
    ]).flat();
  const record = (...lines: readonly object[]) => leftOut(recordFixture(readTrace(traceOf(...lines)), 'x'));
  expect(record(...pairs(5000))).not.toContain('more than');
  expect(record(...pairs(5001))).toContain('1 of 5001 requests: there are more than 5000');
  const answers = Array.from({ length: 25 }, () => sip('received', plain('SIP/2.0 200 OK', 0)));
  expect(record(...pairs(1), ...answers)).toContain('6 answers: a request has more than 20');
  const pushes = Array.from({ length: 501 }, () => sip('received', plain('OPTIONS sip:b@c SIP/2.0', 9)));
  expect(record(...pairs(1), ...pushes)).toContain('1 message that the server sent: a request has more than 500');
});

it('says that a trace has more lines than are read', () => {
  const pair = traceOf(sip('sent', plain('OPTIONS sip:a@b SIP/2.0', 1)), sip('received', plain('SIP/2.0 200 OK', 1)));
  const whole = `${pair}\n${'{"kind":"media"}\n'.repeat(199_998)}`;
  expect(leftOut(recordFixture(readTrace(whole), 'x'))).not.toContain('200000');
  expect(leftOut(recordFixture(readTrace(`${whole}{"kind":"media"}\n`), 'x'))).toContain('behind line 200000');
});

it('gives each answer and each message of the server to the newest request that it belongs to', () => {
  const of = (server: string, ...lines: readonly object[]) =>
    lines.map((line) => ({ ...line, peer: `${server}:5061` }));
  const push = (id: string) => sip('received', `NOTIFY sip:me SIP/2.0\r\nCall-ID: ${id}\r\nCSeq: 9 NOTIFY\r\n\r\n`);
  const ask = (id: string, number: number) =>
    sip('sent', `SUBSCRIBE sip:a@b SIP/2.0\r\nCall-ID: ${id}\r\nCSeq: ${number} SUBSCRIBE\r\n\r\n`);
  const answer = (id: string, number: number, status = '200 OK') =>
    sip('received', `SIP/2.0 ${status}\r\nCall-ID: ${id}\r\nCSeq: ${number} SUBSCRIBE\r\n\r\n`);
  const lines = [
    ...of(
      '192.0.2.1',
      ask('x', 1),
      answer('x', 1),
      ask('y', 1),
      ask('x', 1),
      push('x'),
      answer('x', 1),
      answer('y', 1),
    ),
    ...of('192.0.2.2', ask('x', 1), answer('x', 1), push('nobody')),
    ...of('192.0.2.1', push('y'), push('nobody'), answer('none', 7)),
  ];
  const recording = recordFixture(readTrace(traceOf(...lines)), 'x');
  if (!recording.ok) throw new Error(recording.problem);
  expect(
    recording.fixture.exchanges.map(({ server, answers, pushes }) => [server, answers.length, pushes.length]),
  ).toEqual([
    ['192.0.2.1', 1, 0],
    ['192.0.2.1', 1, 1],
    ['192.0.2.1', 1, 2],
    ['192.0.2.2', 1, 1],
  ]);
});
