/** What testers hand in: scenario files, timelines, recordings and the traces they are made of, with sound ones to damage. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFixture } from '../../src/lab/replay/fixture.ts';
import { ReplayPlayer } from '../../src/lab/replay/player.ts';
import { pcapngOf } from '../../src/main/trace/pcapng.ts';
import { readTrace } from '../../src/tester/record/read-trace.ts';
import { recordFixture } from '../../src/tester/record/record.ts';
import { expandScenarios } from '../../src/tester/scenario/expand.ts';
import { readScenarioFile } from '../../src/tester/scenario/read-file.ts';
import { readCapture } from '../fakes/capture-reader.ts';
import { type FuzzTarget, jsonTarget, textTarget } from './fuzz.ts';

const example = (name: string) => readFileSync(join(import.meta.dirname, '../../docs/scenarios', name), 'utf8');

const request = [
  'INVITE sip:g@t.com SIP/2.0',
  'Via: SIP/2.0/TLS 127.0.0.1:1;branch=z',
  'From: <sip:k@c.com>;tag=abcd;epid=0011',
  'To: <sip:g@t.com>',
  'Call-ID: call',
  'CSeq: 1 INVITE',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');
const refusal = request
  .replace(/^.*/, 'SIP/2.0 504 Server time-out')
  .replace('To: <sip:g@t.com>', 'To: <sip:g@t.com>;tag=far');
const challenge = request
  .replace(/^.*/, 'SIP/2.0 401 Unauthorized')
  .replace('Content-Length', 'WWW-Authenticate: NTLM realm="x"\r\nContent-Length');
const place = { at: 1, peer: '127.0.0.1:443', local: '127.0.0.1:1' };
const trace = [
  { kind: 'connect', host: 'sip.t.com', state: 'open', ...place },
  { kind: 'sip', direction: 'sent', text: request, ...place },
  { kind: 'sip', direction: 'received', text: challenge, ...place },
  { kind: 'sip', direction: 'sent', text: request, ...place },
  { kind: 'sip', direction: 'received', text: refusal, ...place },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

function sound(): string {
  const recorded = recordFixture(readTrace(trace), 'fuzz');
  assert.ok(recorded.ok);
  return JSON.stringify(recorded.fixture);
}

/** Plays every request of a fixture against it. */
function playAll(text: string): void {
  const read = readFixture(text);
  if (!read.ok) {
    assert.ok(read.problems.length > 0);
    return;
  }
  const player = new ReplayPlayer(read.fixture);
  for (const { server, request: asked } of read.fixture.exchanges.slice(0, 20)) {
    for (const answer of player.take(server, asked)) assert.match(answer, /\r\nContent-Length: \d+\r\n/);
  }
}

export const testerTargets: readonly FuzzTarget[] = [
  jsonTarget('scenario-file', [example('anonymous-join.json'), example('server-discovery.json')], (text) => {
    const read = readScenarioFile(text);
    if (read.ok) assert.ok(expandScenarios(read.file).every((cases) => cases.length > 0));
    else assert.ok(read.problems.length > 0 && read.problems.every(({ expected }) => expected !== ''));
  }),
  jsonTarget('recording', [sound()], playAll),
  textTarget('trace-file', [trace], (text) => {
    const recorded = recordFixture(readTrace(text), 'fuzz');
    if (recorded.ok) {
      assert.ok(readFixture(JSON.stringify(recorded.fixture)).ok);
      playAll(JSON.stringify(recorded.fixture));
    } else assert.notEqual(recorded.problem, '');
  }),
  textTarget('capture', [request, refusal], (text) => {
    const entry = {
      seq: 1,
      correlation: 'app',
      kind: 'sip',
      direction: 'sent',
      bytes: text.length,
      callId: '',
      ...place,
      text,
    } as const;
    assert.deepEqual(readCapture(pcapngOf([entry])).problems, []);
  }),
];
